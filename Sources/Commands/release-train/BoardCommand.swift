internal import ArgumentParser
internal import Calendars
internal import Changes
internal import CommandSupport
internal import Findings
internal import Git
internal import ReleaseChecks

/// `release-train board`: the state of the train as a page.
struct BoardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board",
    abstract: "Write the state of the train as one self-contained page.",
    discussion: """
      The page loads nothing and works from a file. Exit status: 0; 2 where something cannot be read; 64 for a wrong
      command line.

      EXAMPLES:
        release-train board --evidence evidence.json --output board.html
      """)

  @Option(help: ArgumentHelp("The page.", valueName: "file"))
  var output: String

  @OptionGroup var options: GateOptions

  func run() throws {
    let reading = try GateReading(options)
    do throws(GitError) {
      let commits = try reading.history()
      let history = ReleaseHistory(reading.ledger, reading.evidence, until: reading.now, commits)
      var manifests: [ReleaseManifest] = []
      for request in reading.requests {
        guard let head = request.commit, case .deployment(let running)? = request.records?.current else { continue }
        manifests.append(
          try ReleaseManifest(
            of: request.environment, from: running.commit, to: head, changed: [], reverted: request.reverted, commits))
      }
      let source = reading.evidence?.source
      let board = ReleaseBoard(
        reading.requests, manifests, history, at: reading.now, collected: source?.serverTime ?? source?.collectedAt)
      try write(board.html)
    } catch {
      Files.say("release-train: \(error.message)\n")
      throw ExitCode(Verdict.undecided.exitCode)
    }
  }

  private func write(_ page: String) throws(GitError) {
    do throws(FileProblem) {
      try Files.write(Array(page.utf8), to: output)
    } catch {
      throw GitError(.unexpected, error.description)
    }
  }
}
