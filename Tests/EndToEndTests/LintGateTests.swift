import Documents
import SystemPackage
import TestSupport
import Testing

@Suite(.validatingDocuments) struct LintGateTests {
  @Test func `a change without findings passes, one with findings fails at its line`() async throws {
    try await LintProject.with { project in
      try await project.commit(["src/new.js": "fine\n"])
      #expect(try await project.judge("--tool-report", project.lint()).verdict == "pass")
      try await project.commit(["src/new.js": "fine\nnot BAD é\n"])
      let judged = try await project.judge("--tool-report", project.lint())
      #expect(judged.verdict == "fail")
      #expect(judged.rules == ["lint/eslint"])
      #expect(judged.words.contains("no-bad: Bad"))
    }
  }

  @Test func `a file whose name is shown in quotes is found again in the report`() async throws {
    try await LintProject.with { project in
      try await project.commit(["src/n\u{E9} 'x.js": "fine\n"])
      #expect(try await project.judge("--tool-report", project.lint()).verdict == "pass")
    }
  }

  @Test func `a baseline of what linters find needs their report`() async throws {
    try await LintProject.with { project in
      let run = try await run(
        "lint-gate", ["baseline", "--output", "baseline.json"], in: project.repository.folder)
      #expect(run.status == 64)
      #expect(run.errorText.contains("--tool-report"))
    }
  }

  @Test func `both steps at once say the same as one after the other`() async throws {
    try await LintProject.with { project in
      try await project.commit(["src/new.js": "BAD\n"])
      let apart = try await project.judge("--tool-report", project.lint())
      #expect(try await project.judge("--run").run.output == apart.run.output)
    }
  }

  @Test(arguments: [
    // A new bad line, an old one that stays, and an old one in a file that does not change.
    ("new-lines", "new\none\nBAD two\nthree\n", "pass"), ("new-lines", "one\nBAD two\nBAD\n", "fail"),
    ("new-findings", "new\none\n  BAD two\nthree\n", "pass"), ("new-findings", "BAD two\nBAD two\n", "fail"),
    ("files", "new\none\nBAD two\nthree\n", "fail"), ("files", "one\n", "pass"),
    ("all", "one\n", "fail"),
  ])
  func `the policy says which findings fail`(block: String, text: String, verdict: String) async throws {
    try await LintProject.with(block: block) { project in
      try await project.repository.commit(["src/other.js": block == "all" ? "BAD\n" : "fine\n"])
      try await project.commit(["src/old.js": text])
      let judged = try await project.judge("--tool-report", project.lint())
      #expect(judged.verdict == verdict, "\(judged.words)")
      #expect(judged.rules == (text.contains("BAD") || block == "all" ? ["lint/eslint"] : []))
    }
  }

  @Test func `a report stays valid for what does not change, and ends with an edit`() async throws {
    try await LintProject.with { project in
      try await project.commit(["src/new.js": "fine\n"])
      let report = try await project.lint()
      try await project.commit(["README.md": "Other words\n"])
      #expect(try await project.judge("--tool-report", report).verdict == "pass")
      try await project.commit(["src/new.js": "fine, too\n"])
      let edited = try await project.judge("--tool-report", report)
      #expect(edited.verdict == "undecided")
      #expect(edited.rules == ["lint/file-not-linted"])
      #expect(edited.words.contains("the report is about another version of it"))
      try await project.commit(["src/new.js": "fine\n", "src/more.js": "fine\n"])
      let added = try await project.judge("--tool-report", report)
      #expect(added.verdict == "undecided")
      #expect(added.paths == ["src/more.js"])
    }
  }

