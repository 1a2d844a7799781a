internal import ArgumentParser
package import Changes
internal import Documents
internal import Findings
internal import Git
internal import SystemPackage

extension CheckRun {
  /// A run as the command line and the surroundings ask for it, still without evidence.
  ///
  /// - Throws: `ValidationError` for options that do not go together here, and `FileProblem`.
  init(of checks: [any Check.Type], _ options: CheckOptions, _ surroundings: Surroundings) throws {
    if surroundings.isContinuousIntegration, options.stage == .prePush {
      throw ValidationError("--stage pre-push lets pass what only a pull request can supply; CI runs --stage merge")
    }
    try self.init(
      of: checks, options.comparison,
      at: options.stage ?? (surroundings.isContinuousIntegration ? .merge : .prePush), options.common, surroundings)
    circumstances.showsAll = options.all
  }

  /// A run whose comparison and stage are settled.
  ///
  /// - Throws: `ValidationError` for options that do not go together here, and `FileProblem`.
  init(
    of checks: [any Check.Type], _ comparison: ComparisonRequest, at stage: Report.Stage, _ options: CommonOptions,
    _ surroundings: Surroundings
  ) throws {
    self.init(
      of: checks, comparison: comparison,
      circumstances: Circumstances(stage: stage, now: options.now ?? surroundings.now), version: Version.current)
    isNowGiven = options.now != nil
    policy = try options.policyFolder(surroundings)
    organisationPolicy = try options.organisationFiles()
    remarks = surroundings.runner.map { ["ran on \($0)"] } ?? []
  }
}

extension CommonOptions {
  /// Where the repository's policy is read: only on somebody's word from a folder that the change may have written.
  package func policyFolder(_ surroundings: Surroundings) throws -> PolicyFolder {
    guard let folder = policy else { return .base }
    if surroundings.isContinuousIntegration, !allowUntrustedPolicy {
      throw ValidationError(
        "--policy reads a folder that the change may have written; in CI it needs --allow-untrusted-policy")
    }
    return .files(try Files.contents(ofFolder: folder, limit: PolicyFolder.sizeLimit))
  }
}

extension CommonOptions {
  /// Opens the repository, and takes from git's configuration what the command line leaves open.
  ///
  /// In a workflow only the command line counts: an earlier step may have written the configuration.
  ///
  /// - Throws: `GitError`, and `FileProblem` where the configuration names a folder that cannot be read.
  func open(for run: inout CheckRun, _ surroundings: Surroundings) throws -> Repository {
    let location = surroundings.repository(in: repository)
    guard !surroundings.isContinuousIntegration else { return try Repository.open(location) }
    let opened = try Repository.open(location, configuration: surroundings.userConfiguration)
    if run.organisationPolicy == nil, let folder = try opened.configured("signalbox.organisationPolicy") {
      let top = FilePath(opened.workingTree ?? opened.gitDirectory)
      let path = top.pushing(FilePath(surroundings.expandingHome(in: folder))).string
      run.organisationPolicy = try Files.contents(ofFolder: path, limit: PolicyFolder.sizeLimit)
    }
    return opened
  }

  /// The policy files of the organisation, by their names; `nil` where none are named.
  package func organisationFiles() throws(FileProblem) -> [String: [UInt8]]? {
    guard let organisationPolicy else { return nil }
    return try Files.contents(ofFolder: organisationPolicy, limit: PolicyFolder.sizeLimit)
  }
}

extension Evidence {
  /// The evidence in a file that is named; `nil` where none is.
  ///
  /// - Throws: `UnreadableEvidence`, or `FileProblem` where there is no such file.
  package static func read(from path: String?) throws -> Evidence? {
    guard let path else { return nil }
    let bytes = try Files.contents(of: path, limit: CheckOptions.sizeLimit)
    return try Evidence(SourceText(bytes), path: path)
  }
}

extension CheckOptions {
  func readEvidence() throws -> Evidence? { try Evidence.read(from: evidence) }

  func readToolReports() throws(FileProblem) -> [ToolReport] { try ToolReport.read(toolReport) }

  /// The files that the evidence names, relative to its folder.
  var artifactFiles: ArtifactFiles { ArtifactFiles(besides: evidence) }

  /// The largest file that is read beside the repository, in bytes.
  static let sizeLimit = 64 * 1024 * 1024
}

extension ArtifactFiles {
  /// The files that a document of evidence names, relative to its folder.
  package init(besides document: String?) {
    let folder = document.map { FilePath($0).removingLastComponent() } ?? FilePath(".")
    self.init { name throws(UnreadableArtifact) in
      do throws(FileProblem) {
        return try Files.contents(of: folder.pushing(FilePath(name)).string, limit: Self.sizeLimit)
      } catch {
        throw UnreadableArtifact(error.description)
      }
    }
  }

  /// The largest artifact that is read, in bytes: a plan of a large configuration has some tens of millions.
  private static let sizeLimit = 256 << 20
}

extension ToolReport {
  /// The reports of tools that are named, in their order.
  ///
  /// - Throws: `FileProblem` where there is no such file.
  static func read(_ paths: [String]) throws(FileProblem) -> [ToolReport] {
    var reports: [ToolReport] = []
    for path in paths {
      reports.append(ToolReport(path: path, bytes: try Files.contents(of: path, limit: CheckOptions.sizeLimit)))
    }
    return reports
  }
}
