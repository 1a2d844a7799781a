/// What a rule needs beside the bytes of a file, so that it can be asked at all.
///
/// A rule declares it in its metadata; what asks rules about less than a change (`lint`) tells from it which of them it
/// leaves out, and why.
package enum Requirement: String, Sendable, CaseIterable {
  /// The revision before the change.
  case history
  /// The time as of which a verdict is reached.
  case instant
  /// The other files of the governed folder.
  case folder
  /// A repository: modes of files, links, objects that can be missing.
  case repository
  /// The database as all merged migrations leave it.
  case catalog
  /// What GitHub knows of the change.
  case evidence

  /// What is missing, as a noun phrase behind "lint has".
  package var absence: String {
    switch self {
    case .history: "no earlier revision"
    case .instant: "no instant"
    case .folder: "no folder"
    case .repository: "no repository"
    case .catalog: "no merged migrations"
    case .evidence: "no evidence"
    }
  }
}
