package import Findings
package import Git

extension CheckRun {
  /// Judges a push: a report of each check for each reference that changes a branch.
  ///
  /// What is not judged stands in the first report of each check as not executed, or in the only one where nothing is
  /// judged.
  package func reports(on push: Push, in repository: Repository) async -> [Report] {
    let judged = push.refs.filter { $0.reasonToLeaveAlone == nil }
    var run = self
    run.leftAlone = push.refs.compactMap { pushed in
      pushed.reasonToLeaveAlone.map { Report.NotExecuted(what: pushed.remote, why: $0) }
    }
    if push.refs.isEmpty {
      run.leftAlone = [Report.NotExecuted(what: "the push", why: "standard input names nothing that is pushed")]
    }
    guard !judged.isEmpty else { return run.nothingJudged() }
    var reports: [Report] = []
    for pushed in judged {
      reports += await run.reports(on: pushed, of: push, in: repository)
      run.leftAlone = []
    }
    return reports
  }

  private func reports(on pushed: PushedRef, of push: Push, in repository: Repository) async -> [Report] {
    do throws(Undecidable) {
      return await reports(on: try Comparison(pushed, of: push, in: repository), in: repository)
    } catch {
      return undecided(error, on: pushed.remote)
    }
  }
}
