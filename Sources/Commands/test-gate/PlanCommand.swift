internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import TestChecks

/// `test-gate plan`: which suites a change affects, and why.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say which suites a change affects, and why.",
    discussion: """
      Nothing is run. A suite with shards is listed once for each, and the check needs all of them. `github-matrix` is one line for `strategy.matrix` of a workflow; without an affected suite its \
      list is empty, and a job with an empty matrix fails, so ask for `.include[0]` first.

      Exit status: 0 where it is known; 2 where it is not; 64 for a wrong command line.

      EXAMPLES:
        test-gate plan
        test-gate plan --base origin/main --format github-matrix >> "$GITHUB_OUTPUT"
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case githubMatrix = "github-matrix"
  }

  @OptionGroup var compared: ComparedOptions

  @Option(help: "How the plan is written.")
  var format: Format = .text

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let suites: [PlannedSuite] = try compared.withChange(for: TestCheck.self, surroundings) { matter in
      try PlannedSuite.all(in: matter.change, policy: matter.policy)
    }
    switch format {
    case .text:
      let lines = suites.map { "\($0.name): \($0.why)" }
      try Files.writeToOutput(
        Array((lines.isEmpty ? "no suite is affected" : lines.joined(separator: "\n")).utf8) + [0x0A])
    case .json: try Files.writeToOutput(Node.object([("suites", list(suites))]).jsonBytes(pretty: true) + [0x0A])
    case .githubMatrix:
      try Files.writeToOutput(Array("matrix=".utf8) + Node.object([("include", list(suites))]).jsonBytes() + [0x0A])
    }
  }

  private func list(_ suites: [PlannedSuite]) -> Node {
    .array(
      suites.map { suite in
        var members: [(String, Node)] = [
          ("name", .string(suite.name)), ("service", .string(suite.service)), ("suite", .string(suite.suite)),
        ]
        if let shard = suite.shard {
          members += [("shard", .number(Number(shard))), ("shards", .number(Number(suite.shards)))]
        }
        members += [
          ("folder", .string(suite.folder)), ("command", .array(suite.command.map(Node.string))),
          ("why", .string(suite.why)),
        ]
        return .object(members)
      })
  }
}
