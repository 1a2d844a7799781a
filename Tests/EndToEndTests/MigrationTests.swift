import SystemPackage
import TestSupport
import Testing

private let folder = "db/migrations/eng"

private func migration(_ table: String) -> String {
  "-- migrate:up\nbegin;\ncreate table \(table) (id int);\ncommit;\n-- migrate:down\nbegin;\ndrop table \(table);\ncommit;\n"
}

/// A repository whose main branch has two migrations, on a branch that leaves it.
private func withMigrations(_ body: (ScratchRepository) async throws -> Void) async throws {
  try await withScratchRepository { repository in
    try await repository.commit([
      "\(folder)/20260105090000_a.sql": migration("a"), "\(folder)/20260106090000_b.sql": migration("b"),
      "\(folder)/README.md": "How we migrate.\n",
    ])
    try await repository.git("checkout", "--quiet", "-b", "change")
    try await body(repository)
  }
}

private func judged(_ repository: ScratchRepository, _ arguments: String..., memory: Int = 768) async throws -> Judged {
  try Judged(
    await run(
      "db-verify", ["check", "--base", "main", "--format", "json"] + arguments, in: repository.folder, memory: memory))
}

@Suite struct MigrationTests {
  @Test func `a new migration passes, and the working tree is judged with it`() async throws {
    try await withMigrations { repository in
      try await repository.commit(["\(folder)/20260107090000_c.sql": migration("c")])
      #expect(try await judged(repository).verdict == "pass")
      try await repository.write("\(folder)/20260101090000_d.sql", "create table d (id int);")
      let report = try await judged(repository, "--worktree")
      #expect(report.rules == ["db/missing-begin", "db/missing-down", "db/out-of-order-migration"])
      #expect(report.isHelpful)
    }
  }

  @Test func `the history of a branch is held to the base as it is now`() async throws {
    try await withMigrations { repository in
      try await repository.commit(["\(folder)/20260107090000_c.sql": migration("c")])
      try await repository.git("checkout", "--quiet", "main")
      try await repository.commit(["\(folder)/20260108090000_x.sql": migration("x")])
      try await repository.git("checkout", "--quiet", "change")
      try await repository.git("merge", "--quiet", "main")
      let report = try await judged(repository)
      #expect(report.verdict == "fail")
      #expect(report.rules == ["db/out-of-order-migration"])
      #expect(report.paths == ["\(folder)/20260107090000_c.sql"])
    }
  }

  @Test func `an edit, a renaming and a deletion of merged migrations fail`() async throws {
    try await withMigrations { repository in
      try await repository.git("rm", "--quiet", "\(folder)/20260105090000_a.sql")
      try await repository.commit(["\(folder)/20260106090000_b.sql": migration("b") + "-- more\n"])
      let report = try await judged(repository)
      #expect(report.verdict == "fail")
      #expect(report.rules == ["db/modified-migration"])
      #expect(report.paths.count == 2)
    }
  }

