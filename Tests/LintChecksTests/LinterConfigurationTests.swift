import Changes
import Git
import Policy
import TestSupport
import Testing

@testable import LintChecks

/// Which files of a change say what a linter looks for.
@Suite struct LinterConfigurationTests {
  @Test(arguments: [
    (LintFormat.eslint, "-- base: .eslintrc.json --\n{}\n-- .eslintrc.json --\n{ \"rules\": {} }", [".eslintrc.json"]),
    (.eslint, "-- .eslintignore --\nb.js", [".eslintignore"]),
    (.eslint, "-- a/package.json --\n{ \"eslintConfig\": { \"rules\": {} } }", ["a/package.json"]),
    (.eslint, "-- a/package.json --\n{ \"eslintIgnore\": [\"b.js\"] }", ["a/package.json"]),
    (.eslint, "-- a/package.json --\n{ \"name\": \"a\" }", []),
    (
      .eslint,
      "-- base: .eslintrc.json --\n{ \"extends\": \"./lint/base\" }\n-- .eslintrc.json --\n{ \"extends\": \"./lint/base\" }\n"
        + "-- base: lint/base.js --\n1\n-- lint/base.js --\n2\n-- base: lint/other.js --\n1\n-- lint/other.js --\n2",
      ["lint/base.js"]
    ),
    (
      .rubocop,
      "-- base: a/.rubocop.yml --\ninherit_from:\n  - ../config/lint.yml\n-- a/.rubocop.yml --\ninherit_from:\n  - ../config/lint.yml\n"
        + "-- base: config/lint.yml --\ninherit_from: deep.yml\n-- config/lint.yml --\ninherit_from: deep.yml\n"
        + "-- base: config/deep.yml --\na: 1\n-- config/deep.yml --\na: 2\n-- a/b.rb --\nx", ["config/deep.yml"]
    ),
    (.rubocop, "-- base: config/other.yml --\na: 1\n-- config/other.yml --\na: 2", []),
    (.rubocop, "-- a/.rubocop_todo.yml --\n{}\n-- eslint.config.js --\n1", ["a/.rubocop_todo.yml"]),
  ])
  func `a file of the configuration is known by its name, its members or by what takes it in`(
    format: LintFormat, files: String, expected: [String]
  ) throws {
    let change = try Change(Example(files), of: LintCheck.self)
    #expect(try LinterConfiguration.changed(in: change, of: format).map(\.path.description) == expected)
  }
}
