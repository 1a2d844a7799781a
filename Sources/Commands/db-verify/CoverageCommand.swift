internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import MigrationChecks
internal import Processes
internal import RehearsalDocuments

/// `db-verify coverage`: how many rows say who owns them and which decision they rest on.
struct CoverageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Tell which rows have no owner or no decision.",
    discussion: """
      All tables of `schemas.owned` with the columns owner and decision_log_ref are counted. With --format csv only the \
      rows that lack something are told, in the form of the owner map, to be filled in.

      EXAMPLES:
        db-verify coverage --dsn service=staging
        db-verify coverage --dsn service=staging --format csv > missing.csv
        # What the migrations of this branch insert, on a server of its own:
        db-verify coverage --rehearse
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case markdown
    case csv
  }

  @OptionGroup var change: ChangeOptions

  @Option(help: ArgumentHelp("The connection string, without a password.", valueName: "text"))
  var dsn: String?

  @Flag(help: "Look at what the migrations make on a throwaway server; runs SQL of the change.")
  var rehearse = false

  @Option(help: ArgumentHelp("The folder of the server's programs, for --rehearse.", valueName: "dir"))
  var postgresBin: String?

  @Option(help: ArgumentHelp("The database, where the policy has several.", valueName: "name"))
  var database: String?

  @Option(help: "How to print the counts: text, json, markdown or csv.")
  var format = Format.text

  func validate() throws {
    guard (dsn == nil) == rehearse else { throw ValidationError("give one of --dsn and --rehearse") }
  }

  func run() async throws {
    let options = self
    try await Interruption.watched { try await options.measure() }
  }

  private func measure() async throws {
    let options = self
    let coverage = try await change.withComparison(for: MigrationCheck.self) {
      run, comparison, repository, surroundings in
      let matter = try run.changeToRun(for: MigrationCheck.self, on: comparison, in: repository)
      let policy = try matter.policyOfDatabase(named: options.database)
      var arguments = ["coverage"] + MigrationCheck.ownedSchemas(policy).flatMap { ["--schema", $0] }
      var input: [UInt8] = []
      var time = Duration.seconds(600)
      if let dsn = options.dsn {
        arguments += ["--dsn", dsn]
      } else {
        let plan = try await MigrationCheck.rehearsalPlan(for: matter, only: options.database)
        arguments += options.postgresBin.map { ["--postgres-bin", $0] } ?? []
        (input, time) = (plan.bytes, .seconds(plan.limits.total + 120))
      }
      let ending = try await ServerTool(surroundings).run(arguments, input: input, within: time)
      guard ending.how == .exited(0) else {
        throw Undecidable("could not count the rows: \(ending.lastWords)", help: "correct that, and run it again")
      }
      do throws(UnreadableRehearsal) {
        return try OwnerCoverage(ending.output.bytes)
      } catch {
        throw Undecidable("db-rehearse wrote no counts: \(error.message)", help: "install the same version of both")
      }
    }
    let bytes: [UInt8] =
      switch format {
      case .text: Array(coverage.text.utf8)
      case .json: coverage.bytes
      case .markdown: Array(coverage.markdown.utf8)
      case .csv: Array(coverage.commaSeparated.utf8)
      }
    try Files.writeToOutput(bytes)
  }
}
