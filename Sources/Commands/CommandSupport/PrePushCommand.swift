package import ArgumentParser
package import Changes
internal import Findings
internal import Git

/// `<check> pre-push`: judges what a push is about to change, as git's hook of that name tells it.
package struct PrePushCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "pre-push",
      abstract: "Judge a push, as the hook of git.",
      discussion: """
        Standard input has a line for each reference: <local ref> <local id> <remote ref> <remote id> (githooks(5)). \
        A branch is judged by all that it would bring to the default branch of the remote, however often it was \
        pushed; the default branch by what the push would change there. Approvals are owed, not demanded.

        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line or standard input.

        EXAMPLES:
          exec \(S.name) pre-push "$@"                      all of .git/hooks/pre-push
          \(S.name) pre-push {1} {2}                        in lefthook, with use_stdin: true
        """)
  }

  @Argument(help: "The remote that is pushed to, or its URL where it has no name.")
  var remote: String?

  @Argument(help: "The URL that is pushed to.")
  var url: String?

  @OptionGroup var selected: SelectedChecks<S>

  @OptionGroup(title: "Check options") var options: CommonOptions

  package init() {}

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let push = try push(surroundings)
    let run = try CheckRun(of: selected.checks, ComparisonRequest(), at: .prePush, options, surroundings)
    let progress = Progress(of: S.name, isShown: surroundings.errorIsTerminal)
    let reports = await reports(of: run, on: push, surroundings)
    progress.stop()
    try options.write(reports, surroundings)
    throw ExitCode(Verdict(of: reports.map(\.verdict)).exitCode)
  }

  private func push(_ surroundings: Surroundings) throws -> Push {
    guard !surroundings.inputIsTerminal else {
      throw ValidationError("git runs this as a hook; to judge this branch by hand: \(S.name) check")
    }
    let input = try Files.input(limit: 16 * 1024 * 1024)
    let refs: [PushedRef]
    do throws(MalformedPushLine) {
      refs = try PushedRef.lines(input)
    } catch {
      throw ValidationError("\(error)")
    }
    if refs.isEmpty, surroundings.environment["PRE_COMMIT_TO_REF"] != nil {
      throw ValidationError("pre-commit does not pass on what git says; let its hook run: \(S.name) check")
    }
    return Push(to: remote, url: url, refs)
  }

  private func reports(of run: CheckRun, on push: Push, _ surroundings: Surroundings) async -> [Report] {
    do throws(GitError) {
      let repository = try Repository.open(surroundings.repository(in: options.repository))
      return await run.reports(on: push, in: repository)
    } catch {
      return run.undecided(Undecidable(error))
    }
  }
}
