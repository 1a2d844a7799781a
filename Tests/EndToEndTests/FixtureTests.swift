import ChangeControlChecks
import Changes
import ContractChecks
import Documents
import LintChecks
import MigrationChecks
import Policy
import ReleaseChecks
import SystemPackage
import TestSupport
import Testing

@Suite struct FixtureTests {
  /// The tests run side by side, a part of the changes in each.
  private static let parts = Array(0..<4)

  @Test(arguments: SampleRepository.names, parts)
  func `every change of a sample repository is judged as its message says`(name: String, part: Int) async throws {
    try await withFixture(name) { repository in
      let checks = SampleRepository.checks(of: name)
      let changes = try await SampleChange.all(in: repository)
      #expect(checks.count > 1)
      #expect(changes.count > 10)
      for change in changes.enumerated().filter({ $0.offset % Self.parts.count == part }).map(\.element) {
        let branch = change.branch
        #expect(!change.now.isEmpty, "\(branch)")
        #expect(try await verdict(of: checks, on: branch, at: "pre-push", in: repository) == change.now, "\(branch)")
        if !change.atMerge.isEmpty {
          let due = try await verdict(of: checks, on: branch, at: "merge", in: repository)
          #expect(due == change.atMerge, "\(branch)")
        }
      }
    }
  }

  @Test(
    .enabled(
      if: Project.hasProgram("eslint") && Project.hasProgram("rubocop"), "ESLint and RuboCop are not both installed"))
  func `real linters judge the changes of the sample repository as their messages say`() async throws {
    try await withFixture("platform") { repository in
      var judged = 0
      for change in try await SampleChange.all(in: repository) where !change.afterLinters.isEmpty {
        let branch = change.branch
        judged += 1
        // Node reserves more address space than any check may.
        let run = try await run(
          "lint-gate",
          ["check", "--run", "--base", "main", "--head", branch, "--stage", "merge", "--format", "json"],
          in: repository.folder, environment: ["NODE_PATH": "/usr/share/nodejs:/usr/lib/nodejs"], memory: 1 << 24)
        let lint = try Judged(run)
        #expect([lint.verdict ?? ""] + lint.rules == change.afterLinters, "\(branch): \(lint.words)")
      }
      #expect(judged > 3)
    }
  }

