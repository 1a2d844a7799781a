import SystemPackage
import TestSupport
import Testing

@Suite(.enabled(if: Project.hasProgram("script"), "there is no script(1) to make a terminal with"))
struct TerminalTests {
  private static let escape = "\u{1B}["

  /// What is said on a terminal, which `script` makes.
  private static func onTerminal(_ options: String, _ environment: [String: String] = [:]) async throws -> Tool {
    try await withFixture("platform") { repository in
      try await shell(
        "script --quiet --return --command \"'$CONTRACTS' check --head bad-syntax \(options)\" /dev/null",
        in: repository.folder, environment: ["TERM": "xterm-256color"].merging(environment) { $1 })
    }
  }

  @Test func `a terminal gets colour`() async throws {
    let run = try await Self.onTerminal("")
    #expect(run.status == 1)
    #expect(run.text.contains(Self.escape))
  }

  @Test(arguments: [
    ("--no-color", [:]), ("", ["NO_COLOR": "1"]), ("", ["TERM": "dumb"]), ("--format json", [:]),
  ])
  func `a terminal gets none where somebody objects`(options: String, environment: [String: String]) async throws {
    let run = try await Self.onTerminal(options, environment)
    #expect(run.status == 1)
    #expect(run.text.contains("contracts/syntax-error"))
    #expect(!run.text.contains(Self.escape))
  }

  @Test func `an empty NO_COLOR objects to nothing`() async throws {
    #expect(try await Self.onTerminal("", ["NO_COLOR": ""]).text.contains(Self.escape))
  }

  @Test func `a pipe gets neither colour nor progress`() async throws {
    try await withFixture("platform") { repository in
      let run = try await contracts(
        ["check", "--head", "bad-syntax"], in: repository.folder, environment: ["TERM": "xterm-256color"])
      #expect(run.status == 1)
      #expect(!run.text.contains(Self.escape))
      #expect(run.error.isEmpty)
    }
  }

  @Test func `a file gets no colour, although the terminal does`() async throws {
    try await withFixture("platform") { repository in
      let command =
        "script --quiet --return --command \"'$CONTRACTS' check --head bad-syntax --report text=out.txt\" /dev/null"
      let run = try await shell(command, in: repository.folder, environment: ["TERM": "xterm"])
      #expect(run.text.contains(Self.escape))
      let file = try #require(Project.text(of: repository.folder.appending("out.txt")))
      #expect(file.contains("contracts/syntax-error"))
      #expect(!file.contains(Self.escape))
    }
  }
}
