package import Documents

/// What a rule has to say about a change.
package struct Finding: Sendable {
  /// The rule that says it, as in `contracts/duplicate-key`.
  package let rule: String

  package var kind: Kind

  /// What is wrong here, in one sentence without a full stop.
  package internal(set) var message: String

  /// What the message rests on, where that takes more than a sentence.
  package let explanation: [Explanation]

  /// Where; `nil` means the change as a whole.
  package let place: Place?

  /// Other places that belong to it, each with its message.
  package let related: [Place]

  /// What to do about it: the exact next step.
  package let help: String?

  /// What repairs it safely by itself; `nil` where a person has to decide.
  package let fix: Fix?

  /// What only a program would read.
  package let data: Node?

  /// What several findings of a rule have in common, so that a report tells it once; `nil` where each is told.
  package let cause: String?

  /// The other findings of the same cause, where a report tells all of them as this one.
  package internal(set) var members: [Finding] = []

  /// Tells the same finding in an earlier report from another one.
  ///
  /// It is given when a report is put together, since equal findings in one file are numbered.
  package internal(set) var fingerprint = ""

  /// Whether it was there when the check was adopted, so that it does not block.
  package var isBaselined = false

  /// Whether the change itself touches the line; `nil` where that is not known, or there is no line.
  package var isOnChangedLine: Bool?

  package init(
    rule: String, kind: Kind, message: String, explanation: [Explanation] = [], place: Place? = nil,
    related: [Place] = [], help: String? = nil, fix: Fix? = nil, data: Node? = nil, cause: String? = nil
  ) {
    self.rule = rule
    self.kind = kind
    self.message = message
    self.explanation = explanation
    self.place = place
    self.related = related
    self.help = help
    self.fix = fix
    self.data = data
    self.cause = cause
  }
}

extension Finding {
  /// What a finding means for the verdict.
  package enum Kind: Sendable, Hashable {
    /// The change does something that it must not.
    case violation(Severity)

    /// Only a pull request can supply what is missing: listed before a push, and no failure there.
    case owed(role: String?, label: String?)

    /// It could not be decided, and what is not known blocks.
    case undecided
  }

  /// The message with its explanation, one statement a line.
  package var fullMessage: String {
    ([message] + explanation.flatMap { $0.lines() }).joined(separator: "\n")
  }

  package var severity: Severity? {
    guard case .violation(let severity) = kind else { return nil }
    return severity
  }
}

extension Finding {
  /// The order of every report: path, line, column, rule, and the message to settle what is left.
  package static func inReportOrder(_ left: Finding, _ right: Finding) -> Bool {
    switch (left.place, right.place) {
    case (nil, .some): true
    case (.some, nil): false
    case (let leftPlace?, let rightPlace?) where leftPlace < rightPlace: true
    case (let leftPlace?, let rightPlace?) where rightPlace < leftPlace: false
    default: (left.rule, left.message) < (right.rule, right.message)
    }
  }
}
