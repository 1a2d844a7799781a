internal import Documents
internal import Findings

/// One thing that was looked at, and how it is.
struct Diagnosis: Sendable {
  enum State: String, Sendable, CaseIterable {
    /// As it should be.
    case well

    /// Something is possible that should not be, or somebody will be surprised.
    case advice

    /// What is meant to be enforced is not, or a check cannot be asked.
    case ill

    /// Nobody can tell without more.
    case unknown
  }

  let state: State

  /// What is the case, as a sentence without its full stop.
  let message: String

  /// What to do, where there is something to do.
  let help: String?

  init(_ state: State, _ message: String, help: String? = nil) {
    self.state = state
    self.message = message
    self.help = help
  }
}

/// Things of one kind that were looked at.
struct Examination: Sendable {
  /// A word for the kind: `tools`, `repository`.
  let name: String
  private(set) var diagnoses: [Diagnosis] = []

  init(_ name: String) {
    self.name = name
  }

  mutating func add(_ state: Diagnosis.State, _ message: String, help: String? = nil) {
    diagnoses.append(Diagnosis(state, message, help: help))
  }

  /// Adds that all is well, or for each thing that is not what to do about it.
  mutating func add(well message: String, unless problems: [Diagnosis]) {
    diagnoses += problems.isEmpty ? [Diagnosis(.well, message)] : problems
  }
}

extension [Examination] {
  func text(_ style: TextStyle) -> String {
    let blocks = map { examination in
      ([style.paint(examination.name, as: .strong)]
        + examination.diagnoses.flatMap { diagnosis in
          let line = "  \(style.paint(diagnosis.state.mark, as: diagnosis.state.role))  \(diagnosis.message)"
          return [line] + (diagnosis.help.map { ["             = help: \($0)"] } ?? [])
        }).joined(separator: "\n")
    }
    let counts = Diagnosis.State.allCases.map { state in "\(count(of: state)) \(state.rawValue)" }
    return (blocks + ["signalbox doctor: \(counts.joined(separator: ", "))"]).joined(separator: "\n\n") + "\n"
  }

  var jsonBytes: [UInt8] {
    let examinations = map { examination -> Node in
      .object([
        ("name", .string(examination.name)),
        (
          "diagnoses",
          .array(
            examination.diagnoses.map { diagnosis in
              .object([
                ("state", .string(diagnosis.state.rawValue)), ("message", .string(diagnosis.message)),
                ("help", diagnosis.help.map(Node.string) ?? .null),
              ])
            })
        ),
      ])
    }
    return Node.object([("examinations", .array(examinations))]).jsonBytes(pretty: true) + [0x0A]
  }

  func count(of state: Diagnosis.State) -> Int {
    map { $0.diagnoses.count { $0.state == state } }.reduce(0, +)
  }
}

extension Diagnosis.State {
  /// The state in a column of its own.
  fileprivate var mark: String { rawValue + String(repeating: " ", count: 7 - rawValue.count) }

  fileprivate var role: TextStyle.Role {
    switch self {
    case .well: .success
    case .advice: .warning
    case .ill: .error
    case .unknown: .undecided
    }
  }
}
