package import Documents
package import Findings
internal import Git

/// What a change takes from the other side of a channel.
package struct AgreementBreak: Sendable {
  /// One sentence in lower case.
  package let message: String
  package let explanation: [String]
  package let place: Place
  package let help: String
  package let data: Node?
  /// Whether it was not found out.
  package let isUndecided: Bool
  /// What is gone or another one now, as the base has it: a plan names one of these.
  let parts: [Part]
  /// What takes its place, as a plan would name it.
  let replacement: String?
  /// What the plans say of it.
  var plan = PlanAnswer.missing

  /// A value of a file.
  struct Part: Sendable, Hashable {
    let file: RepositoryPath
    let pointer: JSONPointer
  }

  init(
    _ message: String, at place: Place, explanation: [String] = [],
    help: String = "keep what others rely on, and add the new beside it", data: Node? = nil, parts: [Part?] = [],
    replacement: String? = nil, plan: PlanAnswer = .missing, isUndecided: Bool = false
  ) {
    self.message = message
    self.place = place
    self.explanation = explanation
    self.help = help
    self.data = data
    self.parts = parts.compactMap(\.self)
    self.replacement = replacement
    self.plan = plan
    self.isUndecided = isUndecided
  }
}

/// How `info.version` moves, where it does not move as the change asks.
package struct ReleaseMismatch: Sendable {
  package let message: String
  package let place: Place
  package let severity: Severity
  package let help: String
}

/// A semantic version, as far as it is one.
struct Release {
  let major: Int
  let minor: Int
  let patch: Int
  let isDraft: Bool

  /// Reads `1.4.0` and `2.0.0-draft`; nil for other texts.
  init?(_ text: String) {
    let core = text.split(separator: "+", omittingEmptySubsequences: false).first ?? ""
    let parts = core.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let major = numbers[0], let minor = numbers[1], let patch = numbers[2], major >= 0,
      minor >= 0, patch >= 0
    else { return nil }
    self.major = major
    self.minor = minor
    self.patch = patch
    isDraft = parts.count == 2
  }

  /// Whether a step to another version says that something breaks (semver 2.0.0, clauses 4 and 8).
  func announcesBreak(in next: Release) -> Bool {
    next.major > major || major == 0 && next.major == 0 && next.minor > minor
  }

  /// The version that says so.
  var nextBreaking: String { major == 0 ? "0.\(minor + 1).0" : "\(major + 1).0.0" }
}
