internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import TestChecks

/// `test-gate graph`: who depends on whom, by the policy and by the files of the workspaces.
struct GraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Show which service depends on what, and what the policy does not know.",
    discussion: """
      Read are dependencies in `package.json`, `path:` in a Gemfile, `replace` in `go.mod`, `references` and `extends` \
      in `tsconfig.json`, and who sends and receives by AsyncAPI documents.

      Exit status: 0 where it is known, with --check where the policy has all edges; 1 with --check where it lacks one; \
      2 where a file cannot be read; 64 for a wrong command line.

      EXAMPLES:
        test-gate graph
        test-gate graph --check
        test-gate graph --format json
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @OptionGroup var compared: ComparedOptions

  @Flag(help: "Fail where the files show an edge that the policy does not have.")
  var check = false

  @Option(help: "How the edges are written.")
  var format: Format = .text

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let shown: Shown = try compared.withChange(for: TestCheck.self, surroundings) { matter in
      let graph = try WorkspaceGraph(matter.change.judged, policy: matter.policy)
      return Shown(graph, policy: matter.policy.own, onlyUndeclared: check)
    }
    switch format {
    case .text:
      let lines = shown.edges.map(\.line)
      let none = check ? "the policy has all edges that the files show" : "the files show no edge"
      try Files.writeToOutput(Array((lines.isEmpty ? none : lines.joined(separator: "\n")).utf8) + [0x0A])
    case .json:
      let root: Node = ["edges": .array(shown.edges.map(\.node))]
      try Files.writeToOutput(root.jsonBytes(pretty: true) + [0x0A])
    }
    for problem in shown.unreadable { Files.say("could not read \(problem)\n") }
    if check, shown.edges.contains(where: { !$0.isDeclared }) { throw ExitCode(Verdict.fail.exitCode) }
    if !shown.unreadable.isEmpty { throw ExitCode(Verdict.undecided.exitCode) }
  }

  /// What is left of a graph outside of the repository that it was read from.
  private struct Shown {
    var edges: [Edge]
    let unreadable: [String]

    struct Edge {
      let line: String
      let node: Node
      let isDeclared: Bool
    }

    init(_ graph: WorkspaceGraph, policy: TestPolicy, onlyUndeclared: Bool) {
      unreadable = graph.unreadable
      edges = graph.edges.filter { !onlyUndeclared || !$0.isDeclared(in: policy) }.map { edge in
        let isDeclared = edge.isDeclared(in: policy)
        let place = "\(edge.file)\(edge.line.map { ":\($0)" } ?? "")"
        let words =
          isDeclared
          ? "\(edge.service) \(edge.kind.rawValue) \(edge.target)"
          : "\(edge.message(in: policy)); \(edge.help(in: policy))"
        var members: [(String, Node)] = [
          ("service", .string(edge.service)), ("kind", .string(edge.kind.rawValue)),
          ("target", .string(edge.target.description)), ("file", .string(edge.file.description)),
        ]
        if let line = edge.line { members.append(("line", .number(Number(line)))) }
        members.append(("declared", .boolean(isDeclared)))
        return Edge(line: "\(place): \(words)", node: .object(members), isDeclared: isDeclared)
      }
    }
  }
}
