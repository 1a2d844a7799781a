internal import Documents
internal import Findings
internal import PostgresCatalog
internal import SQL

/// What several rules ask of what migrations do.
extension MigrationChange {
  /// The effects of the new migrations.
  var effects: [MigrationEffect] { database?.effects ?? [] }

  /// The role that migrations are applied as.
  var migrationRole: String { database?.role ?? "postgres" }

  func isOwned(_ schema: String) -> Bool { policy.schemas.owned.isEmpty || policy.schemas.owned.contains(schema) }

  func isExposed(_ schema: String) -> Bool { policy.schemas.exposed.contains(schema) }

  /// Whether a role may do everything anyway: the owner of objects, and the roles that may write.
  func isTrusted(_ role: String, owner: String) -> Bool {
    role == owner || role == migrationRole || policy.schemas.writers.contains(role)
  }

  /// Whether a right of a role is one that the readers have, or that only the approval for readers lets others have.
  ///
  /// Where the policy names readers, every other role that neither owns nor writes may read less than they.
  func isForReaders(_ role: String, _ effect: MigrationEffect) -> Bool {
    let schemas = policy.schemas
    guard !schemas.readers.isEmpty else { return false }
    if role == AccessList.everyone || schemas.readers.contains(where: { effect.roles(of: $0).contains(role) }) {
      return true
    }
    return schemas.approvedSelect != nil && !isTrusted(role, owner: "") && role != policy.views.owner
  }

  /// Names in code marks, joined for a sentence.
  static func list(_ names: some Collection<String>) -> String {
    names.sorted().map { "`\($0)`" }.joined(separator: ", ")
  }
}

extension MigrationEffect {
  /// The place of a statement of the way up, or the file.
  func place(of range: SourceRange?) -> Place { Place(path: file.path, range, of: up.script.source) }

  /// The place of the statement that changed an object last.
  func place(changing object: ObjectID, where body: (CatalogChange) -> Bool = { _ in true }) -> Place {
    place(of: step(changing: object, where: body)?.range ?? up.script.statements.first?.range)
  }

  /// The relations that the way up changes for certain, with what they are afterwards.
  var changedRelations: [(name: QualifiedName, before: Relation?, after: Relation)] {
    var names: Set<QualifiedName> = []
    for change in steps.flatMap(\.changes) {
      if case .relation(let name) = change.object.owner { names.insert(name) }
    }
    return names.sorted().compactMap { name in
      after.reachableRelation(name).map { (name, before.relations[name], $0) }
    }
  }
}

extension PostgresCatalog {
  /// A relation that is there for certain; who may do what with it is known also where its columns are not.
  func reachableRelation(_ name: QualifiedName) -> Relation? {
    [nil, CatalogReplay.unknownColumns].contains(doubt(about: .relation(name))) ? relations[name] : nil
  }
}
