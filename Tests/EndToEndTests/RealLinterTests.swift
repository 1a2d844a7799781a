import Documents
import SystemPackage
import TestSupport
import Testing

/// The linters of Debian's packages `eslint` and `rubocop`, where they are installed.
@Suite(.validatingDocuments) struct RealLinterTests {
  private static let files = [
    ".signalbox/lint.yml": "{}\n",
    "services/orders-ts/.eslintrc.json": """
    {
      "root": true, "env": { "es6": true }, "parserOptions": { "ecmaVersion": 2018, "sourceType": "module" },
      "rules": { "eqeqeq": "error", "no-unused-vars": "warn" }
    }
    """,
    "services/orders-ts/total.js": "export const isNone = (x) => x == null;\n",
    "services/billing-rails/.rubocop.yml": """
    AllCops:
      NewCops: disable
      SuggestExtensions: false
      TargetRubyVersion: 3.0
    Style/Documentation:
      Enabled: false

    """,
    "services/billing-rails/app/invoice.rb": "# frozen_string_literal: true\n\nx = 1\n",
  ]

  @Test(.enabled("there is no eslint that works") { try await Linters.work("eslint") })
  func `ESLint's findings on changed lines fail`() async throws {
    try await judge(["services/orders-ts/-total.js": "export const a = '😀' == b;\nconst c = 1;\n"]) { judged in
      #expect(judged.verdict == "fail")
      #expect(judged.words.contains("eqeqeq: Expected '===' and instead saw '=='"))
      #expect(judged.paths == ["services/orders-ts/-total.js", "services/orders-ts/-total.js"])
    }
    let old = "export const a = 1;\nexport const isNone = (x) => x == null;\n"
    try await judge(["services/orders-ts/total.js": old]) { judged in
      #expect(judged.verdict == "pass")
      #expect(judged.rules == ["lint/eslint"])
    }
  }

  @Test(.enabled("there is no eslint that works") { try await Linters.work("eslint") })
  func `a file that the change lets ESLint ignore is not inspected, and what that hides is found`() async throws {
    let files = [".eslintignore": "services/orders-ts/total.js\n", "services/orders-ts/total.js": "a == b\n"]
    try await judge(files) { judged in
      #expect(judged.verdict == "fail")
      #expect(Set(judged.rules) == ["lint/silenced-by-configuration", "lint/file-not-linted"])
      #expect(judged.words.contains("File ignored because of a matching ignore pattern"))
      #expect(judged.words.contains("`eqeqeq` is silenced by the change of .eslintignore"))
    }
  }

  @Test(
    .enabled("there is no eslint that works") { try await Linters.work("eslint") },
    arguments: [
      ("reason", "// eslint-disable-line no-var", true), ("nothing", "// eslint-disable-line no-var", false),
      ("approval", "// eslint-disable-line no-var", true),
    ])
  func `a suppression that lacks what the policy asks can be approved`(
    need: String, comment: String, isPending: Bool
  ) async throws {
    try await withScratchRepository { repository in
      try await repository.commit([
        ".signalbox/lint.yml": """
        tools: { eslint: { files: ["src/**/*.js"], system: true } }
        suppressions: { new: \(need), approval: { role: lint-owner } }

        """,
        ".signalbox/roles.yml": "roles: { lint-owner: { users: [dana] } }\n",
        ".eslintrc.json": #"{ "root": true, "rules": { "no-var": "error" } }"#, "src/a.js": "var a = 1;\n",
      ])
      try await repository.git("checkout", "--quiet", "-b", "change")
      try await repository.commit(["src/a.js": "var a = 1;\nvar b = 2; \(comment)\n"])
      let judged = try Judged(
        await EndToEndTests.run(
          "lint-gate", ["check", "--run", "--base", "main", "--format", "json"], in: repository.folder,
          environment: Linters.environment, memory: 1 << 24))
      #expect(judged.verdict == "pass", "\(judged.words)")
      #expect(judged.run.text.contains("needs an approval from lint-owner") == isPending, "\(judged.run.text)")
    }
  }

