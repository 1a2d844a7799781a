package import SQL

/// Applies statements to a catalog one after the other, as a session of a server would.
package struct CatalogReplay: Sendable {
  package internal(set) var catalog: PostgresCatalog
  var session: Session

  /// Whether ``apply(_:)`` says what it changed, which costs a look at each object before and after.
  package var recordsChanges = true

  /// The state of a session that decides what names mean.
  struct Session: Sendable {
    /// The role that the session was opened as, and the one that it acts as.
    let login: String
    var role: String
    var searchPath = ["$user", "public"]
    /// The settings to go back to at the end of the transaction, where they were set by `SET LOCAL`.
    var saved: Saved?
    /// The marks of the catalog's journals: the transaction and its savepoints.
    var marks: [String] = []

    struct Saved: Sendable {
      var role: String
      var searchPath: [String]
    }
  }

  package init(_ catalog: PostgresCatalog, as role: String) {
    self.catalog = catalog
    session = Session(login: role, role: role)
  }

  /// What a statement does to the catalog.
  package struct Outcome: Sendable {
    package var changes: [CatalogChange] = []

    /// Why a server would not run it.
    package var failure: ReplayError?
  }

  /// Whether a transaction is open.
  package var isInTransaction: Bool { !session.marks.isEmpty }

  /// The role that statements are run as.
  package var role: String { session.role }

  /// Applies a statement; one that a server would not run changes nothing.
  @discardableResult
  package mutating func apply(_ statement: Statement) -> Outcome {
    if case .transaction(let transaction) = statement {
      apply(transaction)
      return Outcome()
    }
    catalog.mark()
    do throws(ReplayError) {
      try run(statement)
    } catch {
      catalog.rollBack()
      return Outcome(failure: error)
    }
    let changes = recordsChanges ? catalog.changesSinceMark : []
    catalog.release()
    return Outcome(changes: changes)
  }

  /// Ends the session: its transaction is rolled back and its temporary relations are gone.
  package mutating func endSession() {
    while !session.marks.isEmpty { popMark(rollingBack: true) }
    for name in catalog.relations.temporary { removeRelation(name) }
    session = Session(login: session.login, role: session.login)
  }

  /// The catalog as it is, to be kept while replaying goes on.
  package var snapshot: PostgresCatalog { catalog.settled }

  /// Begins to note everything that changes, over statements and transactions.
  package mutating func beginComparison() { catalog.mark() }

  /// What is otherwise than when the comparison began, which ends here.
  package mutating func endComparison() -> [CatalogChange] {
    defer { catalog.release() }
    return catalog.changesSinceMark
  }

  /// What replaying cannot follow from here on: everything there is may be otherwise.
  package mutating func doubtEverything(because reason: String) {
    catalog.incompleteness = reason
    for name in catalog.relations.entries.keys { doubt(.relation(name), because: reason) }
    for name in catalog.types.entries.keys { doubt(.type(name), because: reason) }
    for id in catalog.routines.entries.keys { doubt(.routine(id), because: reason) }
    for name in catalog.schemas.entries.keys { doubt(.schema(name), because: reason) }
  }

  package mutating func doubt(_ object: ObjectID, because reason: String) {
    if catalog.doubts[object] == nil { catalog.doubts[object] = reason }
  }

  static let temporarySchema = "pg_temp"

  private mutating func run(_ statement: Statement) throws(ReplayError) {
    switch statement {
    case .createTable, .createForeignTable, .createTableAs, .alterTable, .createIndex, .createView, .createTrigger,
      .createRule, .createPolicy, .alterPolicy, .select:
      if case .select(let query) = statement { setByFunction(query) }
      try runOnRelations(statement)
    case .createSchema, .createExtension, .alterExtension, .createPublication, .alterPublication, .createSubscription,
      .createForeignServer, .createForeignDataWrapper, .createUserMapping, .importForeignSchema, .createLanguage,
      .createStatistics, .createEventTrigger, .define:
      try runOnSchemas(statement)
    case .createEnum, .alterEnum, .createComposite, .createDomain, .alterDomain, .createRange, .createSequence,
      .alterSequence:
      try runOnTypes(statement)
    case .createFunction(let statement): try createFunction(statement)
    case .alterFunction(let statement): try alterFunction(statement)
    case .grant, .grantRole, .alterDefaultPrivileges, .dropOwned, .reassignOwned, .createRole, .alterRole,
      .alterRoleSet, .dropRole, .changeOwner:
      try runOnPrivileges(statement)
    case .drop(let statement): try drop(statement)
    case .rename(let statement): try rename(statement)
    case .setSchema(let statement): try setSchema(statement)
    case .comment(let statement): try comment(statement)
    case .setVariable(let statement): set(statement)
    case .doBlock(let statement): runBlock(statement)
    case .execute: doubtEverything(because: "a prepared statement is executed")
    case .call(let statement): doubtEffects(ofCalling: statement)
    case .insert, .update, .delete, .merge, .copy, .truncate, .lockTable, .refreshMaterializedView, .reindex,
      .transaction:
      break
    case .other(let node): runOther(node)
    }
  }

  private mutating func runOther(_ node: SQLNode) {
    switch node.kind {
    case "CreateCastStmt", "CreateTransformStmt", "CreateAmStmt", "CreateOpClassStmt", "CreateOpFamilyStmt",
      "CreateConversionStmt":
      catalog.others[.init(kind: node.kind, name: "")] = session.role
    default: break
    }
  }
}

/// Why a server would not run a statement.
package struct ReplayError: Error, Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case missing = "does not exist"
    case duplicate = "already exists"
    /// Something else depends on it.
    case dependents = "is needed by other objects"
    case wrongKind = "is of another kind"
    case unsupported = "cannot be followed"
  }

  package var kind: Kind
  package var object: ObjectID
  /// In the words of the kind where they say enough.
  package var detail: String?

  package init(_ kind: Kind, _ object: ObjectID, _ detail: String? = nil) {
    self.kind = kind
    self.object = object
    self.detail = detail
  }

  package var message: String { "\(object) \(detail ?? kind.rawValue)" }
}
