package import Policy

/// What one executable asks about a change: a single check, or several at once.
package protocol CheckSuite: SendableMetatype {
  /// The name of the executable.
  static var name: String { get }

  /// The checks, in the order of their reports.
  static var checks: [any Check.Type] { get }
}

extension Check {
  package static var checks: [any Check.Type] { [Self.self] }
}

extension CheckSuite {
  /// The metadata of the rules of all checks, sorted by their ids.
  package static var allMetadata: [RuleMetadata] {
    checks.flatMap { $0.allMetadata }.sorted { $0.id < $1.id }
  }

  /// The page of a rule of one of the checks; `nil` for no such id.
  package static func page(ofRule id: String) async throws -> RulePage? {
    for check in checks {
      if let page = try await check.page(ofRule: id) { return page }
    }
    return nil
  }
}