  @Test(arguments: [
    ("a linter that crashes", "echo boom >&2; exit 2 #", "lint/linter-failed", "exit status 2, boom"),
    ("one that a signal ends", "kill -9 $$ #", "lint/linter-failed", "signal 9 ended it"),
    ("one that writes garbage", "echo '[{' #", "lint/linter-failed", "wrote no report that can be read"),
    ("one that writes nothing", "exit 0 #", "lint/linter-failed", "wrote no report that can be read"),
    ("one that floods", "head -c 70000000 /dev/zero #", "lint/linter-failed", "wrote more than is read"),
    (
      "one that fails without a finding", "lint ./src/b.js; exit 1 #", "lint/linter-failed", "it found nothing, and yet"
    ),
    (
      "one that passes over a file", "lint ./src/a.js #", "lint/file-not-linted",
      "eslint has no entry for it in its report"
    ),
  ])
  func `a linter that does not do its work leaves the change undecided`(
    what: String, linter: String, rule: String, words: String
  ) async throws {
    try await LintProject.with(linter: linter) { project in
      try await project.commit(["src/a.js": "fine\n", "src/b.js": "fine\n"])
      let judged = try await project.judge("--tool-report", project.lint())
      #expect(judged.verdict == "undecided", "\(what)")
      #expect(judged.rules == [rule], "\(what)")
      #expect(judged.words.contains(words), "\(what): \(judged.words)")
      #expect(judged.isHelpful)
    }
  }

  @Test func `a linter that takes too long leaves the change undecided`() async throws {
    // On a busy machine the linter may not even begin in a short time, and then it gets more.
    var timeout = 1
    while try await !slowLinterIsStopped(after: timeout), timeout < 1000 { timeout *= 4 }
    #expect(timeout < 1000)
  }

  /// Expects that a linter is stopped at its time limit; false where it had not begun by then.
  private func slowLinterIsStopped(after timeout: Int) async throws -> Bool {
    try await LintProject.with(linter: ": >\"$HOME/begun\"; exec sleep 10000 #", timeout: timeout) { project in
      try await project.commit(["src/a.js": "fine\n"])
      let home = project.repository.folder.removingLastComponent()
      let report = try await project.lint(environment: ["HOME": home.string])
      guard Project.exists(home.appending("begun")) else { return false }
      let judged = try await project.judge("--tool-report", report)
      #expect(judged.verdict == "undecided")
      #expect(judged.rules == ["lint/linter-failed"])
      #expect(judged.words.contains("ESLint timed out"))
      return true
    }
  }

  @Test func `a linter that is not installed leaves the change undecided`() async throws {
    try await LintProject.with(command: "no-such-linter") { project in
      try await project.commit(["src/a.js": "fine\n"])
      let judged = try await project.judge("--tool-report", project.lint())
      #expect(judged.verdict == "undecided")
      #expect(judged.rules == ["lint/linter-failed"])
      #expect(judged.words.contains("ESLint is not installed"))
    }
  }

  @Test func `without a report a change is owed one before a push and undecided at the merge`() async throws {
    try await LintProject.with { project in
      try await project.commit(["src/a.js": "fine\n"])
      let merge = try await project.judge()
      #expect(merge.verdict == "undecided")
      #expect(merge.rules == ["lint/missing-report"])
      let push = try await project.gate(["check", "--base", "main", "--stage", "pre-push"])
      #expect(push.status == 0)
      #expect(push.text.contains("pending[lint/missing-report]"))
      try await project.repository.git("checkout", "--quiet", "-B", "work", "main")
      try await project.commit(["README.md": "Nothing for linters\n"])
      #expect(try await project.judge().verdict == "pass")
    }
  }

  @Test(arguments: [
    "", "no JSON", "[]", "{\"version\": 9}", "{\"version\": 1, \"judged\": 3, \"runs\": []}",
    String(repeating: "[", count: 1_000_000),
  ])
  func `a report that nobody wrote leaves the change undecided`(text: String) async throws {
    try await LintProject.with { project in
      try await project.commit(["src/a.js": "fine\n"])
      let report = project.repository.folder.removingLastComponent().appending("report.json")
      try await report.write(text)
      let judged = try await project.judge("--tool-report", report.string)
      #expect(judged.verdict == "undecided")
      #expect(judged.rules == ["lint/missing-report"])
    }
  }

