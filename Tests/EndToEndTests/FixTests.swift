import SystemPackage
import TestSupport
import Testing

/// `--fix` and `--diff`: what is mechanical and safe.
@Suite struct FixTests {
  private static let schema = """
    {
      "title": "t", "description": "d",
      "type": "integer",
      "minLength": 3,
      "maxLength": 4,
      "maximum": 5
    }

    """

  @Test func `a fix removes keywords without effect and nothing else, and reports what is left`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending("a.schema.json").write(Self.schema)
      let before = try await run("contracts", ["lint", "a.schema.json"], in: folder)
      #expect(before.text.contains("2 warnings"))
      let shown = try await run("contracts", ["lint", "--diff", "a.schema.json"], in: folder)
      #expect(shown.status == 1)
      #expect(shown.lines.contains("-  \"minLength\": 3,"))
      #expect(Project.text(of: folder.appending("a.schema.json")) == Self.schema)
      let fixed = try await run("contracts", ["lint", "--fix", "a.schema.json"], in: folder)
      #expect(fixed.status == 0)
      #expect(fixed.errorText.contains("contracts: fixed a.schema.json"))
      #expect(!fixed.text.contains("warning"))
      #expect(
        Project.text(of: folder.appending("a.schema.json"))
          == Self.schema.replacing("  \"minLength\": 3,\n  \"maxLength\": 4,\n", with: ""))
      #expect(try await run("contracts", ["lint", "--diff", "a.schema.json"], in: folder).status == 0)
    }
  }

  @Test(arguments: [
    (
      "{\"title\": \"t\", \"description\": \"d\", \"type\": \"integer\", \"minLength\": 3}",
      "{\"title\": \"t\", \"description\": \"d\", \"type\": \"integer\"}"
    ),
    (
      "{\"minLength\": 3, \"title\": \"t\", \"description\": \"d\", \"type\": \"integer\"}",
      "{\"title\": \"t\", \"description\": \"d\", \"type\": \"integer\"}"
    ),
  ])
  func `the comma goes with the member, wherever it is`(text: String, expected: String) async throws {
    try await withScratchFolder { folder in
      try await folder.appending("a.schema.json").write(text)
      _ = try await run("contracts", ["lint", "--fix", "a.schema.json"], in: folder)
      #expect(Project.text(of: folder.appending("a.schema.json")) == expected)
    }
  }

  @Test func `in YAML the line goes, and comments of others stay`() async throws {
    try await withScratchFolder { folder in
      let text = "# Ours\ntitle: t # a\ndescription: d\ntype: integer\nminLength: 3 # b\nmaximum: 5\n"
      try await folder.appending("a.schema.yaml").write(text)
      _ = try await run("contracts", ["lint", "--fix", "a.schema.yaml"], in: folder)
      #expect(
        Project.text(of: folder.appending("a.schema.yaml")) == text.replacing("minLength: 3 # b\n", with: ""))
    }
  }

  @Test(arguments: [
    // A reference can name what is in the value of a keyword, also one without effect.
    "{\"title\": \"t\", \"description\": \"d\", \"then\": {\"$id\": \"x\"}}",
    "title: t\ndescription: d\ntype: integer\nminLength: &three 3\nmaximum: *three\n",
  ])
  func `a keyword that something may refer to is left alone`(text: String) async throws {
    try await withScratchFolder { folder in
      let name = text.hasPrefix("{") ? "a.schema.json" : "a.schema.yaml"
      try await folder.appending(name).write(text)
      let fixed = try await run("contracts", ["lint", "--fix", name], in: folder)
      #expect(fixed.text.contains("contracts/ineffective-keyword"), "\(fixed.text)")
      #expect(Project.text(of: folder.appending(name)) == text)
    }
  }

  @Test func `a suppression that nothing needs goes, and one with a reason that counts stays`() async throws {
    try await withScratchFolder { folder in
      let kept = "-- signalbox: allow db/missing-begin: one statement\n"
      let text =
        kept + "-- signalbox: allow db/missing-commit: none\ncreate table a (id int);\n"
        + "-- down\ndrop table a;\n"
      let file = folder.appending("20260101000000_a.sql")
      try await file.write(text)
      _ = try await run("db-verify", ["lint", "--fix", "20260101000000_a.sql"], in: folder)
      #expect(Project.text(of: file) == text.replacing("-- signalbox: allow db/missing-commit: none\n", with: ""))
    }
  }

  @Test(arguments: [
    ["lint", "--fix", "--diff", "a"], ["lint", "--fix", "-"], ["policy", "check", "--fix", "--diff"],
    ["policy", "check", "--fix", "--head", "HEAD"],
  ])
  func `options that exclude each other are a wrong command line`(arguments: [String]) async throws {
    try await withScratchFolder { folder in
      let tried = try await run("contracts", arguments, in: folder)
      #expect(tried.status == 64)
    }
  }

  private static func waiver(_ expires: String, _ rule: String = "contracts/syntax-error") -> String {
    "  # why\n  - rule: \(rule)\n    path: \"a.json\" # here\n    reason: r\n    owner: o\n    expires: \(expires)\n"
  }

  @Test(arguments: [
    (["2099-01-01", "2099-01-01"], [0]), (["2099-01-01", "2099-12-31"], [1]), (["2099-12-31", "2099-01-01"], [0]),
    (["2099-01-01", "2099-12-31", "2099-12-31"], [1]),
  ])
  func `of waivers for the same the one that expires last stays`(expires: [String], kept: [Int]) async throws {
    try await withScratchRepository { repository in
      let text = "root: a\nwaivers:\n" + expires.map { Self.waiver($0) }.joined() + "exclude: []\n"
      try await repository.write(".signalbox/contracts.yml", text)
      try await repository.commit("Policy")
      let told = try await run("contracts", ["policy", "check"], in: repository.folder)
      #expect(told.text.contains("duplicate waiver of `contracts/syntax-error` for `a.json`"), "\(told.text)")
      _ = try await run("contracts", ["policy", "check", "--fix"], in: repository.folder)
      let fixed = Project.text(of: repository.folder.appending(".signalbox/contracts.yml")) ?? ""
      let left = fixed.split(separator: "\n").filter { $0.contains("expires") }.map { String($0.suffix(10)) }
      #expect(left == kept.map { expires[$0] })
      #expect(fixed.hasSuffix("exclude: []\n"))
      let again = try await run("contracts", ["policy", "check", "--diff"], in: repository.folder)
      #expect(again.status == 0)
      #expect(again.output.isEmpty)
    }
  }

  @Test func `schemas below a folder are checked, whatever their names, and other files are not`() async throws {
    try await withScratchFolder { folder in
      let schemas = folder.appending("schemas")
      try await schemas.appending("a.json").write("{\"type\": \"objekt\"}")
      try await schemas.appending("deep/b.schema.yaml").write("type: string\n")
      try await schemas.appending("package.json").write("{\"type\": \"module\"}")
      try await schemas.appending("examples/c.json").write("{\"type\": \"objekt\"}")
      let run = try await run("contracts", ["metaschema", "schemas"], in: folder)
      #expect(run.status == 1)
      #expect(run.text.contains("schemas/a.json"))
      #expect(!run.text.contains("package.json"))
      #expect(!run.text.contains("examples"))
    }
  }
}
