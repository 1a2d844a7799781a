internal import Documents
internal import PostgresCatalog
internal import SQL

/// What a file of views or policies would change in a database.
struct DeclaredState: Sendable {
  struct Failure: Sendable {
    let message: String
    let range: SourceRange
  }

  /// The first statement that a server would not run.
  private(set) var failure: Failure?

  /// What is otherwise once the whole file was applied.
  private(set) var changes: [CatalogChange] = []

  private var steps: [(range: SourceRange, changes: [CatalogChange])] = []

  init(_ source: SourceText, on catalog: PostgresCatalog, as role: String) {
    var replay = CatalogReplay(catalog, as: role)
    for statement in SQLParser.parse(SQLText(source)).statements {
      guard let tree = statement.statement else {
        if failure == nil { failure = Failure(message: "a statement does not parse", range: statement.range) }
        continue
      }
      let outcome = replay.apply(tree)
      if let error = outcome.failure, failure == nil, catalog.doubt(about: error.object) == nil {
        failure = Failure(message: error.message, range: statement.range)
      }
      steps.append((statement.range, outcome.changes))
    }
    replay.endSession()
    guard failure == nil else { return }
    changes = catalog.changes(to: replay.catalog).filter { part in
      replay.catalog.doubt(about: part.object) == nil && !part.isUncertain
    }
  }

  /// The statement that changed an object last.
  func range(changing object: ObjectID) -> SourceRange? {
    steps.last { $0.changes.contains { $0.object == object } }?.range ?? steps.first?.range
  }
}

/// The views and policies that files make.
struct DeclaredNames: Sendable {
  private(set) var views: Set<String> = []
  /// `table policy`.
  private(set) var policies: Set<String> = []

  init(_ files: [(path: String, source: SourceText)]) {
    for script in SQLParser.parse(files.map { SQLText($0.source) }) {
      for statement in script.statements {
        switch statement.statement {
        case .createView(let view): views.insert(view.relation?.name ?? "")
        case .createPolicy(let policy): policies.insert("\(policy.table?.name ?? "") \(policy.name)")
        default: break
        }
      }
    }
  }
}
