internal import Documents
package import Findings
internal import Git
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a change of a table or view whose page in `documents.contracts` does not change with it.
package struct MissingDocumentation: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-documentation",
    title: "Changed table or view without its page",
    rationale: """
      The page is what consumers read before they build on a table. A page of last year is worse than \
      none.
      """,
    remedy: """
      Update `<name>.md` in the folder of data contracts in the same change.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉alter table eng.a add column size int;", down: "alter table eng.a drop column size;",
        policy: "documents: { contracts: docs/contracts }\nschemas: { owned: [eng] }")
    ],
    good: [
      DatabaseExample.migration(
        "alter table eng.a add column size int;", down: "alter table eng.a drop column size;",
        policy: "documents: { contracts: docs/contracts }\nschemas: { owned: [eng] }",
        files: "-- docs/contracts/a.md --\n# a\n\nsize: how large it is.\n")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let folder = change.policy.documents.contracts else { return [] }
    let pages = change.surroundings.changed(in: folder).filter { $0.path.hasSuffix(".md") }
    func names(_ pages: [DatabaseFiles.Changed]) -> Set<String> {
      Set(pages.map { String($0.path.split(separator: "/").last?.dropLast(3) ?? "") })
    }
    let documented = names(pages.filter { $0.new != nil && $0.changesWords })
    let removed = names(pages.filter { $0.new == nil })
    var reported: Set<QualifiedName> = []
    return change.effects.flatMap { effect in
      effect.changedNames.sorted().compactMap { name in
        let relation = effect.after.relations[name] ?? effect.before.relations[name]
        guard change.isOwned(name.schema), name.schema != "pg_temp", let relation, relation.kind != .sequence,
          effect.before.relations[name] != effect.after.relations[name], !documented.contains(name.name),
          !removed.contains(name.name) || effect.after.relations[name] != nil,
          reported.insert(name).inserted
        else { return nil }
        return finding(
          "`\(name)` changes, and `\(folder)/\(name.name).md` does not", at: effect.place(changing: .relation(name)),
          help: "update the page in the same change")
      }
    }
  }
}
