import Changes
import Findings
import MigrationChecks
import Policy
import Testing

/// Histories of sixty migrations, as well-kept repositories have them, with the policy that `init` writes.
@Suite struct HistoryReplayTests {
  /// What a migration does, by any runner.
  struct Step {
    let up: String
    let down: String
    var isAlone = false
  }

  /// The steps of a product that grows: tables, columns, indexes, constraints in two steps, views, functions, triggers.
  static let steps: [Step] = (0..<60).map { number in
    let table = "t\(number / 10)"
    switch number % 10 {
    case 0:
      return Step(
        up:
          "create table \(table) (id bigint generated always as identity primary key, name text not null, parent bigint);\n",
        down: "drop table \(table);\n")
    case 1:
      return Step(
        up: "create index concurrently \(table)_name on \(table) (name);\n",
        down: "drop index concurrently \(table)_name;\n", isAlone: true)
    case 2:
      return Step(
        up: "set local lock_timeout = '3s';\nalter table \(table) add column size integer default 0;\n",
        down: "alter table \(table) drop column size;\n")
    case 3:
      return Step(
        up: "alter table \(table) add constraint \(table)_size check (size is not null) not valid;\n",
        down: "alter table \(table) drop constraint \(table)_size;\n")
    case 4:
      return Step(
        up:
          "alter table \(table) validate constraint \(table)_size;\nalter table \(table) alter column size set not null;\n",
        down: """
          alter table \(table) alter column size drop not null;
          alter table \(table) drop constraint \(table)_size;
          alter table \(table) add constraint \(table)_size check (size is not null) not valid;

          """)
    case 5:
      return Step(
        up: "create view v_\(table) as select id, name from \(table);\n", down: "drop view v_\(table);\n")
    case 6:
      return Step(
        up: """
          create function touch_\(table)() returns trigger language plpgsql as $$ begin return new; end $$;

          """, down: "drop function touch_\(table)();\n")
    case 7:
      return Step(
        up: """
          create trigger touch before update on \(table) for each row execute function touch_\(table)();

          """, down: "drop trigger touch on \(table);\n")
    case 8:
      return Step(
        up:
          "create type kind_\(table) as enum ('a', 'b');\ncomment on type kind_\(table) is 'What it is; not more.';\n",
        down: "drop type kind_\(table);\n")
    default:
      return Step(
        up:
          "alter table \(table) add constraint \(table)_parent foreign key (parent) references \(table) (id) not valid;\n",
        down: "alter table \(table) drop constraint \(table)_parent;\n")
    }
  }

  /// The files of a migration, as each runner wants them.
  static func files(_ number: Int, _ step: Step, of runner: Runner) -> [(String, String)] {
    let padded = String("\(100_000 + number)".dropFirst())
    let time = "202601\(10 + number / 24)" + String("\(100 + number % 24)".dropFirst())
    switch runner {
    case .diesel:
      let folder = "2026-01-\(10 + number / 24)-\(String("\(100 + number % 24)".dropFirst()))0000_step"
      let settings = step.isAlone ? [("\(folder)/metadata.toml", "run_in_transaction = false\n")] : []
      return [("\(folder)/up.sql", step.up), ("\(folder)/down.sql", step.down)] + settings
    case .goose:
      let head = step.isAlone ? "-- +goose NO TRANSACTION\n" : ""
      return [("\(padded)_step.sql", "\(head)-- +goose Up\n\(step.up)-- +goose Down\n\(step.down)")]
    case .supabase: return [("\(time)0000_step.sql", step.up)]
    default: return [("\(padded)_step.up.sql", step.up), ("\(padded)_step.down.sql", step.down)]
    }
  }

  /// What `init` writes of the folder.
  static func policy(_ runner: Runner) -> String {
    "runner: \(runner.rawValue)\n" + (runner == .supabase ? "profile: supabase\n" : "")
      + "migrations: { root: \(folder) }\n"
  }

  /// The errors, and what could not be checked, by their rules, with the files.
  static func blocking(_ text: String, _ policy: String) async throws -> [String] {
    var files = [try PolicyFile(layer: .defaults, path: "database.yml", bytes: MigrationCheck.defaultPolicy)]
    files.append(try PolicyFile(layer: .repository, path: "database.yml", bytes: Array(policy.utf8)))
    let effective = try EffectivePolicy<MigrationPolicy>(files)
    let change = try Change(Example(text), of: MigrationCheck.self)
    let subject = await MigrationCheck.subject(of: change, policy: effective)
    let judgement = await Engine(rules: MigrationCheck.rules, settings: effective.rules).judge(subject)
    return judgement.findings.filter { $0.severity == .error || $0.severity == nil }.map { finding in
      "\(finding.rule.dropFirst(3)) \(finding.place?.path.split(separator: "/").suffix(2).joined(separator: "/") ?? "")"
    }
  }

