internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a membership or an attribute that lets a role do what only the writers may.
package struct RoleEscalation: Rule {
  package let metadata = RuleMetadata(
    id: "db/role-escalation",
    title: "Role gets the rights of a writer",
    rationale: """
      A member of a role can act as it, and a role with SUPERUSER or BYPASSRLS is subject to no policy.
      """,
    remedy: """
      Grant single rights instead.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉grant service_role to analyst;", down: "revoke service_role from analyst;", base: "create role analyst;"),
      DatabaseExample.migration(
        "👉alter role analyst bypassrls;", down: "alter role analyst nobypassrls;", base: "create role analyst;"),
      DatabaseExample.migration(
        "👉alter table eng.a owner to analyst;", down: "alter table eng.a owner to postgres;",
        base: "create role analyst;"),
    ],
    good: [
      DatabaseExample.migration(
        "grant reader to analyst;", down: "revoke reader from analyst;", base: "create role analyst;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    let powerful = Set(change.policy.schemas.writers + [change.migrationRole])
    guard !change.policy.schemas.writers.isEmpty else { return [] }
    let owners = powerful.union([change.policy.views.owner].compactMap(\.self))
    return change.effects.flatMap { effect in
      effect.steps.flatMap { step in
        step.changes.compactMap { part in
          let message =
            Self.message(part, powerful, change)
            ?? part.newOwner.flatMap { owner in
              owners.contains(owner) ? nil : "`\(owner)` becomes the owner of \(part.object)"
            }
          guard let message else { return nil }
          return finding(message, at: effect.place(of: step.range), help: "grant single rights instead")
        }
      }
    }
  }

  /// The roles of every server that may write all rows, and those that reach files and programs of the server
  /// (section 22.5, "Predefined Roles").
  private static let ofRows: Set<String> = ["pg_read_all_data", "pg_write_all_data"]
  private static let ofServer: Set<String> = [
    "pg_execute_server_program", "pg_read_server_files", "pg_write_server_files",
  ]

  private static func message(_ part: CatalogChange, _ powerful: Set<String>, _ change: MigrationChange) -> String? {
    switch part {
    case .created(.membership(let role, let member), _) where powerful.contains(role):
      return "`\(member)` can act as `\(role)`"
    case .created(.membership(let role, let member), _) where ofServer.contains(role):
      return "`\(member)` reaches files or programs of the server by `\(role)`"
    case .created(.membership(let role, let member), _)
    where ofRows.contains(role) && !change.isTrusted(member, owner: ""):
      return "`\(member)` reaches the rows of every table by `\(role)`"
    case .created(.role(let name), .role(let role)) where !powerful.contains(name):
      return role.powers.isEmpty ? nil : "`\(name)` is created with \(role.powers.joined(separator: ", "))"
    case .altered(.role(let name), .role(let old), .role(let new)):
      let added = new.powers.filter { !old.powers.contains($0) }
      return added.isEmpty ? nil : "`\(name)` gets \(added.joined(separator: ", "))"
    default: return nil
    }
  }
}

extension CatalogChange {
  /// The role that an object belongs to now, where that is another one than before.
  fileprivate var newOwner: String? {
    guard case .altered(_, let old, let new) = self, let owner = new.owner, let before = old.owner else { return nil }
    return owner == before ? nil : owner
  }
}

extension CatalogValue {
  fileprivate var owner: String? {
    switch self {
    case .schema(let owner), .other(let owner): owner
    case .relation(let facts): facts.owner
    case .routine(let routine): routine.owner
    case .type(let type): type.owner
    case .publication(let publication): publication.owner
    default: nil
    }
  }
}
