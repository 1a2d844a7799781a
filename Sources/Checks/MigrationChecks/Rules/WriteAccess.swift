internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a right to write that a role other than the writers gets.
package struct WriteAccess: Rule {
  package let metadata = RuleMetadata(
    id: "db/write-access",
    title: "Role other than the writers may write",
    rationale: """
      One role writes, so that every change goes through one service. A grant of a single column, of \
      TRUNCATE, by default privileges or to PUBLIC is a right to write as well.
      """,
    remedy: """
      Grant writes to the roles of `schemas.writers` only.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉grant update (state) on eng.a to authenticated;", down: "revoke update (state) on eng.a from authenticated;"),
      DatabaseExample.migration(
        "👉alter default privileges in schema eng grant insert on tables to analyst;",
        down: "alter default privileges in schema eng revoke insert on tables from analyst;"),
      DatabaseExample.migration(
        "👉grant update on eng.a to service_role with grant option;", down: "revoke update on eng.a from service_role;"),
      DatabaseExample.migration(
        "👉create policy p on eng.a for update to authenticated using (id = 1);", down: "drop policy p on eng.a;"),
      DatabaseExample.migration(
        "👉grant create on schema eng to analyst;", down: "revoke create on schema eng from analyst;"),
    ],
    good: [
      DatabaseExample.migration(
        "grant select, insert on eng.a to service_role;", down: "revoke select, insert on eng.a from service_role;"),
      DatabaseExample.migration("grant select on eng.a to analyst;", down: "revoke select on eng.a from analyst;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard !change.policy.schemas.writers.isEmpty else { return [] }
    return change.effects.flatMap { effect in policies(in: change, effect) + grants(in: change, effect) }
  }

  /// A statement's rights for one role, which are one finding.
  private struct Granted {
    var rights: [String] = []
    var objects: [String] = []
    var passesOn = false
  }

  private func grants(in change: MigrationChange, _ effect: MigrationEffect) -> [Finding] {
    var reported: Set<String> = []
    return effect.steps.flatMap { step -> [Finding] in
      var granted: [String: Granted] = [:]
      var seen: Set<String> = []
      for case .granted(let object, let right, let isGrantable) in step.changes {
        guard Self.isWrite(right.privilege, on: object, in: change, effect), effect.stillAllows(right, on: object)
        else { continue }
        let isTrusted = change.isTrusted(right.role, owner: effect.owner(of: object))
        let passesOn = isGrantable && right.role != effect.owner(of: object) && right.role != change.migrationRole
        guard !isTrusted || passesOn, !reported.contains("\(object) \(right.role)") else { continue }
        seen.insert("\(object) \(right.role)")
        let words = right.privilege.rawValue + (right.column.map { " (\($0))" } ?? "")
        granted[right.role, default: Granted()].passesOn = isTrusted
        if granted[right.role]?.rights.contains(words) == false { granted[right.role]?.rights.append(words) }
        if granted[right.role]?.objects.contains("\(object)") == false {
          granted[right.role]?.objects.append("\(object)")
        }
      }
      reported.formUnion(seen)
      return granted.sorted { $0.key < $1.key }.map { role, granted in
        let option = granted.passesOn ? " and grant it to others" : ""
        let objects = granted.objects.sorted()
        let more = objects.count > 3 ? " and \(objects.count - 3) more" : ""
        return finding(
          "`\(role)` may \(granted.rights.sorted().joined(separator: ", ")) on "
            + "\(objects.prefix(3).joined(separator: ", "))\(more)\(option)",
          at: effect.place(of: step.range),
          help: granted.passesOn
            ? "leave `WITH GRANT OPTION` out"
            : "grant writes to \(MigrationChange.list(change.policy.schemas.writers)) only")
      }
    }
  }

  /// Policies by which a role other than the writers may write.
  private func policies(in change: MigrationChange, _ effect: MigrationEffect) -> [Finding] {
    effect.changedPolicies.compactMap { name, policy, value in
      guard change.isOwned(name.schema), value.isPermissive, value.command != .select, value.canPass else { return nil }
      let owner = effect.after.relations[name]?.owner ?? ""
      let roles = value.roles.filter { !change.isTrusted($0, owner: owner) }
      guard !roles.isEmpty else { return nil }
      return finding(
        "policy `\(policy)` of `\(name)` lets \(MigrationChange.list(roles)) write",
        at: effect.place(ofPolicy: policy, on: name),
        help: "write policies for \(MigrationChange.list(change.policy.schemas.writers)) only")
    }
  }

  /// Whether a privilege lets a role change rows, what a schema has, or what runs when others change rows.
  private static func isWrite(
    _ privilege: Privilege, on object: ObjectID, in change: MigrationChange, _ effect: MigrationEffect
  ) -> Bool {
    switch object {
    case .defaultPrivileges(let scope):
      guard scope.schema.map(change.isOwned) != false else { return false }
      return scope.kind == .table && (privilege.isWrite || privilege == .trigger)
        || scope.kind == .sequence && (privilege == .usage || privilege == .update)
    case .relation(let name):
      guard change.isOwned(name.schema) else { return false }
      let isSequence = effect.after.relations[name]?.kind == .sequence
      return isSequence
        ? privilege == .usage || privilege == .update : privilege.isWrite || privilege == .trigger
    case .schema(let name): return change.isOwned(name) && privilege == .create
    default: return false
    }
  }
}