  private static func history(_ runner: Runner, merged: Int) -> String {
    steps.enumerated().map { number, step in
      files(number + 1, step, of: runner).map { name, text in
        (number < merged ? file(name, text, base: true) : "") + file(name, text)
      }.joined()
    }.joined()
  }

  @Test(arguments: [Runner.diesel, .goose, .supabase, .golangMigrate], [0, 30, 59])
  func `a well-kept history passes`(runner: Runner, merged: Int) async throws {
    #expect(try await Self.blocking(Self.history(runner, merged: merged), Self.policy(runner)) == [])
  }

  /// What spoils a history, by the rule that speaks; the runners for which it does.
  private static let spoilt: [(rule: String, step: Step, runners: [Runner])] = [
    (
      "transaction-in-runner", Step(up: "begin;\nselect f();\ncommit;\n", down: "select 1;\n"),
      [.diesel, .goose, .supabase]
    ),
    (
      "not-allowed-in-transaction",
      Step(
        up: "create index concurrently late on t0 (size);\ncreate index concurrently later on t1 (size);\n",
        down: "drop index late;\ndrop index later;\n"), [.diesel, .goose, .golangMigrate]
    ),
    (
      "syntax-error", Step(up: "create tabel x (id int);\n", down: "drop table x;\n"),
      [.diesel, .goose, .supabase, .golangMigrate]
    ),
    (
      "failing-statement",
      Step(up: "alter table t0 add column name text;\n", down: "alter table t0 drop column name;\n"),
      [.diesel, .goose, .supabase, .golangMigrate]
    ),
    (
      "undeclared-data-loss",
      Step(up: "alter table t0 drop column size;\n", down: "alter table t0 add column size integer;\n"),
      [.diesel, .goose, .golangMigrate]
    ),
    (
      "incomplete-down-path",
      Step(up: "create table x (id int);\ncreate type y as enum ('a');\n", down: "drop table x;\n"),
      [.diesel, .goose, .golangMigrate]
    ),
    (
      "excessive-down-path", Step(up: "create table if not exists t0 (id int);\n", down: "drop table t0 cascade;\n"),
      [.diesel, .goose, .golangMigrate]
    ),
    (
      "not-null-without-default",
      Step(up: "alter table t0 add column x int not null;\n", down: "alter table t0 drop column x;\n"),
      [.diesel, .goose, .supabase, .golangMigrate]
    ),
    (
      "unfiltered-write", Step(up: "delete from t0;\n", down: "select 1;\n"),
      [.diesel, .goose, .supabase, .golangMigrate]
    ),
  ]

  @Test(arguments: [Runner.diesel, .goose, .supabase, .golangMigrate])
  func `each mistake in a history is found in its file`(runner: Runner) async throws {
    let good = Self.history(runner, merged: 60)
    for (rule, step, runners) in Self.spoilt where runners.contains(runner) {
      let bad = Self.files(61, step, of: runner)
      let found = try await Self.blocking(good + bad.map { file($0.0, $0.1) }.joined(), Self.policy(runner))
      #expect(found.contains { $0.hasPrefix("\(rule) ") }, "\(rule): \(found)")
      let stem = bad[0].0.split(separator: "_")[0]
      #expect(found.allSatisfy { $0.contains(stem) }, "\(rule): \(found)")
    }
  }

  @Test(arguments: [Runner.diesel, .goose, .supabase, .golangMigrate])
  func `a late, an edited and a lost migration are found`(runner: Runner) async throws {
    let base = Self.steps.enumerated().dropFirst(2).flatMap { Self.files($0.offset + 1, $0.element, of: runner) }
    let history = base.map { file($0.0, $0.1, base: true) + file($0.0, $0.1) }.joined()
    let late = Self.files(2, Step(up: "create table x (id int);\n", down: "drop table x;\n"), of: runner)
    let found = try await Self.blocking(history + late.map { file($0.0, $0.1) }.joined(), Self.policy(runner))
    #expect(Set(found.map { $0.split(separator: " ")[0] }) == ["out-of-order-migration"], "\(found)")
    let lost = base.dropLast().map { file($0.0, $0.1, base: true) + file($0.0, $0.1) }.joined()
    let edited = base.last.map { file($0.0, $0.1, base: true) + file($0.0, $0.1 + "select 2;\n") } ?? ""
    let gone = base.last.map { file($0.0, $0.1, base: true) } ?? ""
    for text in [lost + edited, lost + gone] {
      let found = try await Self.blocking(text, Self.policy(runner))
      #expect(found.contains { $0.hasPrefix("modified-migration ") }, "\(found)")
    }
  }
}
