/// What a role may be allowed to do with an object (section 5.7, "Privileges").
package enum Privilege: String, Hashable, Sendable, CaseIterable {
  case select = "SELECT"
  case insert = "INSERT"
  case update = "UPDATE"
  case delete = "DELETE"
  case truncate = "TRUNCATE"
  case references = "REFERENCES"
  case trigger = "TRIGGER"
  case usage = "USAGE"
  case create = "CREATE"
  case connect = "CONNECT"
  case temporary = "TEMPORARY"
  case execute = "EXECUTE"
  case set = "SET"
  case alterSystem = "ALTER SYSTEM"

  /// Whether it lets a role change rows.
  package var isWrite: Bool { [.insert, .update, .delete, .truncate].contains(self) }
}

/// A kind of object as far as privileges go.
package enum AccessKind: String, Hashable, Sendable {
  case table
  case sequence
  case schema
  case routine
  case type

  /// All privileges that there are for it: what `ALL` means, and what its owner has.
  package var all: [Privilege] {
    switch self {
    case .table: [.select, .insert, .update, .delete, .truncate, .references, .trigger]
    case .sequence: [.select, .update, .usage]
    case .schema: [.usage, .create]
    case .routine: [.execute]
    case .type: [.usage]
    }
  }

  /// What PUBLIC has of a new object.
  package var initialForPublic: [Privilege] {
    switch self {
    case .table, .sequence, .schema: []
    case .routine: [.execute]
    case .type: [.usage]
    }
  }
}

/// A privilege that a role has.
package struct AccessRight: Hashable, Sendable {
  /// The role; ``AccessList/everyone`` for PUBLIC.
  package var role: String
  package var privilege: Privilege
  /// The column that it is limited to.
  package var column: String?

  package init(_ role: String, _ privilege: Privilege, column: String? = nil) {
    self.role = role
    self.privilege = privilege
    self.column = column
  }
}

/// Who may do what with an object, its owner among them; the value says whether the right can be passed on.
package struct AccessList: Hashable, Sendable {
  /// PUBLIC: no role can have this name.
  package static let everyone = "public"

  package var rights: [AccessRight: Bool] = [:]

  package init() {}

  /// What a new object has before default privileges change it.
  package init(_ kind: AccessKind, owner: String) {
    for privilege in kind.all { rights[AccessRight(owner, privilege)] = false }
    for privilege in kind.initialForPublic { rights[AccessRight(Self.everyone, privilege)] = false }
  }

  package mutating func grant(_ right: AccessRight, grantable: Bool) {
    rights[right] = rights[right] == true || grantable
  }

  /// Takes a right back, or only the option to pass it on.
  ///
  /// Of a whole table it takes those of its columns along.
  package mutating func revoke(_ right: AccessRight, optionOnly: Bool) {
    for known in Array(rights.keys)
    where known.role == right.role && known.privilege == right.privilege
      && (right.column == nil || known.column == right.column)
    {
      if optionOnly { rights[known] = false } else { rights[known] = nil }
    }
  }

  /// The owner's rights go over to the new one (aclnewowner).
  mutating func changeOwner(from old: String, to new: String) {
    guard old != new else { return }
    for (right, grantable) in rights where right.role == old {
      rights[right] = nil
      grant(AccessRight(new, right.privilege, column: right.column), grantable: grantable)
    }
  }

  mutating func renameRole(_ old: String, to new: String) { changeOwner(from: old, to: new) }

  package func allows(_ role: String, _ privilege: Privilege) -> Bool {
    rights[AccessRight(role, privilege)] != nil || rights[AccessRight(Self.everyone, privilege)] != nil
  }

  /// The roles that have a privilege, of the whole object or of a column.
  package func roles(with privilege: Privilege) -> Set<String> {
    Set(rights.keys.filter { $0.privilege == privilege }.map(\.role))
  }
}
