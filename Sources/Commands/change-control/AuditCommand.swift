internal import ArgumentParser
internal import ChangeControlChecks
internal import Changes
internal import CommandSupport
internal import Documents
internal import Git
internal import Policy

/// `change-control audit`: what is overdue on the default branch.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Report what is overdue in the repository, whatever the change.",
    discussion: """
      It looks at the default branch and at the evidence, and stops no change. Exit status: 0; 1 where something is
      overdue; 2 could not be checked; 64 for a wrong command line.

      EXAMPLES:
        change-control audit --evidence evidence.json
        change-control audit --evidence evidence.json --format markdown \\
          --output audit.md
        change-control audit --evidence evidence.json --output audit.html
        change-control audit --evidence evidence.json --format svg \\
          --output restore.svg
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
    case html
    case svg
  }

  @Option(help: "How it is written (default: text, or what the name of the file says).")
  var format: Format?

  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var options: AuditOptions

  func run() throws {
    let reading = try AuditReading(options)
    let tree: Snapshot
    do throws(Undecidable) {
      tree = try reading.source.tree()
    } catch {
      throw AuditReading.undecided(error.faults.map(\.message).joined(separator: "\n"))
    }
    var audit = Audit(
      of: tree, policy: reading.policy, evidence: reading.evidence, artifacts: reading.artifacts, at: reading.now)
    let report = audit.report(commit: reading.source.tip?.description)
    try Files.deliver(bytes(of: report), to: output)
    throw ExitCode(report.overdue.isEmpty ? 0 : 1)
  }

  private func bytes(of report: AuditReport) -> [UInt8] {
    let named = output.flatMap { $0.split(separator: ".").last }.flatMap { ending in
      ["html": Format.html, "json": .json, "md": .markdown, "svg": .svg][String(ending)]
    }
    return switch format ?? named ?? .text {
    case .text: Array(report.text.utf8)
    case .json: report.node.jsonBytes(pretty: true) + [0x0A]
    case .markdown: Array(report.markdown.utf8)
    case .html: Array(report.html.utf8)
    case .svg: Array(report.svg.utf8) + [0x0A]
    }
  }
}
