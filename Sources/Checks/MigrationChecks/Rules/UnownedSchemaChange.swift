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
    return change.effects.flatMap { effect -> [Finding] in
      func message(_ step: MigrationEffect.Step) -> String? {
        let written = step.written.map(\.schema).filter { !$0.isEmpty } + step.referencedSchemas(among: products)
        let changed = step.changes.filter { !Self.isAllowed($0, in: change) }.compactMap(\.object.schema)
        let schema = (written + changed + [step.commentedSchema].compactMap(\.self)).first { schema in
          !change.isOwned(schema) && schema != "pg_temp"
            && (effect.before.schemas[schema] != nil || Self.ofSystem.contains(schema))
        }
        if let schema { return "this statement changes the schema `\(schema)`, which this repository does not own" }
        return step.viewOver(products).map { view, read in
          "the view `\(view)` reads `\(read)`, which belongs to another product"
        }
      }
      let forth = effect.steps.compactMap { step in message(step).map { ($0, effect.place(of: step.range)) } }
      // What the way up does is told there; the way back may write what the way up leaves alone.
      let back =
        !forth.isEmpty
        ? []
        : effect.wayBack.map { way in
          way.steps.compactMap { step in
            message(step).map { ($0, Place(path: way.file.path, step.range, of: way.direction.script.source)) }
          }
        } ?? []
      return (forth + back).map { message, place in
        finding(message, at: place, help: "leave it to its owner, or add it to `schemas.owned`")
      }
    }
  }

  private static let ofSystem: Set<String> = ["pg_catalog", "information_schema"]

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
  /// The schema of what a COMMENT is about, where it is written.
  fileprivate var commentedSchema: String? {
    guard case .comment(let comment) = statement else { return nil }
    let parts = comment.object?.items?.compactMap(\.stringValue) ?? []
    switch comment.type {
    case .schema: return comment.object?.stringValue
    case .table, .view, .materializedView, .foreignTable, .sequence: return parts.count > 1 ? parts[0] : nil
    case .column: return parts.count > 2 ? parts[0] : nil
    default: return nil
    }
  }

  /// A view that the statement makes over a table of another product, with that table.
  fileprivate func viewOver(_ products: Set<String>) -> (view: QualifiedName, read: QualifiedName)? {
    for change in changes {
      let value: CatalogValue
      switch change {
      case .created(.relation, let new), .altered(.relation, _, let new): value = new
      default: continue
      }
      guard case .relation(let facts) = value, case .relation(let name) = change.object,
        let read = facts.view?.reads.filter({ products.contains($0.schema) }).min()
      else { continue }
      return (name, read)
    }
    return nil
  }

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
