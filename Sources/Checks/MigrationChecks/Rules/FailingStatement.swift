internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import RehearsalDocuments
internal import SQL

/// Flags a statement that a server would reject, by what the migrations before it have made.
package struct FailingStatement: Rule {
  package let metadata = RuleMetadata(
    id: "db/failing-statement",
    title: "Statement fails on every server",
    rationale: """
      The merged migrations say which objects there are. A statement that creates one again, changes one that is not \
      there, or drops one that others need, fails on every server that has applied them.
      """,
    remedy: "Correct the statement, or the order of the statements.",
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration("👉create table eng.a (id int);", down: "drop table eng.a;"),
      DatabaseExample.migration(
        "👉alter table eng.a drop column state;", down: "alter table eng.a add column state text;",
        base: "create view eng.v as select state from eng.a;"),
    ],
    good: [
      DatabaseExample.migration("create table if not exists eng.a (id int);", down: "select 1;"),
      DatabaseExample.migration(
        "create table eng.b (id int);\nalter table eng.b rename to c;", down: "drop table eng.c;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    // What sorts before merged migrations is replayed where no server applies it.
    let misplaced = Set(change.history.outOfOrder.map(\.path))
    // What a server has run needs no conclusion.
    let effects = change.effects.filter { effect in
      !misplaced.contains(effect.file.path) && !change.rehearsal.decides(.fails, in: effect.file.path)
    }
    return effects.flatMap { effect -> [Finding] in
      // What is rolled back leaves nothing to go on from.
      let isKept = effect.up.problems.allSatisfy { $0.kind != .open && $0.kind != .rolledBack }
      guard effect.before.incompleteness == nil, isKept else { return [] }
      let forth = failure(of: effect.steps, from: effect.before, to: effect.after).map { (effect.file, effect.up, $0) }
      // A way back that follows a failure has something else before it.
      let back =
        forth != nil
        ? nil
        : effect.wayBack.flatMap { way in
          failure(of: way.steps, from: effect.after, to: way.after).map { (way.file, way.direction, $0) }
        }
      return [forth, back].compactMap(\.self).map { file, direction, failure in
        finding(
          "PostgreSQL rejects this statement: \(failure.error.message)",
          at: Place(path: file.path, failure.range, of: direction.script.source),
          help: "correct it, or the order of the statements")
      }
    }
  }

  /// The first failure of a direction; what follows it may fail for that reason alone.
  private func failure(
    of steps: [MigrationEffect.Step], from before: PostgresCatalog, to after: PostgresCatalog
  ) -> (error: ReplayError, range: SourceRange)? {
    guard after.incompleteness == nil else { return nil }
    for step in steps {
      guard let error = step.failure else { continue }
      let object = error.object.owner
      let isKnown =
        before.doubt(about: error.object) == nil && after.doubt(about: error.object) == nil
        && before.doubt(about: object) == nil && after.doubt(about: object) == nil
      // What is of another kind is told where the catalog says what the server would say.
      guard isKnown, error.kind != .unsupported, error.kind != .wrongKind || error.detail != nil,
        Self.isFollowed(object, before) || Self.isFollowed(object, after)
      else {
        return nil
      }
      return (error, step.range)
    }
    return nil
  }

  /// Whether only migrations make an object: what is in a schema of theirs.
  ///
  /// A schema that no migration makes, as `auth` of Supabase, comes from elsewhere, and so does what is in it.
  private static func isFollowed(_ object: ObjectID, _ catalog: PostgresCatalog) -> Bool {
    switch object {
    case .relation(let name): catalog.schemas[name.schema] != nil
    case .schema(let name): catalog.schemas[name] != nil
    case .type(let name): catalog.schemas[name.schema] != nil
    default: false
    }
  }
}