  @Test(.enabled("there is no eslint that works") { try await Linters.work("eslint") })
  func `a broken configuration of ESLint leaves the change undecided, a broken file fails`() async throws {
    let files = ["services/orders-ts/.eslintrc.json": "{ nonsense", "services/orders-ts/total.js": "a\n"]
    try await judge(files) { judged in
      #expect(judged.verdict == "undecided")
      #expect(judged.rules == ["lint/linter-failed"])
      #expect(judged.words.contains("Cannot read config file"))
    }
    try await judge(["services/orders-ts/total.js": "export const a = ;\n"]) { judged in
      #expect(judged.verdict == "fail")
      #expect(judged.words.contains("Parsing error: Unexpected token ;"))
    }
  }

  @Test(.enabled("there is no rubocop that works") { try await Linters.work("rubocop") })
  func `RuboCop's findings on changed lines fail`() async throws {
    let text = "# frozen_string_literal: true\n\ndef total\n  sum = 1\nend\nx = 1\n"
    try await judge(["services/billing-rails/app/-invoice.rb": text]) { judged in
      #expect(judged.verdict == "fail")
      #expect(judged.words.contains("Lint/UselessAssignment: Useless assignment to variable - `sum`"))
    }
    let fine = "# frozen_string_literal: true\n\nx = 1\nputs 2\n"
    try await judge(["services/billing-rails/app/invoice.rb": fine]) { judged in
      #expect(judged.verdict == "pass", "\(judged.words)")
    }
  }

  @Test(.enabled("there is no rubocop that works") { try await Linters.work("rubocop") })
  func `a broken configuration of RuboCop leaves the change undecided, a broken file fails`() async throws {
    let files = [
      "services/billing-rails/.rubocop.yml": "AllCops: [", "services/billing-rails/app/invoice.rb": "puts 1\n",
    ]
    try await judge(files) { judged in
      #expect(judged.verdict == "undecided")
      #expect(judged.rules == ["lint/linter-failed"])
    }
    try await judge(["services/billing-rails/app/invoice.rb": "class\n"]) { judged in
      #expect(judged.verdict == "fail")
      #expect(judged.words.contains("Lint/Syntax"))
    }
  }

