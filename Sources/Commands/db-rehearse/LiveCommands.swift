internal import ArgumentParser
internal import CommandSupport
internal import LiveDatabase
internal import Postgres
internal import Rehearsal
internal import RehearsalDocuments

/// `db-rehearse apply`: reads a plan from standard input, and applies what the database lacks of it.
struct ApplyPlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply what a database lacks of the plan that standard input gives.",
    discussion: """
      Standard output has the path of each migration that was applied. Exit status: 0 where the database has all of them \
      now, 1 where it has not, 2 where nothing could be done.

      EXAMPLES:
        db-rehearse apply --dsn service=staging < plan.json
      """)

  @Option(help: ArgumentHelp("The connection string, without a password.", valueName: "text"))
  var dsn: String

  @Option(help: ArgumentHelp("The last version that a database without a ledger has.", valueName: "version"))
  var baseline: String?

  func run() async throws {
    do {
      let plan = try ApplyPlan(try Files.input(limit: 1 << 30))
      let outcome = try MigrationApply(plan, to: try LiveDatabase(dsn), baseline: baseline).run()
      try Files.writeToOutput(Array(outcome.applied.map { "\($0)\n" }.joined().utf8))
      guard !outcome.problems.isEmpty else { return }
      Files.say(outcome.problems.map { "\($0)\n" }.joined())
      throw ExitCode(1)
    } catch let error as PostgresError {
      throw FileProblem(description: error.description)
    } catch let error as UnreadableRehearsal {
      throw FileProblem(description: "the plan cannot be read: \(error.message)")
    }
  }
}

/// `db-rehearse coverage`: how many rows of a database say who owns them.
struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Count the rows with an owner and a decision, as JSON.",
    discussion: """
      With --dsn in a database; without it in that of the plan that standard input gives, once its migrations have run.

      EXAMPLES:
        db-rehearse coverage --dsn service=staging --schema eng
        db-rehearse coverage --schema eng < plan.json
      """)

  @Option(help: ArgumentHelp("The connection string, without a password.", valueName: "text"))
  var dsn: String?

  @Option(help: ArgumentHelp("A schema whose tables are looked at; may be repeated.", valueName: "name"))
  var schema: [String]

  @Option(help: ArgumentHelp("The folder of the server's programs.", valueName: "dir"))
  var postgresBin: String?

  func run() async throws {
    do {
      let coverage: OwnerCoverage
      if let dsn {
        coverage = try OwnerCoverage(of: schema, on: try LiveDatabase(dsn).connect())
      } else {
        coverage = try await rehearsed()
      }
      try Files.writeToOutput(coverage.bytes)
    } catch let error as PostgresError {
      throw FileProblem(description: error.description)
    } catch let error as UnreadableRehearsal {
      throw FileProblem(description: "the plan cannot be read: \(error.message)")
    }
  }

  private func rehearsed() async throws -> OwnerCoverage {
    let environment = Surroundings.ofThisProcess().environment
    let plan = try RehearsalPlan(try Files.input(limit: 1 << 30))
    let programs = try await PostgresPrograms.find(named: postgresBin, environment: environment, major: plan.server)
    let schema = schema
    return try await Rehearsal(plan, programs: programs, cache: nil).onceApplied { cluster throws(PostgresError) in
      try OwnerCoverage(of: schema, on: try cluster.connect(to: Rehearsal.database))
    }
  }
}
