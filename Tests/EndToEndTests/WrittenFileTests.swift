import Documents
import SystemPackage
import TestSupport
import Testing

/// What the verbs that write files leave behind, whatever happens to them.
@Suite struct WrittenFileTests {
  /// A verb that writes one file of JSON to the path `FILE`.
  struct Verb: CustomTestStringConvertible, Sendable {
    let executable: String
    let arguments: [String]

    init(_ words: String...) {
      executable = words[0]
      arguments = Array(words.dropFirst())
    }

    func arguments(writing file: FilePath) -> [String] {
      arguments.map { $0.replacing("FILE", with: file.string) }
    }

    var testDescription: String { "\(executable) \(arguments[0])" }
  }

  static let verbs = [
    Verb("contracts", "check", "--base", "HEAD~1", "--report", "json=FILE"),
    Verb("signalbox", "check", "--base", "HEAD~1", "--report", "sarif=FILE"),
    Verb("contracts", "baseline", "--output", "FILE"),
    Verb("contracts", "bundle", "contracts/item.json", "--output", "FILE"),
    Verb("lint-gate", "run", "--base", "HEAD~1", "--output", "FILE"),
    // Nobody answers there, and so the document says what could not be asked.
    Verb(
      "evidence", "collect", "--api-url", "http://127.0.0.1:9", "--repository-slug", "acme/orders", "--commit",
      "0000000000000000000000000000000000000001", "--part", "checks", "--time-limit", "1", "--output", "FILE"),
  ]

  private static let old = #"{"old":true}"#

