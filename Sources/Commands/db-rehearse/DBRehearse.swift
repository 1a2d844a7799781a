internal import ArgumentParser
internal import CommandSupport
internal import Postgres
internal import Rehearsal
internal import RehearsalDocuments
internal import SystemPackage

@main
struct DBRehearse: Program {
  static let configuration = CommandConfiguration(
    commandName: "db-rehearse",
    abstract: "Run what `db-verify rehearse` plans on a PostgreSQL server.",
    discussion: """
      `db-verify rehearse` starts this and gives it a plan; by hand it is of use for a plan that was kept.

      EXAMPLES:
        db-rehearse run < plan.json > rehearsal.json
      """,
    version: Version.current,
    subcommands: [RunPlanCommand.self])

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

  func run() async throws {
    let (postgresBin, cache) = (postgresBin, cache)
    let environment = Surroundings.ofThisProcess().environment
    do {
      let plan = try RehearsalPlan(try Files.input(limit: 1 << 30))
      let programs = try await PostgresPrograms.find(named: postgresBin, environment: environment, major: plan.server)
      let rehearsal = Rehearsal(
        plan, programs: programs, cache: cache.map { ClusterCache(in: FilePath($0)) })
      try Files.writeToOutput(try await rehearsal.run().bytes)
    } catch let error as PostgresError {
      throw FileProblem(description: error.description)
    } catch let error as UnreadableRehearsal {
      throw FileProblem(description: "the plan cannot be read: \(error.message)")
    }
  }
}
