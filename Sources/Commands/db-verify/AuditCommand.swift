internal import ArgumentParser
internal import Calendars
internal import CommandSupport
internal import MigrationChecks
internal import SystemPackage

/// `db-verify audit`: the reports of what was run on a database.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Keep the audit reports of housekeeping runs.", subcommands: [AppendCommand.self])

  /// `db-verify audit append`: adds an entry to the report of the day.
  struct AppendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "append",
      abstract: "Append an entry to the audit report of the day.",
      discussion: """
        The folder is `documents.audit` of `.signalbox/database.yml`. Earlier entries stay as they are.

        EXAMPLES:
          db-verify audit append --ran 'run_checks.sh' --result pass
          db-verify audit append --ran 'run_backfills.sh' --result fail --by dana
        """)

    @Option(help: ArgumentHelp("What was run; several are listed in their order.", valueName: "command"))
    var ran: [String]

    @Option(help: ArgumentHelp("What came of it, as pass or fail.", valueName: "text"))
    var result: String

    @Option(help: ArgumentHelp("The environment whose database was made anew by it.", valueName: "name"))
    var refreshed: String?

    @Option(help: ArgumentHelp("Who ran it (default: GITHUB_ACTOR, else USER).", valueName: "login"))
    var by: String?

    @Option(help: ArgumentHelp("The database, where the policy has several.", valueName: "name"))
    var database: String?

    @Option(help: ArgumentHelp("The top folder of the repository.", valueName: "dir"))
    var repository = "."

    @Option(help: ArgumentHelp("The time of the run (default: the clock).", valueName: "rfc3339"))
    var now: Instant?

    func run() throws {
      let surroundings = Surroundings.ofThisProcess()
      let actor = by ?? surroundings.environment["GITHUB_ACTOR"] ?? surroundings.environment["USER"] ?? ""
      for (name, value) in [
        ("--ran", ran.joined()), ("--result", result), ("--by", actor), ("--refreshed", refreshed ?? "none"),
      ] {
        guard value.contains(where: { !$0.isWhitespace }), !value.contains("\n") else {
          throw ValidationError("\(name) needs a value of one line")
        }
      }
      let entry = AuditEntry(
        at: now ?? surroundings.now, by: actor, ran: ran, result: result, refreshed: refreshed)
      let policy = try DatabasePolicyFile(in: repository, database: database).policy
      try Files.writeToOutput(Array("\(try entry.append(by: policy, in: repository))\n".utf8))
    }
  }
}

extension AuditEntry {
  /// Appends the entry to the report of its day.
  ///
  /// - Returns: the path of the report.
  /// - Throws: `ValidationError` where the policy names no folder for reports, and `FileProblem`.
  func append(by policy: MigrationPolicy, in repository: String) throws -> String {
    guard let folder = policy.documents.audit else {
      throw ValidationError("`documents.audit` of .signalbox/database.yml names no folder")
    }
    let report = "\(folder)/\(day).md"
    let path = FilePath(repository).appending(report)
    let new = NewFile(report, below: FilePath(repository))
    if try new.create(Array((heading + text).utf8)) == false {
      let earlier = try Files.contents(of: path.string, limit: 1 << 24)
      let lineBreak = earlier.isEmpty || earlier.last == 0x0A ? "" : "\n"
      try Files.write(earlier + Array("\(lineBreak)\n\(text)".utf8), to: path.string)
    }
    return report
  }
}
