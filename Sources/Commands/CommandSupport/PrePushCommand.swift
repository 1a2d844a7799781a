package import ArgumentParser
package import Changes
internal import Findings
internal import Git

/// `<check> pre-push`: judges what a push is about to change, as git's hook of that name tells it.
package struct PrePushCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "pre-push",
      abstract: "Check what `git push` sends (called by the hook).",
      discussion: """
        Standard input has a line for each reference: <local ref> <local id> <remote ref> <remote id> (githooks(5)). \
        A branch is checked by all that it would bring to the default branch of the remote, however often it was \
        pushed; the default branch by what the push would change there. Missing approvals are listed as pending.

        No program is run, unless the configuration says so: linters run code of the change. \
        `git config signalbox.run lint-gate` has them run before each push; `true` means all that can be run.

        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line or standard input.

        EXAMPLES:
          # All of .git/hooks/pre-push:
          exec \(S.name) pre-push "$@"
          # In lefthook, with use_stdin: true:
          \(S.name) pre-push {1} {2}
          # In pre-commit, which tells by variables:
          \(S.name) pre-push
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
    var run = try CheckRun(of: selected.checks, ComparisonRequest(), at: .prePush, options, surroundings)
    run.asksAdoptedOnly = selected.asksAdoptedOnly
    let progress = Progress(of: S.name, isShown: surroundings.errorIsTerminal)
    let reports = try await reports(of: run, on: push, surroundings)
    progress.stop(tellingTime: true)
    try options.write(reports, surroundings, isPush: true)
    throw ExitCode(Verdict(of: reports.map(\.verdict)).exitCode)
  }

  private func push(_ surroundings: Surroundings) throws -> Push {
    guard !surroundings.inputIsTerminal else {
      throw ValidationError("git runs this as a hook; to check this branch by hand: \(S.name) check")
    }
    let input = try Files.input(limit: 16 * 1024 * 1024)
    let refs: [PushedRef]
    do throws(MalformedPushLine) {
      refs = try PushedRef.lines(input)
    } catch {
      throw ValidationError("\(error)")
    }
    return Push(to: remote, url: url, refs)
  }

  private func reports(of run: CheckRun, on push: Push, _ surroundings: Surroundings) async throws -> [Report] {
    var run = run
    do {
      let repository = try options.open(for: &run, surroundings)
      // Git gives a hook at least one line, or does not call it; pre-commit gives none.
      let push = push.refs.isEmpty ? try surroundings.preCommitPush(in: repository) ?? push : push
      let running = try run.checksToRun(by: repository.configured("signalbox.run"))
      guard !running.isEmpty else { return await run.reports(on: push, in: repository) }
      let asked = run
      let location = surroundings.repository(in: options.repository)
      return try await Interruption.watched {
        let repository = try Repository.open(location)
        return await asked.reports(on: push, in: repository) { run, comparison throws(Undecidable) in
          for check in running {
            try await run.takeToolReport(of: check, on: comparison, in: repository, surroundings)
          }
        }
      }
    } catch let error as GitError {
      return run.undecided(Undecidable(error))
    }
  }
}

extension CheckRun {
  /// The checks whose tools are run before a push, by the setting `signalbox.run`.
  ///
  /// - Throws: `ValidationError` where it names no such check.
  fileprivate func checksToRun(by setting: String?) throws -> [any ToolRunningCheck.Type] {
    let running = checks.compactMap { $0 as? any ToolRunningCheck.Type }
    guard let setting, !["", "false", "no", "off"].contains(setting) else { return [] }
    if ["true", "yes", "on", "all"].contains(setting) { return running }
    let names = setting.split { $0 == "," || $0 == " " }.map(String.init)
    // A check that this executable does not ask may be named for another one.
    return running.filter { names.contains($0.name) }
  }

  /// Runs the tools of a check, and takes what they say into the circumstances.
  fileprivate mutating func takeToolReport<C: ToolRunningCheck>(
    of check: C.Type, on comparison: Comparison, in repository: Repository, _ surroundings: Surroundings
  ) async throws(Undecidable) {
    do {
      let report = try await toolReport(of: check, on: comparison, in: repository, surroundings)
      circumstances.toolReports.append(ToolReport(path: "\(C.name) \(C.runVerb)", bytes: report))
    } catch let error as Undecidable {
      throw error
    } catch {
      throw Undecidable("the tools of \(C.name) could not be run: \(error)", help: "\(C.name) \(C.runVerb)")
    }
  }
}
