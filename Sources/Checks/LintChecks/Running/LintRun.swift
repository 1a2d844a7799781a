package import Changes
internal import Git
internal import Policy
internal import SystemPackage

extension LintCheck: ToolRunningCheck {
  /// Runs the linters on what the change adds or edits, from the content of the commits and not of the working tree.
  ///
  /// Whatever becomes of a linter is part of the report.
  package static func toolReport(
    on matter: ChangeToRun<LintCheck>, in workshop: Workshop
  ) async throws(Undecidable) -> [UInt8] {
    let own = matter.policy.own
    let checkouts: (judged: Checkout?, base: Checkout?)
    do throws(GitError) {
      checkouts = try Self.checkouts(of: matter, in: workshop)
    } catch {
      throw Undecidable(error)
    }
    var runs: [LinterRun] = []
    for (checkout, side) in [(checkouts.judged, LinterRun.Side.judged), (checkouts.base, .base)] {
      guard let checkout else { continue }
      for tool in own.tools {
        guard let files = checkout.files[tool.name], !files.isEmpty else { continue }
        let linter = Linter(tool, side: side, in: checkout.folder, environment: workshop.environment)
        runs += await linter.runs(on: files)
        if Task.isCancelled { throw Undecidable("the linters were interrupted", help: "run them again") }
      }
    }
    let report = LintReport(
      base: matter.base, judged: matter.judged, includesWorkingTree: matter.includesWorkingTree,
      runner: workshop.runner, runs: runs)
    return report.bytes
  }

  /// What linters look at, of the judged side and, where the policy compares with it, of the base.
  private static func checkouts(
    of matter: ChangeToRun<LintCheck>, in workshop: Workshop
  ) throws(GitError) -> (judged: Checkout?, base: Checkout?) {
    let governed = try GovernedFile.all(in: matter.change, policy: matter.policy).filter { $0.obstacle == nil }
    guard !governed.isEmpty else { return (nil, nil) }
    let folder = FilePath(workshop.folder)
    let all = try matter.change.judgedFiles(in: [.root])
    let judged = try Checkout(
      of: governed.map { ($0.tool.name, $0.path, $0.version) }, among: all, on: matter.change.judged,
      in: folder.appending("judged"), workingTree: matter.workingTree)
    let old = governed.compactMap { file in file.old.map { (file.tool.name, file.path, $0) } }
    guard matter.policy.own.block == .newFindings, !old.isEmpty else { return (judged, nil) }
    let allBefore = try matter.change.baseFiles(in: [.root])
    let base = try Checkout(
      of: old, among: allBefore, on: matter.change.base, in: folder.appending("base"),
      workingTree: matter.workingTree)
    return (judged, base)
  }
}
