import Changes
import Git
import MigrationChecks
import SystemPackage
import TestSupport
import Testing

/// Which folders of migrations are found, and which tool applies them.
@Suite struct MigrationSurveyTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let files: [String: String]
    /// The folders with their tools, the one with the most files first.
    let found: [String]
  }

  @Test(arguments: [
    Case(testDescription: "none", files: ["queries/report.sql": "select 1;"], found: []),
    Case(
      testDescription: "Supabase", files: ["supabase/migrations/20260101000000_a.sql": "select 1;"],
      found: ["supabase/migrations the Supabase CLI"]),
    Case(
      testDescription: "dbmate", files: ["db/migrations/20260101000000_a.sql": "-- migrate:up\nselect 1;\n"],
      found: ["db/migrations dbmate"]),
    Case(
      testDescription: "goose", files: ["migrations/00001_a.sql": "-- +goose Up\nselect 1;\n"],
      found: ["migrations goose"]),
    Case(
      testDescription: "golang-migrate", files: ["migrations/1_a.up.sql": "", "migrations/1_a.down.sql": ""],
      found: ["migrations golang-migrate"]),
    Case(
      testDescription: "sqlx", files: ["Cargo.toml": "", "migrations/1_a.up.sql": "", "migrations/1_a.down.sql": ""],
      found: ["migrations sqlx"]),
    Case(
      testDescription: "Diesel",
      files: ["migrations/2026-01-01-000000_a/up.sql": "", "migrations/2026-01-01-000000_a/down.sql": ""],
      found: ["migrations Diesel"]),
    Case(testDescription: "Flyway", files: ["sql/V1.2__a.sql": "", "sql/R__view.sql": ""], found: ["sql Flyway"]),
    Case(
      testDescription: "Prisma", files: ["prisma/migrations/20260101000000_a/migration.sql": ""],
      found: ["prisma/migrations Prisma Migrate"]),
    Case(testDescription: "Rails", files: ["db/migrate/20260101000000_a.rb": ""], found: ["db/migrate Rails"]),
    Case(testDescription: "Alembic", files: ["alembic/versions/1a2b_a.py": ""], found: ["alembic/versions Alembic"]),
    Case(
      testDescription: "Liquibase", files: ["db/migration/a.sql": "-- liquibase formatted sql\n"],
      found: ["db/migration Liquibase"]),
    Case(
      testDescription: "a folder of which nothing tells", files: ["db/migrations/a.sql": "select 1;"],
      found: ["db/migrations -"]),
    Case(
      testDescription: "two folders, the one with the most files first",
      files: ["a/migrations/1_a.sql": "", "b/migrations/1_a.sql": "", "b/migrations/2_b.sql": ""],
      found: ["b/migrations -", "a/migrations -"]),
    Case(testDescription: "migrations of tests", files: ["tests/migrations/1_a.sql": ""], found: []),
    Case(
      testDescription: "a name that only looks like Flyway's", files: ["sql/V__a.sql": "", "sql/Vx__a.sql": ""],
      found: []),
  ])
  func `migrations are found by names, and their tool by what it writes`(example: Case) async throws {
    try await withScratchRepository { repository in
      for (path, text) in example.files { try await repository.write(path, text) }
      let opened = try Repository.open(.discovering(from: repository.folder.string))
      let found = MigrationSurvey.migrations(in: try SurveyedTree(workingTreeOf: opened))
      #expect(found.map { "\($0.root.folder) \($0.tool?.name ?? "-")" } == example.found)
    }
  }
}
