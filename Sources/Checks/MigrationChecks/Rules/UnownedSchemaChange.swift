internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a change of rows or objects in a schema that this repository does not own.
package struct UnownedSchemaChange: Rule {
  package let metadata = RuleMetadata(
    id: "db/unowned-schema-change",
    title: "Migration changes a schema it does not own",
    rationale: """
      Another product has its own migrations and its own owner. What changes behind its back is undone by \
      its next release, or breaks it.
      """,
    remedy: """
      Leave the schema to the product that owns it, or add it to `schemas.owned`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉update venture.items set sd = null where sd = '';",
        base: "create schema venture;\ncreate table venture.items (sd text);"),
      DatabaseExample.migration(
        "👉alter table venture.items add column x int;", down: "alter table venture.items drop column x;",
        base: "create schema venture;\ncreate table venture.items (sd text);"),
      DatabaseExample.migration(
        "👉do $$ begin execute 'delete from venture.' || 'items where sd = $q$x$q$'; end $$;",
        base: "create schema venture;\ncreate table venture.items (sd text);"),
    ],
    good: [
      DatabaseExample.migration("update eng.a set state = null where state = '';"),
      DatabaseExample.migration("create schema eng_load;", down: "drop schema eng_load;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard !change.policy.schemas.owned.isEmpty else { return [] }
    let products = Set(change.policy.schemas.products.values.flatMap(\.self))
    return change.effects.flatMap { effect in
      effect.steps.compactMap { step in
        let written = step.written.map(\.schema).filter { !$0.isEmpty } + step.referencedSchemas(among: products)
        let changed = step.changes.filter { !Self.isAllowed($0, in: change) }.compactMap(\.object.schema)
        let schema = (written + changed).first { schema in
          !change.isOwned(schema) && schema != "pg_temp" && effect.before.schemas[schema] != nil
        }
        guard let schema else { return nil }
        return finding(
          "this statement changes the schema `\(schema)`, which this repository does not own",
          at: effect.place(of: step.range), help: "leave it to its owner, or add it to `schemas.owned`")
      }
    }
  }

  /// Policies on `storage.objects` and triggers on `auth.users` are the way that Supabase documents.
  private static func isAllowed(_ part: CatalogChange, in change: MigrationChange) -> Bool {
    guard change.policy.profile == .supabase else { return false }
    switch part.object {
    case .policy(QualifiedName("storage", "objects"), _), .trigger(QualifiedName("auth", "users"), _): return true
    default: return false
    }
  }
}

extension MigrationEffect.Step {
  /// The schemas of other products whose tables it refers to by a foreign key, which locks them and adds triggers there.
  fileprivate func referencedSchemas(among products: Set<String>) -> [String] {
    changes.compactMap { change in
      guard case .created(_, .constraint(let constraint)) = change, case .foreignKey(let key) = constraint.kind else {
        return nil
      }
      return products.contains(key.table.schema) ? key.table.schema : nil
    }
  }
}
