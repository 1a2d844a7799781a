package import Git
package import Policy

/// A check that reads what tools have said, and can run these tools for people and for workflows.
///
/// Only the verb `run`, or `check --run`, does that; a verdict rests on the report that it writes.
package protocol ToolRunningCheck: Check {
  /// Runs the tools on a change and writes down what they said, or why they said nothing.
  ///
  /// - Throws: `Undecidable` where not even a report can be made.
  static func toolReport(on matter: ChangeToRun<Self>, in workshop: Workshop) async throws(Undecidable) -> [UInt8]

  /// Whether the tools run on the files of the working tree, where the project is installed, and not on a copy.
  static var runsInWorkingTree: Bool { get }

  /// The verb that runs the tools.
  static var runVerb: String { get }

  /// Whether the check has nothing to say without a report.
  static var needsReport: Bool { get }

  /// The name of a report in what help says.
  static var reportName: String { get }
}

extension ToolRunningCheck {
  package static var runsInWorkingTree: Bool { false }
  package static var runVerb: String { "run" }
  package static var needsReport: Bool { true }
  package static var reportName: String { "lint.json" }
}

/// What tools are run on, and by which policy.
package struct ChangeToRun<C: Check> {
  package let base: ObjectID?
  package let judged: ObjectID

  /// Whether the files of the working tree lie over the judged commit.
  package let includesWorkingTree: Bool

  /// The change; its judged side has all files of the working tree where that is judged.
  package let change: Change

  package let policy: EffectivePolicy<C.Policy>

  /// The folder of the working tree, where there is one: what a project has installed for itself stands there.
  package let workingTree: String?
}

/// Where tools may work, and what they get to see of this process.
package struct Workshop: Sendable {
  /// An empty folder, to be removed by whoever made it.
  package let folder: String

  package let environment: [String: String]

  /// The machine of a workflow that this runs on, in words; `nil` outside of one.
  package let runner: String?

  /// Which of the tools are to run, by the names that a check gives them; empty for all.
  package let selection: [String]

  /// Where the executables of the suite are.
  package let programs: String?

  /// What was given on the command line for the tool.
  package let arguments: [String]

  package init(
    folder: String, environment: [String: String], runner: String? = nil, selection: [String] = [],
    programs: String? = nil, arguments: [String] = []
  ) {
    self.selection = selection
    self.folder = folder
    self.environment = environment
    self.runner = runner
    self.programs = programs
    self.arguments = arguments
  }
}

extension CheckRun {
  /// The two commits that would be compared.
  ///
  /// - Throws: `Undecidable` with the repair.
  package func comparison(in repository: Repository) throws(Undecidable) -> Comparison {
    try Comparison(comparison, in: repository)
  }

  /// The change that a check would judge, for its tools.
  ///
  /// - Throws: `Undecidable` for whatever would keep the check from beginning.
  package func changeToRun<C: Check>(
    for check: C.Type, on comparison: Comparison, in repository: Repository
  ) throws(Undecidable) -> ChangeToRun<C> {
    let base = try Snapshot(ofBase: comparison, in: repository)
    let files = try policyFiles(for: comparison, from: base, in: repository)
    let policy = try files.policy(of: check)
    let approvals = Approvals(for: comparison, in: repository, evidence: nil, roles: policy.roles)
    // Tools read their own configuration, wherever it stands.
    let folders = comparison.includesWorkingTree ? [RepositoryPath.root] : C.governedFolders(policy)
    let change = try Change(
      comparison, from: base, in: folders, of: repository, approvals: approvals, circumstances: circumstances)
    return ChangeToRun(
      base: comparison.base, judged: comparison.judged, includesWorkingTree: comparison.includesWorkingTree,
      change: change.with(policySource: files.revision.snapshot), policy: policy, workingTree: repository.workingTree)
  }
}

extension Change {
  /// All files of the judged side below some folders, whether or not they differ.
  ///
  /// - Throws: `GitError` of reading trees.
  package func judgedFiles(in folders: [RepositoryPath]) throws(GitError) -> [(path: RepositoryPath, FileVersion)] {
    try Self.files(of: judged, in: folders)
  }

  /// All files of the base side below some folders.
  ///
  /// - Throws: `GitError` of reading trees.
  package func baseFiles(in folders: [RepositoryPath]) throws(GitError) -> [(path: RepositoryPath, FileVersion)] {
    try Self.files(of: base, in: folders)
  }

  private static func files(
    of side: Snapshot, in folders: [RepositoryPath]
  ) throws(GitError) -> [(path: RepositoryPath, FileVersion)] {
    try side.changedFiles(since: Snapshot(nil), in: folders).compactMap { file in file.new.map { (file.path, $0) } }
  }
}
