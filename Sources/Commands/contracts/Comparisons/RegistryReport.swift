internal import Compatibility
internal import ConfluentCompatibility
internal import Documents
internal import Findings

/// What the registry says of two schemas, beside what is said here.
struct RegistryReport {
  private let registry: RegistryVerdict
  private let ours: Verdict

  init(_ registry: RegistryVerdict, beside ours: Verdict) {
    self.registry = registry
    self.ours = ours
  }

  private var agrees: Bool {
    switch (registry.outcome, ours) {
    case (.compatible, .pass), (.breaking, .fail): true
    default: false
    }
  }

  /// The value of `registry` in a report.
  var node: Node {
    var members: [(String, Node)] = [
      ("profile", .string(registry.profile.rawValue)), ("verdict", .string(registry.outcome.rawValue)),
    ]
    if let reason = registry.reason { members.append(("reason", .string(reason))) }
    let differences = registry.differences.map { difference in
      Node.object([
        ("type", .string(difference.type)), ("path", .string(difference.path)),
        ("direction", .string(difference.direction.rawValue)), ("breaks", .boolean(difference.isBreaking)),
      ])
    }
    members += [("differences", .array(differences)), ("agrees", .boolean(agrees))]
    return .object(members)
  }

  /// A line on the verdict, and one for each difference.
  var lines: [String] {
    let isOneWay = Set(registry.differences.map(\.direction)).count < 2
    return ["\(registry.profile.rawValue): \(registry.outcome.rawValue)\(remark)"]
      + registry.differences.map { difference in
        let direction = isOneWay ? "" : "\(difference.direction.rawValue): "
        return "  \(direction)\(difference.type) \(difference.path)\(difference.isBreaking ? ", breaks" : "")"
      }
  }

  /// Where both differ, and how.
  private var remark: String {
    switch (registry.outcome, ours) {
    case (.compatible, .pass), (.breaking, .fail): ", and so it is"
    case (.breaking, .pass): "; the registry calls this breaking, and no document is refused"
    case (.compatible, .fail): "; the registry passes this, and the document above is refused"
    case (.error, _): registry.reason.map { "; \($0)" } ?? ""
    case (_, .undecided): "; here it is undecided"
    }
  }
}
