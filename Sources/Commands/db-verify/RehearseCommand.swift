internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import MigrationChecks
internal import RehearsalDocuments

/// `db-verify rehearse`: runs the new migrations of a change on a server of its own, and writes what became of them.
struct RehearseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Run the new migrations on a throwaway PostgreSQL: up, down and up again.",
    discussion: """
      This runs SQL of the change. The server is made for it and removed afterwards: it has a user, a network and a file \
      system of its own where the system gives them, and listens on a private socket only. Run it in a job without \
      secrets. The merged migrations, the prelude and the owner are those of the base and of the policy.

      Exit status: 0 where the report was written, whatever it says; 2 where there is none; 64 for a wrong command line.

      EXAMPLES:
        db-verify rehearse --output rehearsal.json
        db-verify check --tool-report rehearsal.json
        db-verify rehearse --postgres-bin /usr/lib/postgresql/15/bin
        # Look around with psql once all has run:
        db-verify rehearse --keep > rehearsal.json
      """)

  @OptionGroup var options: RunOptions

  @Option(
    help: ArgumentHelp(
      "The folder of the server's programs (default: PG_CONFIG, PATH, and Debian's folders).", valueName: "dir"))
  var postgresBin: String?

  @Option(help: ArgumentHelp("The database, where the policy has several.", valueName: "name"))
  var database: String?

  @Flag(help: "Keep the server until this is interrupted, and print the command that enters it.")
  var keep = false

  func validate() throws {
    if keep, options.output != nil { throw ValidationError("with --keep the report goes to standard output") }
  }

  func run() async throws {
    let (names, arguments) = (database.map { [$0] } ?? [], postgresBin.map { ["--postgres-bin", $0] } ?? [])
    guard keep else {
      return try await options.writeReport(of: MigrationCheck.self, only: names, arguments: arguments)
    }
    let plan = try await options.withComparison(for: MigrationCheck.self) { run, comparison, repository, _ in
      try await MigrationCheck.plan(
        of: run.changeToRun(for: MigrationCheck.self, on: comparison, in: repository), only: names)
    }
    // From here on it is the other program that the terminal speaks with.
    try ServerTool(Surroundings.ofThisProcess()).replaceThisProcess(["run", "--keep"] + arguments, input: plan.bytes)
  }
}
