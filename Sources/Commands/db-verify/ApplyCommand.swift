internal import ArgumentParser
internal import Calendars
internal import Changes
internal import CommandSupport
internal import MigrationChecks
internal import Processes
internal import RehearsalDocuments

/// `db-verify apply`: brings a database to what the commit has, and keeps the audit of it.
struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply the migrations that an environment lacks, in order.",
    discussion: """
      For migrations of `runner: own`. What was applied is in the table signalbox.migrations of the database, written in \
      the transaction of the migration itself. Nothing is applied where an applied file was edited or deleted, where an \
      earlier one is missing, or while another `apply` runs. The host of --dsn is the one that the policy gives the \
      environment. A password belongs into the file that PGPASSFILE names, or into a service file.

      An entry is appended to the audit report of the day (`documents.audit`).

      Exit status: 0 where the database has all migrations, 1 where it has not, 2 where nothing could be done, 64 for a \
      wrong command line.

      EXAMPLES:
        db-verify apply --environment staging --dsn service=staging
        # Right after staging was restored from a copy of production:
        db-verify apply --environment staging --dsn service=staging --refreshed
        # The first time, on a database that has the migrations up to this one:
        db-verify apply --environment staging --dsn service=staging \\
          --baseline 20260301090000
      """)

  @OptionGroup var change: ChangeOptions

  @Option(help: ArgumentHelp("What the policy calls the target, as staging.", valueName: "name"))
  var environment: String

  @Option(help: ArgumentHelp("The connection string, without a password.", valueName: "text"))
  var dsn: String

  @Option(help: ArgumentHelp("The database, where the policy has several.", valueName: "name"))
  var database: String?

  @Option(help: ArgumentHelp("The last version that a database without a ledger has.", valueName: "version"))
  var baseline: String?

  @Flag(help: "The database was made anew before this; the audit entry says so.")
  var refreshed = false

  func run() async throws {
    let options = self
    try await Interruption.watched { try await options.apply() }
  }

  private func apply() async throws {
    let options = self
    let problems = try await change.withComparison(for: MigrationCheck.self) {
      run, comparison, repository, surroundings in
      let matter = try run.changeToRun(for: MigrationCheck.self, on: comparison, in: repository)
      let policy = try matter.policyOfDatabase(named: options.database)
      let host = try options.host(by: policy)
      let plan = try await MigrationCheck.applyPlan(for: matter, to: host, only: options.database)
      let arguments = ["apply", "--dsn", options.dsn] + (options.baseline.map { ["--baseline", $0] } ?? [])
      let ending = try await ServerTool(surroundings).run(arguments, input: plan.bytes, within: .seconds(86_400))
      guard ending.how == .exited(0) || ending.how == .exited(1) else {
        throw Undecidable("could not apply the migrations: \(ending.lastWords)", help: "nothing was applied")
      }
      let applied = ending.output.text.split(separator: "\n").map(String.init)
      for path in applied { try Files.writeToOutput(Array("applied \(path)\n".utf8)) }
      if applied.isEmpty, ending.how == .exited(0) {
        try Files.writeToOutput(Array("\(options.environment) has all \(plan.migrations.count) migrations\n".utf8))
      }
      try options.note(applied, isWhole: ending.how == .exited(0), policy, surroundings, in: matter.workingTree)
      return ending.how == .exited(0) ? "" : ending.error.text
    }
    guard !problems.isEmpty else { return }
    Files.say(problems)
    throw ExitCode(1)
  }

  /// The host that the policy gives the environment.
  private func host(by policy: MigrationPolicy) throws(Undecidable) -> String {
    guard environment == StagingPolicy.environment, let host = policy.staging?.host else {
      throw Undecidable(
        "the policy names no host for \(environment)", help: "add `staging: { host: … }` to .signalbox/database.yml")
    }
    return host
  }

  /// Appends the entry, where the policy has reports and the commit has a working tree.
  private func note(
    _ applied: [String], isWhole: Bool, _ policy: MigrationPolicy, _ surroundings: Surroundings, in folder: String?
  ) throws {
    guard policy.documents.audit != nil, let folder else { return }
    let actor = surroundings.environment["GITHUB_ACTOR"] ?? surroundings.environment["USER"] ?? "db-verify"
    let entry = AuditEntry(
      at: surroundings.now, by: actor, ran: ["db-verify apply --environment \(environment)"],
      result: "\(isWhole ? "pass" : "fail") (\(applied.count) applied)", refreshed: refreshed ? environment : nil)
    Files.say("\(try entry.append(by: policy, in: folder)) has an entry about it\n")
  }
}
