/// What a database has besides its rows: a value, filled by replaying statements or from `pg_catalog`.
///
/// Two catalogs that say the same are equal. What replaying could not follow is in ``doubts``, and a look-up of it is
/// unknown with the reason.
package struct PostgresCatalog: Hashable, Sendable {
  package var schemas = ObjectTable<String, Schema>()
  package var relations = RelationTable()
  /// The table of each index, since indexes have their names in the schema.
  package var indexes = ObjectTable<QualifiedName, QualifiedName>()
  package var routines = ObjectTable<RoutineID, Routine>()
  package var types = ObjectTable<QualifiedName, UserType>()
  package var roles = ObjectTable<String, Role>()
  package var extensions = ObjectTable<String, Extension>()
  package var publications = ObjectTable<String, Publication>()
  package var defaultPrivileges = ObjectTable<DefaultPrivilegeScope, AccessList>()
  package var comments = ObjectTable<ObjectID, String>()
  /// Objects of other kinds with their owners, as foreign servers and casts.
  package var others = ObjectTable<OtherObject, String>()
  /// Why objects may be otherwise than they are here.
  package var doubts = ObjectTable<ObjectID, String>()
  /// Why there may be objects that are not here.
  package var incompleteness: String?

  package struct OtherObject: Hashable, Sendable {
    package var kind: String
    package var name: String
  }

  package init() {}

  /// A database of PostgreSQL 15 as `CREATE DATABASE` leaves it, with a superuser that owns it.
  package static func newDatabase(superuser: String) -> PostgresCatalog {
    var catalog = PostgresCatalog()
    var role = Role()
    role.isSuperuser = true
    role.createsDatabases = true
    role.createsRoles = true
    role.canLogin = true
    role.replicates = true
    role.bypassesRowSecurity = true
    catalog.roles[superuser] = role
    var schema = Schema(owner: "pg_database_owner")
    schema.access.grant(AccessRight(AccessList.everyone, .usage), grantable: false)
    catalog.schemas["public"] = schema
    return catalog
  }
}

/// The answer to a look-up.
package enum Known<Value: Sendable>: Sendable {
  case present(Value)
  case absent
  /// It may be there or not, or be otherwise; why.
  case unknown(String)

  package var value: Value? {
    if case .present(let value) = self { value } else { nil }
  }
}

extension PostgresCatalog {
  package func schema(_ name: String) -> Known<Schema> { known(schemas[name], .schema(name)) }
  package func relation(_ name: QualifiedName) -> Known<Relation> { known(relations[name], .relation(name)) }
  package func routine(_ id: RoutineID) -> Known<Routine> { known(routines[id], .routine(id)) }
  package func type(_ name: QualifiedName) -> Known<UserType> { known(types[name], .type(name)) }
  package func `extension`(_ name: String) -> Known<Extension> { known(extensions[name], .extension(name)) }

  /// Roles belong to the whole server, so one that no statement made may be there all the same.
  package func role(_ name: String) -> Known<Role> {
    if let role = roles[name] { return known(role, .role(name)) }
    return .unknown("roles can be created outside of this database's migrations")
  }

  /// The relations that are there for certain, or, where doubted, may be, in the order of their names.
  package var relationNames: [QualifiedName] { relations.entries.keys.sorted() }

  /// Why an object may be otherwise than the catalog says.
  package func doubt(about object: ObjectID) -> String? {
    doubts[object] ?? doubts[object.owner] ?? object.schema.flatMap { doubts[.schema($0)] }
  }

  private func known<Value>(_ value: Value?, _ id: ObjectID) -> Known<Value> {
    if let reason = doubt(about: id) { return .unknown(reason) }
    if let value { return .present(value) }
    if let incompleteness { return .unknown(incompleteness) }
    return .absent
  }
}

extension PostgresCatalog {
  /// Begins a point to go back to.
  mutating func mark() {
    schemas.mark()
    relations.mark()
    indexes.mark()
    routines.mark()
    types.mark()
    roles.mark()
    extensions.mark()
    publications.mark()
    defaultPrivileges.mark()
    comments.mark()
    others.mark()
    doubts.mark()
  }

  /// Forgets the last mark, and keeps what has changed since.
  mutating func release() {
    schemas.release()
    relations.release()
    indexes.release()
    routines.release()
    types.release()
    roles.release()
    extensions.release()
    publications.release()
    defaultPrivileges.release()
    comments.release()
    others.release()
    doubts.release()
  }

  /// The catalog without points to go back to.
  var settled: PostgresCatalog {
    var catalog = self
    catalog.schemas.settle()
    catalog.relations.settle()
    catalog.indexes.settle()
    catalog.routines.settle()
    catalog.types.settle()
    catalog.roles.settle()
    catalog.extensions.settle()
    catalog.publications.settle()
    catalog.defaultPrivileges.settle()
    catalog.comments.settle()
    catalog.others.settle()
    catalog.doubts.settle()
    return catalog
  }

  /// Goes back to the last mark.
  mutating func rollBack() {
    schemas.rollBack()
    relations.rollBack()
    indexes.rollBack()
    routines.rollBack()
    types.rollBack()
    roles.rollBack()
    extensions.rollBack()
    publications.rollBack()
    defaultPrivileges.rollBack()
    comments.rollBack()
    others.rollBack()
    doubts.rollBack()
  }
}
