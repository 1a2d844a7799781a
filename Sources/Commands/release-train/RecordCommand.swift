internal import ArgumentParser
internal import Calendars
internal import Changes
internal import CommandSupport
internal import Findings
internal import Git
internal import ReleaseChecks

/// `release-train record`: writes an annotated tag of the ledger.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record a deployment, a result, a hold or a skipped train as an annotated tag.",
    discussion: """
      Nothing is overwritten: a second record of the same name fails. Push the tag yourself, as the last line says; who may
      push such tags decides what the ledger says, so protect `deploy/**`, `smoke/**`, `hold/**` and `skip/**` by a ruleset.
      Exit status: 0; 2 where it could not be written; 64 for a wrong command line.

      EXAMPLES:
        release-train record deploy production --commit HEAD \\
          --started 2026-11-19T08:57:00Z
        release-train record smoke smoke --commit HEAD --state success
        release-train record hold production --reason "the database moves" \\
          --until 2026-11-20T06:00:00Z
        release-train record skip 2026-12-24
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case deploy
    case smoke
    case hold
    case skip
  }

  @Argument(help: "What is recorded.")
  var kind: Kind

  @Argument(help: "The environment, the name of the result, or the day of the train.")
  var subject: String

  @Option(help: ArgumentHelp("The commit (default: HEAD).", valueName: "rev"))
  var commit = "HEAD"

  @Option(help: ArgumentHelp("How a deployment or a result ended.", valueName: "word"))
  var state = "success"

  @Option(help: ArgumentHelp("When a deployment began.", valueName: "rfc3339"))
  var started: Instant?

  @Option(help: ArgumentHelp("When a hold ends (default: open-ended).", valueName: "rfc3339"))
  var until: Instant?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("Who (default: the user of git's configuration).", valueName: "login"))
  var by: String?

  @Option(help: ArgumentHelp("The instant of the record (default: the clock).", valueName: "rfc3339"))
  var now: Instant?

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  func validate() throws {
    if kind == .skip, CivilDate(subject) == nil {
      throw ValidationError("a train is skipped by its day, as in `release-train record skip 2026-12-24`")
    }
    for (name, text) in [("--state", state), ("--reason", reason ?? ""), ("--by", by ?? "")]
    where text.contains(where: \.isNewline) {
      throw ValidationError("\(name) is one line")
    }
    if subject.isEmpty { throw ValidationError("Say of what: an environment, a name, or a day") }
  }

  func run() throws {
    let surroundings = Surroundings.ofThisProcess()
    let at = now ?? surroundings.now
    do throws(GitError) {
      let repository = try Repository.open(
        surroundings.repository(in: repository), configuration: surroundings.userConfiguration)
      let id = try repository.commitID(of: commit)
      let name = LedgerName(kind.ledger, subject, at: at, id)
      let user = try repository.configured("user.name") ?? "release-train"
      let address = try repository.configured("user.email") ?? "release-train@localhost"
      try repository.createTag(
        name.name, of: id,
        by: Signature(name: user, email: address, time: Int64(at.secondsSince1970), offset: 0),
        message: message(by: by ?? user))
      Files.say("recorded \(name.name)\nnext: git push origin refs/tags/\(name.name)\n")
    } catch {
      Files.say("release-train: \(error.message)\(error.help.isEmpty ? "" : " (\(error.help))")\n")
      throw ExitCode(Verdict.undecided.exitCode)
    }
  }

  private func message(by user: String) -> String {
    var trailers: [(String, String)] = []
    switch kind {
    case .deploy:
      trailers = [("Environment", subject), ("State", state)]
      if let started { trailers.append(("Started", started.description)) }
    case .smoke: trailers = [("Conclusion", state)]
    case .hold:
      if let until { trailers.append(("Until", until.description)) }
    case .skip: break
    }
    if let reason { trailers.append(("Reason", reason)) }
    trailers.append(("By", user))
    let title = "\(kind.rawValue) \(subject)"
    return "\(title)\n\n\(trailers.map { "\($0): \($1)" }.joined(separator: "\n"))\n"
  }
}

extension RecordCommand.Kind {
  fileprivate var ledger: LedgerName.Kind {
    switch self {
    case .deploy: .deploy
    case .smoke: .smoke
    case .hold: .hold
    case .skip: .skip
    }
  }
}
