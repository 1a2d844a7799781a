/// A schema (pg_namespace).
package struct Schema: Hashable, Sendable {
  package var owner: String
  package var access: AccessList

  package init(owner: String) {
    self.owner = owner
    access = AccessList(.schema, owner: owner)
  }
}

/// A function, procedure or aggregate (pg_proc).
package struct Routine: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case function
    case procedure
    case aggregate
  }

  package var kind: Kind
  package var owner: String
  package var language: String
  package var returns: String?
  package var isSecurityDefiner = false
  /// The letters of provolatile and proparallel.
  package var volatility = "v"
  package var parallel = "u"
  package var isStrict = false
  package var isLeakproof = false
  /// Settings of `SET`, by name.
  package var settings: [String: String] = [:]
  /// The text of its body; empty where it is a parsed one, or C.
  package var body = ""
  package var access: AccessList

  package init(_ kind: Kind, owner: String, language: String) {
    self.kind = kind
    self.owner = owner
    self.language = language
    access = AccessList(.routine, owner: owner)
  }
}

/// A type that was made by a statement of its own (pg_type).
package struct UserType: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case enumeration([String])
    case composite([Column])
    case domain(Domain)
    case range(of: String?)
    case base
  }

  package struct Domain: Hashable, Sendable {
    package var base: String?
    package var isNotNull = false
    package var defaultValue: Expression?
    package var checks: [String: Expression] = [:]
  }

  package var kind: Kind
  package var owner: String
  package var access: AccessList

  package init(_ kind: Kind, owner: String) {
    self.kind = kind
    self.owner = owner
    access = AccessList(.type, owner: owner)
  }
}

/// A role with its attributes and the roles that it is a member of (pg_authid, pg_auth_members).
package struct Role: Hashable, Sendable {
  package var isSuperuser = false
  package var createsDatabases = false
  package var createsRoles = false
  package var canLogin = false
  package var replicates = false
  package var bypassesRowSecurity = false
  package var inherits = true
  /// The roles that it is a member of, with whether it can let others in.
  package var memberships: [String: Bool] = [:]
  package var settings: [String: String] = [:]

  package init() {}
}

/// An extension (pg_extension); what it brings along is not known.
package struct Extension: Hashable, Sendable {
  package var schema: String?

  package init(schema: String?) { self.schema = schema }
}

/// A publication (pg_publication).
package struct Publication: Hashable, Sendable {
  package var owner: String
  package var isForAllTables: Bool
  package var tables: Set<QualifiedName> = []
  package var schemas: Set<String> = []
}
