package import ArgumentParser
package import Changes
internal import Documents
internal import Findings
internal import Policy

/// `<check> policy diff`: what a change makes weaker or stricter.
package struct PolicyDiffCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "diff",
      abstract: "Show whether a policy change is stricter or weaker.",
      discussion: """
        Each value that differs is weaker (more passes than before), stricter (less passes), blocking (no member is left in \
        a role, so what needs it cannot be approved), or other: something else is looked at. Defaults count, so that a rule that is named no more has its own severity again.

        Exit status: 0, whatever the differences are; 2 could not be checked; 64 for a wrong command line.

        EXAMPLES:
          # This branch since it left main:
          \(S.name) policy diff
          # With what is not committed yet:
          \(S.name) policy diff --worktree
          \(S.name) policy diff --base v1.4 --head main --format json
        """)
  }

  @OptionGroup var selected: SelectedChecks<S>

  @Option(
    help: ArgumentHelp("Commit to compare with (default: merge base with the default branch).", valueName: "rev"))
  var base: String?

  @Flag(help: "Compare with the files of the working tree, committed or not.")
  var worktree = false

  @OptionGroup var options: ChangeOptions

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: "How the differences are written.")
  var format: Format = .text

  package init() {}

  package func run() async throws {
    let format = format
    try options.ask(selected.checks, base: base, worktree: worktree, Surroundings.ofThisProcess()) { run, repository in
      let changes = try run.policyChanges(in: repository)
      try Files.writeToOutput(format == .json ? changes.jsonBytes : Array(changes.text.utf8))
    }
  }
}

extension [PolicyChanges] {
  /// A line for each difference, in columns.
  fileprivate var text: String {
    guard !isEmpty else { return "The policy stays as it is.\n" }
    let keys = flatMap(\.differences).map(\.key.count).max() ?? 0
    return map { changes in
      let lines = changes.differences.map { difference in
        let effect = difference.effect.rawValue.padded(to: PolicyDifference.Effect.longest)
        let place = difference.place.map { "  (\($0.path):\($0.span?.start.line ?? 1))" } ?? ""
        let words = difference.words + (difference.consequence.map { ": \($0)" } ?? "")
        return "  \(effect)  \(difference.key.padded(to: keys))  \(words)\(place)\n"
      }
      return "\(changes.name): \(changes.summary)\n" + lines.joined()
    }.joined(separator: "\n")
  }

  fileprivate var jsonBytes: [UInt8] {
    let differences = flatMap { changes in
      changes.differences.map { difference -> Node in
        .object([
          ("policy", .string(changes.name)), ("key", .string(difference.key)),
          ("effect", .string(difference.effect.rawValue)),
          ("old", difference.old.map(Node.string) ?? .null), ("new", difference.new.map(Node.string) ?? .null),
          ("path", (difference.place?.path).map(Node.string) ?? .null),
          ("line", (difference.place?.span?.start.line).map { .number(Number($0)) } ?? .null),
        ])
      }
    }
    return Node.object([("differences", .array(differences))]).jsonBytes(pretty: true) + [0x0A]
  }
}

extension PolicyChanges {
  /// How many of which there are.
  fileprivate var summary: String {
    PolicyDifference.Effect.allCases.compactMap { effect in
      let count = differences.count { $0.effect == effect }
      return count == 0 ? nil : "\(count) \(effect.rawValue)"
    }.joined(separator: ", ")
  }
}

extension PolicyDifference.Effect {
  fileprivate static var longest: Int { allCases.map(\.rawValue.count).max() ?? 0 }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
