internal import Documents
package import Findings
internal import Git
package import Policy
internal import PostgresCatalog
internal import RehearsalDocuments
internal import SQL

/// Flags a file of views or policies that says something else than the migrations, or no longer works.
package struct DeclaredStateMismatch: Rule {
  package let metadata = RuleMetadata(
    id: "db/declared-state-mismatch",
    title: "Declared view or policy differs from the migrations",
    rationale: """
      The files of `views.root` and `policies` are what people read and what a new environment is made \
      from. They are applied to the database that the migrations leave, and have to change nothing.
      """,
    remedy: """
      Change the migration and the file together.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "alter table eng.a rename column state to stage;", down: "alter table eng.a rename column stage to state;",
        policy: "views: db/views/eng\nschemas: { owned: [eng] }",
        files: "-- both: db/views/eng/v.sql --\n👉create or replace view eng.v as select state from eng.a;\n"),
      DatabaseExample.migration(
        "alter table eng.a rename column state to stage;", down: "alter table eng.a rename column stage to state;",
        policy: "policies: db/policies\nschemas: { owned: [eng] }",
        files:
          "-- db/policies/a.sql --\nalter table eng.a enable row level security;\n👉create policy p on eng.a to analyst using (id = 1);\n"
      ),
    ],
    good: [
      DatabaseExample.migration(
        "alter table eng.a add column size int;", down: "alter table eng.a drop column size;",
        base: "create view eng.v as select state from eng.a;", policy: "views: db/views/eng\nschemas: { owned: [eng] }",
        files: "-- both: db/views/eng/v.sql --\ncreate or replace view eng.v as select state from eng.a;\n")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    let read = readFindings(in: change)
    let told = Set(read.compactMap(\.place?.path))
    // What a server showed is told where reading came to no result.
    let shown = Dictionary(grouping: change.rehearsal.declaredFindings, by: \.path).filter { !told.contains($0.key) }
    return read
      + shown.sorted { $0.key < $1.key }.map { path, findings in
        finding(
          "in the rehearsal this file differs from the migrations: "
            + findings.prefix(3).map(\.message).joined(separator: ", "), at: Place(path: path),
          help: "let the file say what the migrations do")
      }
  }

  private func readFindings(in change: MigrationChange) -> [Finding] {
    guard let database = change.database, database.after.incompleteness == nil else { return [] }
    let files = change.surroundings
    let edited = Set(files.changed.map(\.path))
    let concerned = Set(change.effects.flatMap { $0.steps.flatMap(\.changes) }.map(\.object.owner))
    var found: [Finding] = []
    for (path, source) in files.views + files.policies {
      let state = DeclaredState(source, on: database.after, as: database.role)
      let wasSo = edited.contains(path) ? nil : DeclaredState(source, on: database.before, as: database.role)
      if let failure = state.failure, wasSo?.failure == nil {
        found.append(
          finding(
            "this file no longer works: \(failure.message)", at: Place(path: path, failure.range, of: source),
            help: "change the file together with the migrations"))
        continue
      }
      let old = Set(wasSo?.changes.map(\.object) ?? [])
      let new = state.changes.filter { part in
        !old.contains(part.object) && (edited.contains(path) || concerned.contains(part.object.owner))
      }
      guard let first = new.first else { continue }
      found.append(
        finding(
          "this file and the migrations differ in \(MigrationChange.list(Set(new.prefix(3).map { "\($0.object)" })))",
          at: Place(path: path, state.range(changing: first.object), of: source),
          help: "let the file say what the migrations do"))
    }
    return found + undeclared(in: change, database) + orphaned(in: change, database)
  }

  /// Contract views and policies that the change makes and no file declares.
  private func undeclared(in change: MigrationChange, _ database: MigrationDatabase) -> [Finding] {
    let declared = DeclaredNames(change.surroundings.views + change.surroundings.policies)
    return change.effects.flatMap { effect -> [Finding] in
      effect.changedRelations.flatMap { name, before, after -> [Finding] in
        var found: [Finding] = []
        if change.policy.views.root != nil, before == nil, after.view != nil,
          change.policy.schemas.isContractView(name.name), !declared.views.contains(name.name)
        {
          found.append(
            finding(
              "no file of `\(change.policy.views.root?.description ?? "")` declares the contract view `\(name)`",
              at: effect.place(changing: .relation(name)), help: "add the file with the definition of the view"))
        }
        guard change.policy.policies != nil, change.isOwned(name.schema) else { return found }
        for policy in after.policies.keys.sorted()
        where before?.policies[policy] == nil && !declared.policies.contains("\(name.name) \(policy)") {
          found.append(
            finding(
              "no file of `\(change.policy.policies?.description ?? "")` declares the policy `\(policy)` of `\(name)`",
              at: effect.place(ofPolicy: policy, on: name), help: "add the policy to the file of the table"))
        }
        return found
      }
    }
  }

  /// Files that are deleted while what they declare is still there.
  private func orphaned(in change: MigrationChange, _ database: MigrationDatabase) -> [Finding] {
    let declared = DeclaredNames(change.surroundings.views + change.surroundings.policies)
    let folders = [change.policy.views.root, change.policy.policies].compactMap(\.self)
    return folders.flatMap { change.surroundings.changed(in: $0) }.compactMap { file in
      guard file.new == nil, let old = file.old, file.path.hasSuffix(".sql") else { return nil }
      let lost = DeclaredNames([(file.path, old)])
      let relations = database.after.relations.entries
      let names =
        lost.views.subtracting(declared.views).filter { view in relations.contains { $0.key.name == view } }
        + lost.policies.subtracting(declared.policies).filter { policy in
          relations.contains { name, table in table.policies.keys.contains { "\(name.name) \($0)" == policy } }
        }
      guard !names.isEmpty else { return nil }
      return finding(
        "this file is deleted, and \(MigrationChange.list(names)) is still there", at: Place(path: file.path),
        help: "keep the file as long as the view or the policy exists")
    }
  }
}