  @Test func `a report of many findings in a long line is judged in reasonable time and memory`() async throws {
    try await LintProject.with { project in
      let line = String(repeating: "x", count: 4 << 20)
      try await project.commit(["src/a.js": line + "\nfine\n"])
      let blob = try await project.repository.id(of: "HEAD:src/a.js")
      let finding = """
        {"severity": "error", "line": 1, "column": 4000000, "endLine": 99, "endColumn": -5, "message": "m"}
        """
      let findings = Array(repeating: finding, count: 5000).joined(separator: ",")
      let report = project.repository.folder.removingLastComponent().appending("report.json")
      try await report.write(
        """
        {"version": 1, "judged": "\(blob)", "runs": [{"tool": "eslint", "format": "eslint", "side": "judged",
         "outcome": "ran", "files": [{"path": "src/a.js", "blob": "\(blob)", "inspected": true,
         "findings": [\(findings)]}]}]}
        """)
      #expect(try await project.judge("--tool-report", report.string).verdict == "fail")
    }
  }

  @Test func `the policy of the base says what is run, and not that of the change`() async throws {
    try await LintProject.with { project in
      let policy = "tools:\n  eslint: { files: [], command: [sh, -c, exit 1] }\n"
      try await project.commit(["src/a.js": "BAD\n", ".signalbox/lint.yml": policy])
      let judged = try await project.judge("--tool-report", project.lint())
      #expect(judged.verdict == "fail")
      #expect(judged.rules.contains("lint/eslint"))
    }
  }

  @Test func `linters see the judged content, and nothing of the machine's`() async throws {
    let look = "{ ls -A . src; env; cat src/a.js; } >&2; exit 3 #"
    try await LintProject.with(linter: look) { project in
      let folder = project.repository.folder
      _ = try await Tool.run("bash", ["-c", "mkdir -p \(folder)/src; ln -s /etc/hostname \(folder)/src/out"])
      _ = try await Tool.run("bash", ["-c", "ln -s a.js \(folder)/src/in"])
      try await project.commit(["src/a.js": "committed\n", "package.json": "{}\n"])
      try await project.repository.write("src/a.js", "not committed\n")
      try await project.repository.write("untracked", "\n")
      try await project.repository.write("node_modules/plugin/index.js", "\n")
      let report = FilePath(try await project.lint())
      let text = try #require(Project.text(of: report))
      for word in ["committed", "package.json", "node_modules", " in "] { #expect(text.contains(word), "\(word)") }
      for word in ["not committed", "untracked", ".git ", " out ", "MALLOC_ARENA_MAX"] {
        #expect(!text.contains(word), "\(word) in \(text)")
      }
      let inWorkingTree = FilePath(try await project.lint("--worktree"))
      #expect(try #require(Project.text(of: inWorkingTree)).contains("not committed"))
    }
  }

  @Test func `a name that looks like an option is a file all the same`() async throws {
    try await LintProject.with { project in
      try await project.commit(["src/--fix.js": "BAD\n", "src/a b.js": "fine\n", "src/a*.js": "fine\n"])
      let judged = try await project.judge("--tool-report", project.lint())
      #expect(judged.rules == ["lint/eslint", "lint/file-not-linted"])
      #expect(judged.paths == ["src/--fix.js", "src/a*.js"])
    }
  }

  @Test(arguments: ["TERM", "INT", "HUP", "KILL"])
  func `a linter does not outlive the program that runs it`(signal: String) async throws {
    try await LintProject.with(linter: "echo $$ >\"$HOME/pid\"; exec sleep 1000 #") { project in
      try await project.commit(["src/a.js": "fine\n"])
      let folder = project.repository.folder.removingLastComponent()
      let script = """
        mkdir scratch
        TMPDIR=$PWD/scratch HOME=$PWD PATH=$PWD/bin:$PATH "$0" run --repository repository --base main >out 2>&1 &
        gate=$!
        until [ -s pid ]; do kill -0 $gate || exit; sleep 0.05; done
        kill -\(signal) $gate
        wait $gate
        for i in $(seq 10000); do kill -0 "$(cat pid)" 2>/dev/null || { ls scratch; exit 0; }; sleep 0.05; done
        echo the linter is still running
        """
      let run = try await Tool.run("bash", ["-c", script, Project.executable("lint-gate")], in: folder)
      #expect(!run.text.contains("still running"))
      // Nobody can clean up after SIGKILL.
      if signal != "KILL" { #expect(run.text.isEmpty, "\(run.text)") }
    }
  }
}