  /// A change that hides what a linter would say, with what is said of it.
  struct Silence: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var base: [String: String] = [:]
    let change: [String: String]
    let rules: Set<String>
    let words: String
  }

  private static let config = "services/orders-ts/.eslintrc.json"
  private static let script = "services/orders-ts/total.js"
  private static let wrong = "export const isNone = (x) => x == 1;\n"

  static let silences = [
    Silence(
      testDescription: "a comment that sets a rule",
      change: [script: "/* eslint eqeqeq: \"off\" */\n" + wrong], rules: ["lint/new-suppression"],
      words: "`eqeqeq` is suppressed"),
    Silence(
      testDescription: "a comment over several lines",
      change: [script: "/* eslint-disable\n  eqeqeq\n*/\n" + wrong], rules: ["lint/new-suppression"],
      words: "`eqeqeq` is suppressed"),
    Silence(
      testDescription: "a comment is removed, and what it hid is not",
      base: [script: "/* eslint-disable eqeqeq */\n" + wrong], change: [script: wrong], rules: ["lint/eslint"],
      words: "eqeqeq: Expected '==='"),
    Silence(
      testDescription: "an error becomes a warning",
      change: [config: files[config]?.replacing("\"error\"", with: "\"warn\"") ?? "", script: wrong],
      rules: ["lint/eslint", "lint/silenced-by-configuration"], words: "`eqeqeq` is silenced by the change of \(config)"
    ),
    Silence(
      testDescription: "the configuration of package.json",
      change: [
        "services/orders-ts/lib/package.json": #"{ "eslintConfig": { "rules": { "eqeqeq": "off" } } }"#,
        "services/orders-ts/lib/total.js": wrong,
      ], rules: ["lint/silenced-by-configuration"],
      words: "silenced by the change of services/orders-ts/lib/package.json"),
    Silence(
      testDescription: "a configuration that another one takes in",
      base: [
        config: #"{ "root": true, "extends": "./base.json" }"#, "services/orders-ts/base.json": files[config] ?? "",
      ],
      change: [
        "services/orders-ts/base.json": files[config]?.replacing("\"error\"", with: "\"off\"") ?? "", script: wrong,
      ], rules: ["lint/silenced-by-configuration"], words: "silenced by the change of services/orders-ts/base.json"),
    Silence(
      testDescription: "more warnings than the command allows",
      base: [
        ".signalbox/lint.yml": """
        tools: { eslint: { files: ["services/*-ts/**/*.js"], command: [eslint, --max-warnings, "0"] } }
        """
      ], change: [script: "const c = 1;\n"], rules: ["lint/eslint"], words: "no-unused-vars"),
    Silence(
      testDescription: "a file that could not be parsed before either",
      base: [script: "export const = 1;\n"], change: [script: "export const = 2;\n"], rules: ["lint/eslint"],
      words: "Parsing error"),
  ]

  @Test(
    .enabled("there is no eslint that works") { try await Linters.work("eslint") }, arguments: silences)
  func `what a change hides from ESLint is found`(silence: Silence) async throws {
    try await judge(silence.change, on: silence.base) { judged in
      #expect(judged.verdict == "fail", "\(judged.words)")
      #expect(Set(judged.rules) == silence.rules, "\(judged.words)")
      #expect(judged.words.contains(silence.words), "\(judged.words)")
    }
  }

  @Test(.enabled("there is no rubocop that works") { try await Linters.work("rubocop") })
  func `a suppression that is renamed with its file is old, and so is a needless one that stays`() async throws {
    let ruby = "# frozen_string_literal: true\n\nx = \"a\" # rubocop:disable Style/StringLiterals\nputs x\n"
    let needless = "# frozen_string_literal: true\n\nputs 1 # rubocop:disable Style/StringLiterals\n"
    let folder = "services/billing-rails/app/"
    try await judge(
      [folder + "new.rb": ruby, folder + "needless.rb": needless + "puts 2\n"],
      on: [folder + "old.rb": ruby, folder + "needless.rb": needless], deleting: [folder + "old.rb"]
    ) { judged in
      #expect(judged.verdict == "pass", "\(judged.words)")
    }
  }

  /// Judges a change of the repository above by what the linters say of it.
  private func judge(
    _ change: [String: String], on base: [String: String] = [:], deleting gone: [String] = [],
    _ expect: (Judged) -> Void
  ) async throws {
    try await withScratchRepository { repository in
      try await repository.commit(Self.files.merging(base) { $1 })
      try await repository.git("checkout", "--quiet", "-b", "work")
      for path in gone { try await repository.git("rm", "--quiet", path) }
      try await repository.commit(change)
      let report = repository.folder.removingLastComponent().appending("lint.json")
      // The address space that Node reserves is no measure of ours.
      let linted = try await run(
        "lint-gate", ["run", "--base", "main", "--output", report.string], in: repository.folder,
        environment: Linters.environment, memory: 1 << 20)
      #expect(linted.status == 0, "\(linted.errorText)")
      DocumentValidation.documents?.add(try #require(Project.bytes(of: report)), schema: "lint-report")
      let arguments = ["check", "--base", "main", "--stage", "merge", "--format", "json"]
      expect(
        try Judged(
          await run("lint-gate", arguments + ["--tool-report", report.string], in: repository.folder)))
    }
  }
}

/// The linters of this machine.
enum Linters {
  /// Debian's Node looks for modules here by itself; any other has to be told.
  static let environment = ["NODE_PATH": "/usr/share/nodejs:/usr/lib/nodejs"]

  static func work(_ name: String) async throws -> Bool {
    guard Project.hasProgram(name) else { return false }
    return try await Tool.run(name, ["--version"], environment: environment).status == 0
  }
}
