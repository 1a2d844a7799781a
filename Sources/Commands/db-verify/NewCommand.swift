internal import ArgumentParser
internal import Calendars
internal import CommandSupport
internal import MigrationChecks
internal import SystemPackage

/// `db-verify new SLUG`: writes an empty migration as its runner reads it.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write an empty migration as its runner reads it.",
    discussion: """
      The runner, the folder and the profile are those of `.signalbox/database.yml`, as it is in the working tree. What is \
      there already is never overwritten.

      EXAMPLES:
        db-verify new add_backlog_estimate
        db-verify new add_backlog_estimate --now 2026-04-02T09:00:00Z
      """)

  @Argument(help: "What the migration does, in words of a to z, 0 to 9 and _.")
  var slug: String

  @Option(help: ArgumentHelp("The database, where the policy has several.", valueName: "name"))
  var database: String?

  @Option(help: ArgumentHelp("The top folder of the repository.", valueName: "dir"))
  var repository = "."

  @Option(help: ArgumentHelp("The time of the migration (default: the clock).", valueName: "rfc3339"))
  var now: Instant?

  func validate() throws {
    let isPlain = slug.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
    guard isPlain, !slug.isEmpty else { throw ValidationError("the name has only a to z, 0 to 9 and _: `\(slug)`") }
  }

  func run() throws {
    let now = now ?? Surroundings.ofThisProcess().now
    let policy = try DatabasePolicyFile(in: repository, database: database).policy
    let names = DatabasePolicyFile.migrations(of: policy, in: repository)
    guard let template = MigrationTemplate(slug, policy, at: now, after: names) else {
      throw ValidationError("`\(policy.runnerName)` has no template; add the change with the tool itself")
    }
    for file in template.files {
      let new = NewFile(file.path, below: FilePath(repository))
      guard try new.create(Array(file.text.utf8)) else {
        throw FileProblem(description: "\(file.path) is there already, and stays as it is")
      }
      try Files.writeToOutput(Array("\(file.path)\n".utf8))
    }
  }
}
