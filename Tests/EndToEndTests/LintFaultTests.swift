import Documents
import SystemPackage
import TestSupport
import Testing

/// What can become of a linter, for both languages that linters are read in: never a pass, and never a crash.
@Suite struct LintFaultTests {
  enum Language: String, CaseIterable {
    case eslint, rubocop

    var file: String { self == .eslint ? "src/a.js" : "src/a.rb" }

    /// A shell function that reports all files as looked at, with nothing found.
    var clean: String {
      switch self {
      case .eslint:
        #"""
        comma=; printf '['
        for f; do printf '%s{"filePath":"%s/%s","messages":[]}' "$comma" "$PWD" "${f#./}"; comma=,; done
        printf ']'
        """#
      case .rubocop:
        #"""
        comma=; printf '{"metadata":{"rubocop_version":"1.39.0"},"files":['
        for f; do printf '%s{"path":"%s","offenses":[]}' "$comma" "${f#./}"; comma=,; done
        printf '],"summary":{}}'
        """#
      }
    }
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String

    /// What the linter does; `clean` reports all files.
    let script: String
    var tool = ""
    let verdict: String
    let words: String
  }

  static let faults = [
    Fault(testDescription: "nothing is wrong", script: "clean \"$@\"", verdict: "pass", words: ""),
    Fault(
      testDescription: "it crashes before it writes", script: "echo boom >&2; exit 2", verdict: "undecided",
      words: "boom"),
    Fault(
      testDescription: "it crashes after it has written", script: "clean \"$@\"; echo boom >&2; exit 3",
      verdict: "undecided", words: "exit status 3"),
    Fault(
      testDescription: "it writes half a report", script: "clean \"$@\" | head -c 20", verdict: "undecided",
      words: "no report that can be read"),
    Fault(testDescription: "it writes nothing", script: "exit 0", verdict: "undecided", words: "no report"),
    Fault(
      testDescription: "it finds nothing and fails", script: "clean \"$@\"; exit 1", verdict: "undecided",
      words: "it found nothing, and yet"),
    Fault(
      testDescription: "it runs into its time limit", script: "sleep 60", tool: ", timeout: 1", verdict: "undecided",
      words: "timed out"),
    Fault(
      testDescription: "it is killed, as for memory", script: "clean \"$@\"; kill -9 $$", verdict: "undecided",
      words: "signal 9"),
    Fault(
      testDescription: "it looks at another folder", script: "cd /; clean ./elsewhere/x", verdict: "undecided",
      words: "not inspected"),
    Fault(
      testDescription: "it leaves out a file", script: "shift; clean \"$@\"", verdict: "undecided",
      words: ""),
    Fault(
      testDescription: "it is of another version", script: "clean \"$@\"", tool: ", versions: \">= 99\"",
      verdict: "undecided", words: "the policy asks for >= 99"),
    Fault(
      testDescription: "there is noise before its report", script: "echo hello; clean \"$@\"", verdict: "undecided",
      words: "no report that can be read"),
  ]

  @Test(arguments: Language.allCases.flatMap { language in faults.map { (language, $0) } })
  func `whatever becomes of a linter is said and never passes`(language: Language, fault: Fault) async throws {
    // What RuboCop says nothing of is what its configuration leaves out, and is listed.
    let isLeftOut = fault.testDescription == "it leaves out a file" || fault.testDescription.contains("another folder")
    guard language == .eslint || !isLeftOut else { return }
    try await judge(language, fault.script, tool: fault.tool, change: [language.file: "x = 1\n"]) { judged in
      #expect(judged.verdict == fault.verdict, "\(judged.words)")
      #expect(judged.words.contains(fault.words), "\(judged.words)")
      #expect(!judged.words.contains("/lint-"), "a path of the scratch folder: \(judged.words)")
    }
  }

  @Test(arguments: Language.allCases)
  func `a linter that is not there is missing`(language: Language) async throws {
    try await judge(language, "", command: "no-such-linter", change: [language.file: "x = 1\n"]) { judged in
      #expect(judged.verdict == "undecided")
      #expect(judged.words.contains("is not installed"), "\(judged.words)")
    }
  }

  @Test(arguments: Language.allCases)
  func `names with spaces, quotes and a leading dash are given as they are`(language: Language) async throws {
    let ending = language == .eslint ? "js" : "rb"
    let names = ["a b", "it's", "-x", "--fix", "ü", "$(touch pwned)", ";true"].map { "src/\($0).\(ending)" }
    let change = Dictionary(names.map { ($0, "x = 1\n") }) { $1 }
    try await judge(language, "clean \"$@\"", change: change) { judged in
      #expect(judged.verdict == "pass", "\(judged.words)")
    }
    try await judge(language, "clean \"$@\"", change: ["src/a\nb.\(ending)": "x = 1\n"]) { judged in
      #expect(judged.verdict == "undecided")
      #expect(judged.words.contains("its name is no plain text"), "\(judged.words)")
    }
  }

  @Test(arguments: Language.allCases)
  func `five thousand files are given in parts`(language: Language) async throws {
    let ending = language == .eslint ? "js" : "rb"
    let change = Dictionary((0..<5000).map { ("src/d\($0 % 50)/f\($0).\(ending)", "x = \($0)\n") }) { $1 }
    try await judge(language, "clean \"$@\"", change: change) { judged in
      #expect(judged.verdict == "pass", "\(judged.words.prefix(2000))")
    }
  }

  private func judge(
    _ language: Language, _ script: String, tool: String = "", command: String = "sh, tools/linter",
    change: [String: String], _ expect: (Judged) -> Void
  ) async throws {
    try await withScratchRepository { repository in
      let other = Language.allCases.first { $0 != language } ?? language
      let linter = """
        if [ "$1" = --version ]; then echo 1.2.3; exit; fi
        clean() {
        \(language.clean)
        }
        while [ "$1" != -- ]; do shift; done
        shift
        \(script)

        """
      let policy = """
        tools:
          \(language.rawValue): { files: ["src/**"], command: [\(command)]\(tool) }
          \(other.rawValue): { files: [] }
        block: files

        """
      try await repository.commit([".signalbox/lint.yml": policy, "tools/linter": linter])
      try await repository.git("checkout", "--quiet", "-b", "work")
      try await repository.commit(change)
      let arguments = ["check", "--run", "--base", "main", "--stage", "merge", "--format", "json"]
      expect(try Judged(await run("lint-gate", arguments, in: repository.folder, memory: 4096)))
    }
  }
}
