import Changes
import Findings
import Git
import Policy
import SystemPackage
import TestSupport
import Testing

@testable import LintChecks

@Suite struct LintPackageTests {
  private static func tool(_ name: String, _ further: String = "") throws -> LintTool {
    let policy = "tools: { \(name): { files: ['**'], command: [\(name)]\(further) } }"
    let effective = try EffectivePolicy<LintPolicy>([
      try PolicyFile(layer: .defaults, path: "lint.yml", bytes: LintCheck.defaultPolicy),
      try PolicyFile(layer: .repository, path: "lint.yml", bytes: Array(policy.utf8)),
    ])
    return try #require(effective.own.tools.first { $0.name == name })
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var tool = "eslint"
    var further = ""
    let files: String
    let path: String
    /// The folder that the linter runs in, and the file that declares it.
    let expected: [String?]
  }

  static let cases = [
    Case(
      testDescription: "nothing has the linter", files: "-- a/b/x.js --\n", path: "a/b/x.js", expected: ["", nil]),
    Case(
      testDescription: "a package declares it",
      files: "-- a/package.json --\n{ \"devDependencies\": { \"eslint\": \"9\" } }\n-- a/b/x.js --\n", path: "a/b/x.js",
      expected: ["a", "a/package.json"]),
    Case(
      testDescription: "a configuration below what declares it",
      files:
        "-- package.json --\n{ \"devDependencies\": { \"eslint\": \"9\" } }\n-- a/eslint.config.js --\n-- a/x.js --\n",
      path: "a/x.js", expected: ["a", "package.json"]),
    Case(
      testDescription: "a configuration that only adds to that above it",
      files:
        "-- a/package.json --\n{}\n-- a/.eslintrc.json --\n{}\n-- a/test/.eslintrc.json --\n{}\n-- a/test/x.js --\n",
      path: "a/test/x.js", expected: ["a", nil]),
    Case(
      testDescription: "the top folder, because the policy says so", further: ", packages: root",
      files: "-- a/eslint.config.js --\n-- a/x.js --\n", path: "a/x.js", expected: ["", nil]),
    Case(
      testDescription: "a folder of the policy", further: ", packages: [a, a/b]", files: "-- a/b/c/x.js --\n",
      path: "a/b/c/x.js", expected: ["a/b", nil]),
    Case(
      testDescription: "a Gemfile", tool: "rubocop",
      files: "-- a/Gemfile --\ngem 'rails'\n  gem \"rubocop\", '~> 1'\n-- a/b/x.rb --\n", path: "a/b/x.rb",
      expected: ["a", "a/Gemfile"]),
    Case(
      testDescription: "a Gemfile without it", tool: "rubocop",
      files: "-- a/Gemfile --\n# gem 'rubocop'\n-- a/x.rb --\n",
      path: "a/x.rb", expected: ["", nil]),
  ]

  @Test(arguments: cases)
  func `a linter runs in the nearest folder that has it`(given: Case) throws {
    let side = try Change(Example(given.files), of: LintCheck.self).judged
    var packages = LintPackages(of: try Self.tool(given.tool, given.further), on: side)
    let package = try packages.package(of: RepositoryPath(given.path))
    #expect([package.folder.text, package.declaration?.text] == given.expected)
  }

  @Test func `what a package declares is taken from the package, and from the system only where the policy says so`()
    async throws
  {
    try await withScratchFolder { folder in
      let declared = LintPackage(folder: "a/b", declaration: "a/package.json")
      let (strict, lax) = (try Self.tool("eslint"), try Self.tool("eslint", ", system: true"))
      guard case .notInstalled(let why) = LinterProgram(strict, in: declared, below: folder) else {
        Issue.record("what is not installed is found")
        return
      }
      #expect(why.contains("a/package.json declares it"))
      #expect(LinterProgram(lax, in: declared, below: folder) == .command(["eslint"]))
      #expect(LinterProgram(strict, in: LintPackage(folder: "a"), below: folder) == .command(["eslint"]))
      let program = folder.appending("a/node_modules/.bin/eslint")
      try await program.write("#!/bin/sh\n")
      _ = try await Tool.run("chmod", ["+x", program.string])
      #expect(LinterProgram(strict, in: declared, below: folder) == .command([program.string]))
      let gem = LintPackage(folder: "a", declaration: "a/Gemfile")
      #expect(
        LinterProgram(try Self.tool("rubocop"), in: gem, below: folder) == .command(["bundle", "exec", "rubocop"]))
    }
  }
}
