package import Policy

/// A result that a commit needs before it is released: a check run or a commit status of some name.
package struct ResultRequirement: Sendable, Equatable {
  package let name: String

  /// The app that it has to come from; `nil` for any.
  package let app: String?

  package let after: After

  /// How old it may be, in seconds; `nil` for any age.
  package let maxAge: Int?

  /// The people whose commit statuses count, too.
  package let by: [Login]

  /// The begin of the time in which a result counts.
  package enum After: String, Sendable, CaseIterable {
    /// The freeze has begun, and the commit was deployed to the frozen environment.
    case freeze
    /// The commit was deployed to the frozen environment.
    case deployment
  }

  /// The app that reports what workflows do.
  package static let workflowApp = "github-actions"

  /// The short form: a result of a workflow, of any age.
  init(_ name: String, after: After = .freeze) {
    self.init(name: name, app: Self.workflowApp, after: after, maxAge: nil, by: [])
  }

  private init(name: String, app: String?, after: After, maxAge: Int?, by: [Login]) {
    (self.name, self.app, self.after, self.maxAge, self.by) = (name, app, after, maxAge, by)
  }

  fileprivate init?(_ reader: inout PolicyReader, after usual: After) {
    let name = reader.text("name")
    self.init(
      name: name ?? "", app: reader.text("app"), after: reader.choice("after", of: After.self) ?? usual,
      maxAge: reader.duration("max-age"), by: reader.texts("by")?.map(Login.init) ?? [])
    guard name != nil else { return nil }
  }

  /// The same result, counted from the deployment of a hotfix to the frozen environment on.
  var ofHotfix: ResultRequirement {
    ResultRequirement(name: name, app: app, after: .deployment, maxAge: maxAge, by: by)
  }
}

extension PolicyReader {
  /// A list of results, each a name or a mapping.
  mutating func requirements(_ key: String, after usual: ResultRequirement.After = .freeze) -> [ResultRequirement]? {
    texts(key) {
      ResultRequirement($0, after: usual)
    } orMappings: {
      ResultRequirement(&$0, after: usual)
    }
  }
}
