internal import ArgumentParser
internal import ChangeControlChecks
internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import Terraform

/// `change-control plan`: prepares plans for the check.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Prepare Terraform plans for the check.", subcommands: [AttachPlanCommand.self])
}

/// `change-control plan attach`: an envelope of a plan, without any value of it, and Markdown for people.
struct AttachPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Write what a plan does, without its values, for upload.",
    discussion: """
      The envelope has addresses, types, actions, IAM statements and where alarms lead; no value of an attribute. Upload
      the envelope, never the plan. Exit status: 0; 2 where the plan cannot be read, or is of something else than HEAD;
      64 for a wrong command line.

      EXAMPLES:
        terraform plan -out tf.plan && terraform show -json tf.plan > plan.json
        change-control plan attach --environment production --plan tf.plan \\
          --json plan.json --output plan-production.json
        change-control plan attach --environment production --plan tf.plan \\
          --json plan.json --markdown plan.md
      """)

  @Option(help: "The environment that was planned.")
  var environment: String

  @Option(help: ArgumentHelp("What `terraform show -json` wrote.", valueName: "file"))
  var json: String

  @Option(help: ArgumentHelp("What `terraform plan -out` wrote.", valueName: "file"))
  var plan: String?

  @Option(help: ArgumentHelp("The envelope (default: standard output).", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Write it for people, too, as Markdown of less than 64 KB.", valueName: "file"))
  var markdown: String?

  @OptionGroup var options: AuditOptions

  func run() throws {
    let reading = try AuditReading(options)
    do {
      let attachment = try PlanAttachment(
        environment, in: reading.source.tree(of: "HEAD").tree, policy: reading.policy.own)
      var reader = attachment.reader
      try reader.take(file: json)
      let facts = try plan.map { path in
        try PlanFileFacts(planFile: Files.contents(of: path, limit: Self.planLimit))
      }
      let envelope = try attachment.envelope(of: reader.finish(), facts)
      try Files.deliver(envelope.node.jsonBytes(pretty: true) + [0x0A], to: output)
      if let markdown { try Files.write(Array(PlanMarkdown(envelope).text.utf8), to: markdown) }
    } catch let error as UnreadablePlan {
      throw AuditReading.undecided("could not read the plan: \(error.message); \(error.help)")
    } catch let error as UnattachablePlan {
      throw AuditReading.undecided(error.message)
    } catch let error as Undecidable {
      throw AuditReading.undecided(error.faults.map(\.message).joined(separator: "\n"))
    }
  }

  /// The largest file of a plan that is read, in bytes: it is compressed.
  private static let planLimit = 256 << 20
}