  private func withProject(_ body: (ScratchRepository, FilePath) async throws -> Void) async throws {
    try await withScratchRepository { repository in
      try await repository.commit([
        ".signalbox/contracts.yml": "root: contracts\n", ".signalbox/lint.yml": "tools: {}\n",
        "contracts/order.json": #"{"$schema": "https://json-schema.org/draft/2020-12/schema"}"#,
        "contracts/item.json": #"{"type": "string"}"#,
      ])
      try await repository.commit(["contracts/order.json": #"{"type": "object", "type": "object"}"#])
      try await withScratchFolder { folder in try await body(repository, folder) }
    }
  }

  /// Moments to end a command at: random ones within the time that it takes by itself, and a fifth more.
  private struct Kills {
    private var random = SeededGenerator(seed: Soak.seed)
    private let milliseconds: Int

    /// Runs the command once to its end.
    init(of executable: String, _ arguments: [String], in folder: FilePath) async throws {
      let time = try await ContinuousClock().measure {
        _ = try await Tool.run(try Project.executable(executable), arguments, in: folder)
      }
      milliseconds = max(10, min(999, Int(time / .milliseconds(1)) * 6 / 5))
    }

    /// Runs the command and ends it by SIGKILL.
    mutating func run(_ executable: String, _ arguments: [String], in folder: FilePath) async throws {
      let moment = Int.random(in: 1...milliseconds, using: &random)
      let limit = "0." + String(repeating: "0", count: 3 - String(moment).count) + String(moment)
      _ = try await Tool.run(
        "timeout", ["-s", "KILL", limit, try Project.executable(executable)] + arguments, in: folder)
    }
  }

  @Test(arguments: verbs.indices)
  func `a verb that is killed leaves the old file or the new one`(verb index: Int) async throws {
    let verb = Self.verbs[index]
    try await withProject { repository, folder in
      let file = folder.appending("file")
      let arguments = verb.arguments(writing: file)
      var kills = try await Kills(of: verb.executable, arguments, in: repository.folder)
      #expect(throws: Never.self) { try Document.json(SourceText(Project.text(of: file) ?? "")) }
      for _ in 0..<Soak.count(6, full: 500) {
        try await file.write(Self.old)
        try await kills.run(verb.executable, arguments, in: repository.folder)
        let text = try #require(Project.text(of: file))
        if text != Self.old { #expect(throws: Never.self, "\(text)") { try Document.json(SourceText(text)) } }
      }
    }
  }

  @Test(arguments: [4, 5, 6, 8, 12, 16])
  func `a verb that can open too few files says so, and writes nothing`(limit: Int) async throws {
    try await withProject { repository, folder in
      let file = folder.appending("file")
      try await file.write(Self.old)
      for verb in Self.verbs {
        let run = try await Tool.run(
          "sh",
          ["-c", #"ulimit -n "$1"; shift; exec "$@""#, "sh", "\(limit)", try Project.executable(verb.executable)]
            + verb.arguments(writing: file), in: repository.folder)
        #expect(run.status == 2, "\(verb)")
        #expect(run.errorText.contains("raise the limit (ulimit -n)"), "\(verb): \(run.errorText)")
        #expect(Project.text(of: file) == Self.old)
      }
    }
  }

  /// A script that runs a command while its folder is a small disk with the old file, `FULL` or `READ-ONLY`.
  private static let onDisk = #"""
    disk=$1; state=$2; shift 2
    mount -t tmpfs -o size=64k none "$disk" && cd "$disk" || exit 77
    printf '%s' '{"old":true}' > file
    if [ "$state" = full ]; then cat /dev/zero > filler 2>/dev/null; else mount -o remount,ro "$disk" || exit 77; fi
    (cd "$OLDPWD" && exec "$@")
    status=$?
    [ "$(cat file)" = '{"old":true}' ] || echo "the old file is gone" >&2
    [ "$(ls -A | grep -c new)" = 0 ] || echo "a file is left behind" >&2
    exit $status
    """#

  @Test(arguments: [("full", "No space left on device"), ("read-only", "Read-only file system")])
  func `on a disk that takes nothing a verb says so, and the old file stays`(state: String, reason: String) async throws
  {
    try await withProject { repository, folder in
      for verb in Self.verbs {
        let run = try await Tool.run(
          "unshare",
          ["-r", "-m", "sh", "-c", Self.onDisk, "sh", folder.string, state, try Project.executable(verb.executable)]
            + verb.arguments(writing: folder.appending("file")), in: repository.folder)
        // Not every system lets a user mount.
        guard run.status != 77, run.status != 1 || !run.errorText.contains("unshare") else { return }
        #expect(run.status == 2, "\(verb): \(run.errorText)")
        #expect(
          run.errorText.contains("cannot be written: \(reason)")
            // A user without rights in the namespace meets these first.
            || run.errorText.contains("cannot be written: Permission denied"), "\(verb): \(run.errorText)")
        #expect(!run.errorText.contains("the old file is gone") && !run.errorText.contains("left behind"), "\(verb)")
      }
    }
  }

  @Test func `what is written to standard output by its path stands in it, between what else is written there`()
    async throws
  {
    try await withProject { repository, folder in
      let file = folder.appending("output")
      let run = try await Tool.run(
        "sh",
        [
          "-c", #"exec "$0" check --base HEAD~1 --report json=/dev/stdout > "$1""#,
          try Project.executable("contracts"), file.string,
        ], in: repository.folder)
      #expect(run.status == 1)
      let text = try #require(Project.text(of: file))
      #expect(text.hasPrefix("{") && text.hasSuffix("\n"))
      #expect(text.contains("contracts: fail"))
    }
  }

  @Test func `a hook that is replaced keeps its place until the new one has it`() async throws {
    try await withScratchRepository { repository in
      let hook = repository.folder.appending(".git/hooks/pre-push")
      let install = ["hooks", "install"]
      var kills = try await Kills(of: "signalbox", install, in: repository.folder)
      for _ in 0..<Soak.count(5, full: 500) {
        _ = try await Tool.run("sh", ["-c", #"rm -f "$0"*"#, hook.string])
        try await hook.write("#!/bin/sh\nexit 1\n")
        _ = try await Tool.run("chmod", ["+x", hook.string])
        try await kills.run("signalbox", install, in: repository.folder)
        #expect(try Stat(hook).permissions.contains(.ownerExecute))
        let again = try await Tool.run(try Project.executable("signalbox"), install, in: repository.folder)
        #expect(again.status == 0, "\(again.errorText)")
        #expect(Project.text(of: hook)?.contains("signalbox pre-push") == true)
        #expect(Project.text(of: FilePath(hook.string + ".before-signalbox")) == "#!/bin/sh\nexit 1\n")
      }
    }
  }

  @Test func `what init makes is whole after it was killed, and made by the next one`() async throws {
    try await withScratchRepository { whole in
      var kills = try await Kills(of: "signalbox", ["init"], in: whole.folder)
      let expected = try await whole.git("ls-files", "--others").lines
      #expect(expected.count > 5)
      try await withScratchRepository { repository in
        for _ in 0..<Soak.count(5, full: 500) {
          try await kills.run("signalbox", ["init"], in: repository.folder)
          for path in expected {
            guard let text = Project.text(of: repository.folder.appending(path)) else { continue }
            #expect(text == Project.text(of: whole.folder.appending(path)), "\(path)")
          }
          _ = try await Tool.run(try Project.executable("signalbox"), ["init"], in: repository.folder)
          #expect(try await repository.git("ls-files", "--others").lines == expected)
          try await repository.git("clean", "-qdfx")
        }
      }
    }
  }
}
