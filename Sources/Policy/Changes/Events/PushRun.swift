package import Findings
package import Git

extension CheckRun {
  /// Judges a push: a report of each check for each reference that changes a branch.
  ///
  /// What is not judged stands in the first report of each check as not executed, or in the only one where nothing is
  /// judged.
  ///
  /// - Parameters:
  ///   - push: what is pushed where.
  ///   - repository: the repository that it is pushed from.
  ///   - prepare: what is done with each pair of commits first, to what the change is judged with.
  /// - Returns: the reports, reference by reference.
  package func reports(
    on push: Push, in repository: Repository,
    prepare: (inout CheckRun, Comparison) async throws(Undecidable) -> Void = { _, _ in }
  ) async -> [Report] {
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
      reports += await run.reports(on: pushed, of: push, in: repository, prepare)
      run.leftAlone = []
    }
    return reports
  }

  private func reports(
    on pushed: PushedRef, of push: Push, in repository: Repository,
    _ prepare: (inout CheckRun, Comparison) async throws(Undecidable) -> Void
  ) async -> [Report] {
    do throws(Undecidable) {
      let comparison = try Comparison(pushed, of: push, in: repository)
      var run = self
      try await prepare(&run, comparison)
      return await run.reports(on: comparison, in: repository)
    } catch {
      return undecided(error, on: pushed.remote)
    }
  }
}