  /// Files that ask much, or are no text: each with the rules that it breaks and the line of one of the findings.
  static let hostile: [(name: String, text: [UInt8], verdict: String, rule: String, line: Int)] = [
    (
      "a file of 20 MB", Array(String(repeating: "-- a line of a comment\n", count: 900_000).utf8), "undecided",
      "db/unreadable-file", 0
    ),
    (
      "a hundred thousand statements",
      Array(
        ("begin;\n" + String(repeating: "insert into t values (1);\n", count: 100_000)
          + "slect 1;\ncommit;\n-- down\nbegin;\nselect 1;\ncommit;\n").utf8),
      "fail", "db/syntax-error", 100_002
    ),
    (
      "a chain of 5,000 terms",
      Array(
        ("begin;\nselect 1" + String(repeating: "+1", count: 5_000)
          + ";\nslect;\ncommit;\n-- down\nbegin;\nselect 1;\ncommit;\n").utf8), "fail", "db/syntax-error", 3
    ),
    (
      "a chain of 500,000 terms",
      Array(
        ("begin;\nselect 1\n" + String(repeating: "+1", count: 500_000)
          + ";\ncommit;\n-- down\nbegin;\nselect 1;\ncommit;\n").utf8), "fail", "db/limit-exceeded", 3
    ),
    (
      "2,000 nested subselects",
      Array(
        ("begin;\n" + String(repeating: "select (", count: 2_000) + "select 1" + String(repeating: ")", count: 2_000)
          + ";\nslect;\ncommit;\n-- down\nbegin;\nselect 1;\ncommit;\n").utf8), "fail", "db/syntax-error", 3
    ),
    ("a quote without an end", Array("begin;\nselect 1;\nselect 'a;\ncommit;\n".utf8), "fail", "db/syntax-error", 3),
    (
      "a dollar quote without an end", Array("begin;\nselect 1;\n\nselect $x$a;\ncommit;\n$y$".utf8), "fail",
      "db/syntax-error", 4
    ),
    ("a comment without an end", Array("begin;\nselect 1;\n/* /* */\ncommit;\n".utf8), "fail", "db/syntax-error", 3),
    ("a zero byte", Array("begin;\nselect 1;\nselect '\0';\ncommit;\n".utf8), "fail", "db/invalid-encoding", 3),
    ("UTF-16", [0xFF, 0xFE] + Array("select 1;".utf8).flatMap { [$0, 0] }, "fail", "db/invalid-encoding", 1),
    (
      "bytes of Latin-1", Array("begin;\nselect '".utf8) + [0xE9] + Array("';\ncommit;".utf8), "fail",
      "db/invalid-encoding", 2
    ),
    ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("begin;\ncommit;".utf8), "fail", "db/invalid-encoding", 1),
    (
      "mixed line ends", Array("begin;\r\nselect 1;\rselect 2;\n\rslect;\r\ncommit;\n".utf8), "fail", "db/syntax-error",
      5
    ),
  ]

  @Test(arguments: hostile.indices)
  func `a hostile file is a finding at its line or undecided, and never a crash`(index: Int) async throws {
    let file = Self.hostile[index]
    try await withMigrations { repository in
      try await repository.folder.appending("\(folder)/20260107090000_c.sql").write(file.text)
      try await repository.commit()
      let report = try await judged(repository)
      #expect(report.verdict == file.verdict, "\(file.name): \(report.words)")
      #expect(report.rules.contains(file.rule), "\(file.name): \(report.rules)")
      #expect(report.lines(of: file.rule) == (file.line == 0 ? [] : [file.line]), "\(file.name)")
    }
  }

  @Test func `where there is no memory for a stack the answer is undecided`() async throws {
    try await withMigrations { repository in
      try await repository.git("checkout", "--quiet", "main")
      try await repository.commit([".signalbox/database.yml": "runner: own\n"])
      try await repository.git("checkout", "--quiet", "-B", "memory")
      try await repository.commit(["\(folder)/20260107090000_c.sql": migration("c")])
      let report = try await judged(repository, memory: 100)
      #expect(report.verdict == "undecided")
      #expect(report.words.contains("memory"))
    }
  }

  @Test func `loose files are judged without a repository`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending("20260105090000_a.sql").write(migration("a"))
      try await folder.appending("20260106090000_b.up.sql").write("begin; create table b (id int); commit;")
      try await folder.appending("20260106090000_b.down.sql").write("begin; drop table b; commit;")
      try await folder.appending("bad.sql").write("create table c (id int)")
      let good = try await run(
        "db-verify", ["lint", "20260105090000_a.sql", "20260106090000_b.up.sql", "--format", "json"], in: folder)
      #expect(try Judged(good).verdict == "pass")
      #expect(good.text.contains("lint has no earlier revision"))
      let bad = try Judged(await run("db-verify", ["lint", "bad.sql", "--format", "json"], in: folder))
      #expect(bad.rules == ["db/invalid-name", "db/missing-begin", "db/missing-down"])
      let input = try await run(
        "db-verify", ["lint", "-", "--format", "json"], in: folder, input: Array(migration("a").utf8))
      #expect(try Judged(input).verdict == "pass")
      try await folder.appending("policy/database.yml").write("rules: { db/invalid-name: off, db/missing-down: off }")
      let lenient = try Judged(
        await run("db-verify", ["lint", "bad.sql", "--policy", "policy", "--format", "json"], in: folder))
      #expect(lenient.rules == ["db/missing-begin"])
      #expect(try await run("db-verify", ["lint", "missing.sql"], in: folder).status == 2)
      #expect(try await run("db-verify", ["lint"], in: folder).status == 64)
    }
  }

  @Test(arguments: [0, 60, 61, 62, 63, 64, 65, 99])
  func `of many loose files none is forgotten, wherever the options stand`(bad: Int) async throws {
    try await withScratchFolder { folder in
      let names = (0..<100).map { "20260105\(10 + $0 / 60)\(10 + $0 % 50)00_a\($0).sql" }
      for (number, name) in names.enumerated() {
        try await folder.appending(name).write(number == bad ? "select" : migration("a"))
      }
      for words in [["--format", "json"] + names, names + ["--format", "json"], ["--format=json", "--"] + names] {
        let report = try Judged(await run("db-verify", ["lint"] + words, in: folder))
        #expect(Set(report.paths) == [names[bad]])
        #expect(report.run.text.contains("\"scope\": \"100 files\""))
      }
    }
  }
}
