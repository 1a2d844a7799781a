package import ArgumentParser
package import Calendars
internal import Changes
package import Findings

/// The options that every check has.
package struct CheckOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Commit to compare with (default: merge base with the default branch).", valueName: "rev"))
  var base: String?

  @Option(help: ArgumentHelp("Commit to check (default: HEAD).", valueName: "rev"))
  var head: String?

  @Flag(help: "Check the files of the working tree, committed or not.")
  var worktree = false

  @Option(help: "pre-push lists what only a pull request can supply; merge demands it (default: merge in CI).")
  var stage: Report.Stage?

  @Option(help: ArgumentHelp("File written by `evidence collect`.", valueName: "file"))
  var evidence: String?

  @Option(help: ArgumentHelp("Report of a tool that ran earlier; may be repeated.", valueName: "file"))
  var toolReport: [String] = []

  @Flag(help: "Also show warnings and notes on lines that the change leaves alone.")
  var all = false

  @OptionGroup var common: CommonOptions

  package init() {}

  package func validate() throws {
    if worktree, head != nil {
      throw ValidationError("--worktree and --head exclude each other")
    }
  }

  var comparison: ComparisonRequest {
    ComparisonRequest(base: base, head: head, includesWorkingTree: worktree)
  }
}

/// The options that do not depend on what is judged.
package struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  package var repository: String?

  @Option(help: ArgumentHelp("Try the policy files of a folder instead of those of the repository.", valueName: "dir"))
  package var policy: String?

  @Flag(help: "Allow --policy in CI, although the change may have written that folder.")
  package var allowUntrustedPolicy = false

  @Option(help: ArgumentHelp("The policy files of the organisation, below the repository's.", valueName: "dir"))
  package var organisationPolicy: String?

  @Option(help: ArgumentHelp("The time of the check (default: the clock).", valueName: "rfc3339"))
  package var now: Instant?

  @Option(help: "How the report is written to standard output.")
  package var format: ReportFormat = .text

  @Option(help: ArgumentHelp("Write the report to a file, too; may be repeated.", valueName: "format=file"))
  package var report: [ReportFile] = []

  @OptionGroup package var view: ViewOptions

  package init() {}

  package func validate() throws {
    if allowUntrustedPolicy, policy == nil {
      throw ValidationError("--allow-untrusted-policy means nothing without --policy")
    }
  }
}

/// A file that a report is to be written to, and in which form.
package struct ReportFile: ExpressibleByArgument {
  let format: ReportFormat
  let path: String

  package init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let format = ReportFormat(rawValue: String(parts[0])) else { return nil }
    self.format = format
    path = String(parts[1])
  }
}

extension Report.Stage: ExpressibleByArgument {}

extension ReportFormat: ExpressibleByArgument {}

extension Instant: ExpressibleByArgument {
  package init?(argument: String) {
    self.init(rfc3339: argument)
  }
}
