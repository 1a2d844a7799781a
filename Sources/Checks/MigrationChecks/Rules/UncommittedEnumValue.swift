internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags the use of an enumerated value in the transaction that adds it.
package struct UncommittedEnumValue: Rule {
  package let metadata = RuleMetadata(
    id: "db/uncommitted-enum-value",
    title: "New enum value used before it is committed",
    rationale: """
      A value that `ALTER TYPE … ADD VALUE` adds can be used only after its transaction is committed (55P04): as a \
      default, in a row, in a cast or in a condition. A type that the same transaction creates has no such limit.
      """,
    remedy: "Add the value in one migration, and use it in the next.",
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "alter type eng.v add value 'late';\n👉alter table eng.b alter column v set default 'late';",
        down: "select 1;", base: "create type eng.v as enum ('new');\ncreate table eng.b (v eng.v);"),
      DatabaseExample.migration(
        "alter type eng.v add value 'late';\n👉update eng.b set v = 'late' where v = 'new';", down: "select 1;",
        base: "create type eng.v as enum ('new');\ncreate table eng.b (v eng.v);"),
    ],
    good: [
      DatabaseExample.migration(
        "alter type eng.v add value 'late';\nupdate eng.b set note = 'late' where v = 'new';", down: "select 1;",
        base: "create type eng.v as enum ('new');\ncreate table eng.b (v eng.v, note text);"),
      DatabaseExample.migration(
        "create type eng.v as enum ('new');\nalter type eng.v add value 'late';\n"
          + "create table eng.b (v eng.v default 'late');", down: "drop table eng.b;\ndrop type eng.v;"),
    ],
    references: [
      "[PostgreSQL: ALTER TYPE, notes](https://www.postgresql.org/docs/15/sql-altertype.html#id-1.9.3.42.7)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      let ways = [(effect.file, effect.up)] + (effect.wayBack.map { [($0.file, $0.direction)] } ?? [])
      return ways.flatMap { file, direction in
        direction.transactions.flatMap { statements in
          uses(in: statements, [effect.before, effect.after]).map { source, added in
            finding(
              "`\(added.value)` of `\(added.type.joined(separator: "."))` is used in the transaction that adds it; "
                + "PostgreSQL rejects it", at: Place(path: file.path, source.range, of: direction.script.source),
              help: "move this statement to a migration after the one that adds the value")
          }
        }
      }
    }
  }

  private func uses(
    in statements: [MigrationDirection.TransactionStatement], _ catalogs: [PostgresCatalog]
  ) -> [(SQLStatement, AddedEnumValue)] {
    var created: [[String]] = []
    var added: [AddedEnumValue] = []
    var found: [(SQLStatement, AddedEnumValue)] = []
    for item in statements {
      if let use = added.first(where: { EnumValueUse(added: $0, catalogs: catalogs).isUsed(by: item.source) }) {
        found.append((item.source, use))
      }
      switch item.statement {
      case .createEnum(let type): created.append(type.name)
      case .alterEnum(let type) where type.oldValue == nil && !created.contains(type.name):
        if let value = type.newValue { added.append(AddedEnumValue(type: type.name, value: value)) }
      default: break
      }
    }
    return found
  }
}
