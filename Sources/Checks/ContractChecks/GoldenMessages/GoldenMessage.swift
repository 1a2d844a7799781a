internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// A message that is kept as an example of what an artifact accepts, or refuses.
struct GoldenMessage {
  let path: RepositoryPath
  /// The artifact as its folder calls it: what is between `examples/` and `valid/`.
  let artifact: String
  let isValid: Bool

  /// Reads the name of a file below `examples/`; `nil` where it is none of an artifact.
  init?(_ path: RepositoryPath, _ layout: ContractLayout) {
    guard path.hasPrefix(layout.examples), ContractFile.isContract(path.bytes) else { return nil }
    let parts = path.below(layout.examples).split(separator: UInt8(ascii: "/")).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let place = parts.dropLast().lastIndex(where: { $0 == "valid" || $0 == "invalid" }), place > 0 else {
      return nil
    }
    self.path = path
    artifact = parts[..<place].joined(separator: "/")
    isValid = parts[place] == "valid"
  }
}

/// A golden message that its artifact judges otherwise than its folder says.
package struct GoldenProblem: Sendable {
  enum Kind: Sendable {
    /// A valid one is refused, for this reason.
    case refused(String)
    /// An invalid one is accepted.
    case accepted
    /// It was not found out.
    case undecided(String)
    /// Its folder names no artifact, or several.
    case misplaced(String)
  }

  let kind: Kind
  let artifact: String
  let place: Place
}

/// An artifact without golden messages.
package struct MissingGoldenMessage: Sendable {
  let artifact: String
  let place: Place
  /// Where the first should be.
  let folder: String
  let isNew: Bool
}