  @Test func `every change that comes with evidence is judged by it as its message says`() async throws {
    try await withFixture("platform") { repository in
      var judged = 0
      let base = try await repository.id(of: "main")
      for change in try await SampleChange.all(in: repository) where !change.withEvidence.isEmpty {
        judged += 1
        let branch = change.branch
        let folder = Project.root.appending("Fixtures/platform/changes/\(branch)")
        let text = try #require(Project.text(of: folder.appending("evidence.json")), "\(branch)")
        let head = try await repository.id(of: branch)
        let evidence = text.replacing("{base}", with: base).replacing("{head}", with: head)
          .replacing("\"artifacts/", with: "\"\(folder.string)/artifacts/")
        try await withScratchFolder { scratch in
          let file = scratch.appending("evidence.json")
          try await file.write(evidence)
          let run = try await run(
            "change-control",
            [
              "check", "--base", "main", "--head", branch, "--stage", "merge", "--now", Self.now, "--format", "json",
              "--evidence", file.string,
            ], in: repository.folder)
          let verdict = try Judged(run)
          #expect(
            [verdict.verdict ?? "none"] + verdict.rules.sorted() == change.withEvidence, "\(branch): \(verdict.words)")
        }
      }
      #expect(judged > 20)
    }
  }

  @Test func `every rule that judges changes has a bad change`() async throws {
    let messages = SampleRepository.names.flatMap { name in
      let changes = Project.root.appending("Fixtures/\(name)/changes")
      return Project.names(in: changes).compactMap { Project.text(of: changes.appending($0).appending("message")) }
    }
    // The sample is applied by `own`, its evidence names no migration, and its policy neither limits the names of
    // tables nor wants predicates beside roles; the rules' own examples break these. An approval of a suppression is
    // asked for at the merge, of evidence that the sample does not have.
    let otherRunners = [
      "executed-down-path", "ignored-runner-marker", "missing-migration-reference", "missing-write-predicate",
      "transaction-in-runner", "unapproved-suppression", "unapproved-table", "unknown-runner",
    ].map { "db/\($0)" }
    // These are asked of reports of other steps, and of a policy that has a slip in it.
    let ingested = ["brakeman", "brakeman-ignore", "other-tool", "unused-pattern"].map { "lint/\($0)" }
    // These are asked of the report of a rehearsal.
    let rehearsed = [
      "changed-column-order", "changed-data", "failed-rehearsal", "missing-rehearsal", "unexpected-access",
      "unrepeatable-migration", "unrestored-schema",
    ].map { "db/\($0)" }
    // The sample has no staging, and no service of it contract tests of its own.
    let elsewhere = ["db/stale-staging", "contracts/failed-contract-test"] + otherRunners + ingested + rehearsed
    for check in SampleRepository.allChecks {
      let rules = try await Tool.run(Project.executable(check.name), ["rules", "--format", "json"]).output
      let ids = try Document.json(SourceText(rules)).root.array?.compactMap { $0["id"]?.string } ?? []
      #expect(ids == check.allMetadata.map(\.id))
      // What a gate asks about a deployment no change breaks. Of the rules that every check has, tests of their own
      // break those that are about the policy as it is and about what a clone has.
      let gate = Set(check.gate?.metadata.map(\.id) ?? [])
      let exempt = gate.union(elsewhere)
      let own = check.ownMetadata.map(\.id).filter { !exempt.contains($0) }
      #expect(!own.isEmpty, "\(check)")
      for id in own + [CommonRules(prefix: check.rulePrefix).policyChanged.id] {
        #expect(messages.contains { $0.contains("Expect") && $0.contains(id) }, "\(id)")
      }
    }
  }

  @Test(arguments: SampleRepository.names)
  func `a fixture has the same commits wherever it is built`(name: String) async throws {
    let shared = try await withFixture(name) { try await $0.git("show-ref").text }
    try await withScratchFolder { folder in
      let target = folder.appending("elsewhere")
      try await buildFixture(name, in: target)
      #expect(try await ScratchRepository(target).git("show-ref").text == shared)
    }
  }

  /// When the changes of the sample repositories were made, so that a clock that is wrong says nothing about them.
  private static let now = "2026-02-03T09:00:00Z"

  /// The worst verdict of some checks on a branch, and the rules that object to it, sorted.
  private func verdict(
    of checks: [String], on branch: String, at stage: String, in repository: ScratchRepository
  ) async throws -> [String] {
    var verdicts: Set<String> = []
    var rules: Set<String> = []
    for check in checks {
      let judged = try Judged(
        try await run(
          check,
          [
            "check", "--base", "main", "--head", branch, "--stage", stage, "--now", Self.now, "--format", "json",
          ], in: repository.folder))
      verdicts.insert(judged.verdict ?? "none")
      rules.formUnion(judged.rules)
    }
    let worst = ["none", "fail", "undecided", "pass"].first { verdicts.contains($0) } ?? "none"
    return [worst] + rules.sorted()
  }
}

/// A change of a sample repository, with the verdict and the rules that the trailers of its message name.
private struct SampleChange {
  let branch: String
  let now: [String]
  let atMerge: [String]
  let afterLinters: [String]

  /// What `change-control` says at the merge, by the evidence that is beside the message.
  let withEvidence: [String]

  static func all(in repository: ScratchRepository) async throws -> [SampleChange] {
    let trailers = ["Expect", "Expect-At-Merge", "Expect-Lint", "Expect-With-Evidence"].map {
      "|%(trailers:key=\($0),valueonly,separator=%2C)"
    }
    let arguments = ["log", "--no-walk=unsorted", "--branches", "--format=%S" + trailers.joined()]
    return try await repository.git(arguments, input: []).lines.compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map { field in
        field.split(separator: " ").map(String.init)
      }
      guard fields.count == 5, let branch = fields[0].first, branch != "main" else { return nil }
      return SampleChange(
        branch: branch, now: fields[1], atMerge: fields[2], afterLinters: fields[3],
        withEvidence: fields[4])
    }
  }
}

/// The sample repositories, and the checks that each has adopted: those whose policy file it has.
enum SampleRepository {
  static let names = ["ehg-engineering", "platform"]
  static let allChecks: [any Check.Type] = [
    ChangeControlCheck.self, ContractCheck.self, LintCheck.self, MigrationCheck.self, ReleaseCheck.self,
  ]

  static func checks(of name: String) -> [String] {
    let adopted = Project.names(in: Project.root.appending("Fixtures/\(name)/main/.signalbox"))
    return allChecks.filter { adopted.contains($0.policyFile) }.map { $0.name }
  }
}
