import SystemPackage
import TestSupport
import Testing

@Suite struct CommandLineTests {
  /// A command line that is wrong, what must be said about it, and in which surroundings.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let says: String
    var environment: [String: String] = [:]

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let wrong = [
    Wrong(arguments: [], says: "missing subcommand; see `contracts --help`"),
    Wrong(arguments: ["chek"], says: "unknown command `contracts chek`: did you mean check?"),
    Wrong(arguments: ["policy", "shw"], says: "unknown command `contracts policy shw`: did you mean show?"),
    Wrong(arguments: ["nothing-like-it"], says: "known are: "),
    Wrong(arguments: ["help", "chekc"], says: "unknown command `contracts chekc`: did you mean check?"),
    Wrong(
      arguments: ["help", "policy", "shw"], says: "unknown command `contracts policy shw`: did you mean show?"),
    Wrong(arguments: ["policy", "show", "--stage", "merge"], says: "Unknown option '--stage'"),
    Wrong(arguments: ["policy", "show", "--format", "json"], says: "Unknown option '--format'"),
    Wrong(arguments: ["policy", "show", "--report", "json=x"], says: "Unknown option '--report'"),
    Wrong(arguments: ["policy", "show", "--worktree"], says: "Unknown option '--worktree'"),
    Wrong(arguments: ["policy", "show", "--evidence", "x"], says: "Unknown option '--evidence'"),
    Wrong(arguments: ["policy", "diff", "--tool-report", "x"], says: "Unknown option '--tool-report'"),
    Wrong(arguments: ["policy", "diff", "--now", "2026-01-01T00:00:00Z"], says: "Unknown option '--now'"),
    Wrong(arguments: ["check", "extra"], says: "to check files run `contracts lint extra`"),
    Wrong(arguments: ["check", "--heads", "x"], says: "Unknown option '--heads'"),
    Wrong(arguments: ["check", "--format", "xml"], says: "'xml' is invalid for '--format <format>'"),
    Wrong(arguments: ["check", "--stage", "later"], says: "'pre-push' and 'merge'"),
    Wrong(arguments: ["check", "--now", "yesterday"], says: "'yesterday' is invalid for '--now <rfc3339>'"),
    Wrong(arguments: ["check", "--report", "report.json"], says: "format=file"),
    Wrong(arguments: ["check", "--worktree", "--head", "main"], says: "--worktree and --head exclude each other"),
    Wrong(arguments: ["check", "--allow-untrusted-policy"], says: "means nothing without --policy"),
    Wrong(
      arguments: ["check", "--policy", ".signalbox"], says: "it needs --allow-untrusted-policy",
      environment: ["CI": "true"]),
    Wrong(arguments: ["explain", "contracts/duplicate-keys"], says: "did you mean contracts/duplicate-key?"),
    Wrong(arguments: ["explain", "nothing-like-it"], says: "known are: contracts/"),
  ]

  @Test(arguments: wrong)
  func `a wrong command line ends with 64 and says what is wrong, on standard error only`(_ wrong: Wrong) async throws {
    try await withScratchFolder { folder in
      let run = try await contracts(wrong.arguments, in: folder, environment: wrong.environment)
      #expect(run.status == 64)
      #expect(run.errorText.contains(wrong.says), "\(run.errorText)")
      #expect(run.output.isEmpty)
    }
  }

  @Test(arguments: [["--stage", "merge"], ["--evidence", "x"], ["--tool-report", "x"], ["--format", "json"]])
  func `running the linters takes no option that only a verdict has a use for`(option: [String]) async throws {
    try await withScratchFolder { folder in
      let run = try await run("lint-gate", ["run"] + option, in: folder)
      #expect(run.status == 64)
      #expect(run.errorText.contains("Unknown option '\(option[0])'"))
    }
  }

  @Test(arguments: [
    ["--help"], ["help"], ["help", "check"], ["help", "policy", "show"], ["--version"], ["check", "--help"], ["rules"],
    ["explain", "duplicate-key"],
  ])
  func `what somebody asks to read is on standard output, and needs no repository`(arguments: [String]) async throws {
    try await withScratchFolder { folder in
      let run = try await contracts(arguments, in: folder)
      #expect(run.status == 0)
      #expect(!run.output.isEmpty)
      #expect(run.errorText.isEmpty)
    }
  }

  @Test(arguments: [
    ("good-new-event", "passed", "pass", 0), ("bad-syntax", "failed", "fail", 1),
    ("bad-unreadable", "could not be checked", "undecided", 2),
  ])
  func `the exit code is the verdict's, and a report leaves standard error alone`(
    branch: String, words: String, value: String, status: Int32
  ) async throws {
    try await withFixture("platform") { repository in
      for (format, verdict) in [("text", words), ("json", value)] {
        let run = try await contracts("check", "--head", branch, "--format", format, in: repository)
        #expect(run.status == status)
        #expect(run.text.contains(verdict))
        #expect(run.error.isEmpty)
      }
    }
  }

  @Test func `a policy that somebody tries replaces the one at the base, and the report says so`() async throws {
    try await withFixture("platform") { repository in
      try await repository.folder.appending("trial/contracts.yml").write("root: docs\n")
      let arguments = ["check", "--head", "bad-syntax", "--policy", "trial", "--format", "json"]
      let judged = try Judged(try await contracts(arguments, in: repository.folder))
      #expect(judged.verdict == "pass")
      #expect(judged.words.contains("not read from the base"))

      let flags = ["--allow-untrusted-policy"]
      let allowed = try Judged(
        try await contracts(arguments + flags, in: repository.folder, environment: ["CI": "true"]))
      #expect(allowed.verdict == "pass")
    }
  }

  @Test func `a policy folder with a link, a pipe, a huge file, or none at all is no policy`() async throws {
    let plants = [
      "ln -s /dev/null trial/contracts.yml": "is not a regular file",
      "mkfifo trial/contracts.yml": "is not a regular file",
      "head -c 2000000 /dev/zero > trial/contracts.yml": "has more than 1048576 bytes",
      "rmdir trial": "trial is not a folder that can be read",
    ]
    try await withFixture("platform") { repository in
      for (plant, words) in plants {
        let run = try await shell(
          "rm -rf trial && mkdir trial && \(plant) && exec \"$CONTRACTS\" check --policy trial", in: repository.folder)
        #expect(run.status == 2, "\(plant)")
        #expect(run.errorText.contains(words), "\(run.errorText)")
        #expect(run.output.isEmpty)
      }
    }
  }
}
