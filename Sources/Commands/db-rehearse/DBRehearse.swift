internal import ArgumentParser
internal import CommandSupport
internal import Postgres
internal import Rehearsal
internal import RehearsalDocuments
internal import Synchronization
internal import SystemPackage

@main
struct DBRehearse: Program {
  static let configuration = CommandConfiguration(
    commandName: "db-rehearse",
    abstract: "Do on a PostgreSQL server what `db-verify` plans.",
    discussion: """
      `db-verify` starts this for `rehearse`, `apply` and `coverage`; by hand it is of use for a plan that was kept.

      EXAMPLES:
        db-rehearse run < plan.json > rehearsal.json
        db-rehearse apply --dsn service=staging < plan.json
        db-rehearse coverage --dsn service=staging --schema eng
      """,
    version: Version.current,
    subcommands: [RunPlanCommand.self, ApplyPlanCommand.self, MeasureCommand.self])

  static func main() async { await start() }
}

/// `db-rehearse run`: reads a plan from standard input, and writes the report of its rehearsal to standard output.
struct RunPlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run the plan that standard input gives.",
    discussion: """
      EXAMPLES:
        db-rehearse run < plan.json > rehearsal.json
        db-rehearse run --postgres-bin /usr/lib/postgresql/15/bin < plan.json
      """)

  @Option(help: ArgumentHelp("The folder of the server's programs.", valueName: "dir"))
  var postgresBin: String?

  @Option(help: ArgumentHelp("Where applied histories are kept for the next time.", valueName: "dir"))
  var cache: String?

  @Flag(help: "Write the report, and keep the server until this is interrupted.")
  var keep = false

  func run() async throws {
    let options = self
    guard keep else { return try await options.rehearse() }
    try await Interruption.watched { try await options.rehearse() }
  }

  private func rehearse() async throws {
    let (postgresBin, cache, keep) = (postgresBin, cache, keep)
    let environment = Surroundings.ofThisProcess().environment
    let isWritten = Mutex(false)
    do {
      let plan = try RehearsalPlan(try Files.input(limit: 1 << 30))
      let programs = try await PostgresPrograms.find(named: postgresBin, environment: environment, major: plan.server)
      let rehearsal = Rehearsal(
        plan, programs: programs, cache: cache.map { ClusterCache(in: FilePath($0)) }
      ) { cluster, report in
        guard keep else { return }
        isWritten.withLock { $0 = true }
        await Self.keep(cluster, report, as: plan.owner.login ?? plan.owner.role)
      }
      let report = try await rehearsal.run()
      // A history that does not apply leaves no server to be kept.
      if !isWritten.withLock(\.self) { try Files.writeToOutput(report.bytes) }
    } catch let error as PostgresError {
      throw FileProblem(description: error.description)
    } catch let error as UnreadableRehearsal {
      throw FileProblem(description: "the plan cannot be read: \(error.message)")
    }
  }

  /// Writes the report, says how to enter, and waits to be interrupted.
  private static func keep(_ cluster: PostgresCluster, _ report: RehearsalReport, as role: String) async {
    let own = cluster.programs.folder.appending("psql").string
    let psql = Surroundings.ofThisProcess().path(ofProgram: own) ?? "psql"
    do {
      try Files.writeToOutput(report.bytes)
      Files.say(
        """
        The server is kept until this is interrupted (Ctrl-C). Enter it by:
          \(psql) --host \(cluster.socketFolder.string) \
        --username \(role) \(Rehearsal.database)

        """)
      try await Task.sleep(for: .seconds(86_400))
    } catch {
      // It was interrupted, or its output is closed.
    }
  }
}
