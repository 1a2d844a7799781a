internal import Documents
internal import Findings
internal import Git
package import Policy

/// Where the policy of a repository is read from.
package enum PolicyFolder: Sendable {
  /// The folder of that name where the policy is in force: the change under judgement has no say in it.
  case base

  /// Files that somebody names for a trial, by the names they have in the folder.
  case files([String: [UInt8]])

  /// The folder's name at the top of a repository.
  package static let name = ".signalbox"

  /// The largest policy file that is read, in bytes.
  package static let sizeLimit = 1024 * 1024
}

extension PolicyFolder {
  /// What a reader of the report should know about where the policy is from.
  func remark(isAbsent: Bool, at revision: String) -> String? {
    switch self {
    case .base: isAbsent ? "\(revision) has no \(Self.name), so the defaults apply" : nil
    case .files:
      "the policy is tried from a folder, not read from the base"
        + (isAbsent ? "; the folder has no policy, so the defaults apply" : "")
    }
  }
}

extension PolicyFolder {
  /// The policy that a check has by files that are named, for which no repository is needed.
  ///
  /// - Throws: `Undecidable` where a file is no policy.
  package func policy<C: Check>(
    of check: C.Type, organisation: [String: [UInt8]]? = nil
  ) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    try PolicyFiles(self, organisation: organisation, base: Snapshot(nil)).policy(of: check)
  }

  /// The policy that a check has by the files of one state of a repository.
  ///
  /// - Throws: `Undecidable` where a file is no policy.
  package func policy<C: Check>(of check: C.Type, at state: Snapshot) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    try PolicyFiles(self, organisation: nil, base: state).policy(of: check)
  }
}

/// The policy files of a check, of all layers.
struct PolicyFiles {
  private let folder: PolicyFolder
  private let organisation: [String: [UInt8]]?
  let revision: PolicyRevision

  /// The files of an organisation, if it has any, and those of the repository over them.
  init(_ folder: PolicyFolder, organisation: [String: [UInt8]]?, at revision: PolicyRevision) {
    self.folder = folder
    self.organisation = organisation
    self.revision = revision
  }

  /// The files of one state of a repository.
  init(_ folder: PolicyFolder, organisation: [String: [UInt8]]?, base: Snapshot) {
    self.init(folder, organisation: organisation, at: PolicyRevision(base))
  }

  /// The policy of a check: its defaults, the organisation's files over them, and the repository's over both.
  ///
  /// - Throws: `Undecidable` where a file cannot be read or is no policy.
  func policy<C: Check>(of check: C.Type) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    if isOfRepository { try revision.requireFolder() }
    do throws(UnreadablePolicy) {
      let branches = try BranchPolicy(organisation?[BranchPolicy.fileName])
      let defaults = try PolicyFile(layer: .defaults, path: "policies/\(C.policyFile)", bytes: C.defaultPolicy)
      let files = [defaults] + (try layers(of: C.policyFile))
      let roles = try layers(of: RolePolicy.fileName)
      var absent: [Report.PolicyLayer] = []
      if !(files + roles).contains(where: { $0.layer.layer == .repository }) {
        absent.append(Report.PolicyLayer(layer: .repository, source: .absent, digest: .sha256(of: [])))
      }
      return try EffectivePolicy(
        files, roles: roles, branches: branches, absent: absent, superseded: superseded(of: check),
        knownRules: C.ruleIDs)
    } catch {
      throw Undecidable(error)
    }
  }

  /// What a reader of the report should know about where the policy is from.
  func remarks(isAbsent: Bool) -> [String] {
    [folder.remark(isAbsent: isAbsent, at: revision.name)].compactMap(\.self) + revision.remarks
  }

  /// The roles of all layers.
  ///
  /// - Throws: `Undecidable` where a file cannot be read or defines no roles.
  func roles() throws(Undecidable) -> [String: Role] {
    if isOfRepository { try revision.requireFolder() }
    do throws(UnreadablePolicy) {
      return try RolePolicy(layers(of: RolePolicy.fileName)).roles
    } catch {
      throw Undecidable(error)
    }
  }

  /// The policy of a check as YAML, each value with a comment that says where it comes from.
  func annotatedPolicy(of check: (some Check).Type) throws(Undecidable) -> String {
    try policy(of: check).annotated
  }

  /// The baseline that is in force, with what the base of the comparison had in its own; `nil` where there is none.
  ///
  /// A branch that was cut before an entry went is not to blame for what that entry was about.
  func baseline(of check: (some Check).Type) throws(Undecidable) -> Baseline? {
    do throws(UnreadablePolicy) {
      guard isOfRepository, revision.wasOtherBaseMerged, let base = revision.otherBase,
        let old = try baseline(of: check, Self.bytes(of: check.baselineFile, at: base))
      else { return try baseline(of: check, repositoryBytes(of: check.baselineFile)) }
      return try baseline(of: check, repositoryBytes(of: check.baselineFile))?.united(with: old) ?? old
    } catch {
      throw Undecidable(error)
    }
  }

  private func baseline(
    of check: (some Check).Type, _ bytes: [UInt8]?
  ) throws(UnreadablePolicy) -> Baseline? {
    guard let bytes else { return nil }
    return try Baseline(
      SourceText(bytes), path: "\(PolicyFolder.name)/\(check.baselineFile)",
      withoutFile: Set(check.gate?.metadata.map(\.id) ?? []))
  }

  /// Whether the base of the comparison has one of the files of a check otherwise.
  func differsAtBase(in check: (some Check).Type) throws(GitError) -> Bool {
    guard isOfRepository, let base = revision.otherBase else { return false }
    for path in check.policyPaths where try base.version(of: path) != revision.snapshot.version(of: path) {
      return true
    }
    return false
  }

  /// The layer that the base of the comparison would have given, where it is another one.
  private func superseded(of check: (some Check).Type) throws(UnreadablePolicy) -> Report.PolicyLayer? {
    guard isOfRepository, let base = revision.otherBase else { return nil }
    var then: [(path: String, digest: Digest)] = []
    var now: [(path: String, digest: Digest)] = []
    for file in [check.policyFile, RolePolicy.fileName] {
      let path = "\(PolicyFolder.name)/\(file)"
      if let bytes = try Self.bytes(of: file, at: base) { then.append((path, .sha256(of: bytes))) }
      if let bytes = try repositoryBytes(of: file) { now.append((path, .sha256(of: bytes))) }
    }
    let (old, new) = (Report.PolicyLayer.digest(of: then), Report.PolicyLayer.digest(of: now))
    guard old != new else { return nil }
    return Report.PolicyLayer(
      layer: .repository, source: .base, commit: base.commit?.description, digest: old)
  }

  private var isOfRepository: Bool {
    guard case .base = folder else { return false }
    return true
  }

  /// Whether the repository has a policy file of the check's own.
  func hasFile(of check: (some Check).Type) throws(Undecidable) -> Bool {
    do throws(UnreadablePolicy) {
      return try repositoryBytes(of: check.policyFile) != nil
    } catch {
      throw Undecidable(error)
    }
  }

  /// Whether the organisation has a policy file of the check's own.
  func organisationHasFile(of check: (some Check).Type) -> Bool { organisation?[check.policyFile] != nil }

  private func layers(of file: String) throws(UnreadablePolicy) -> [PolicyFile] {
    var files: [PolicyFile] = []
    if let bytes = organisation?[file] {
      files.append(try PolicyFile(layer: .organisation, source: .folder, path: "organisation/\(file)", bytes: bytes))
    }
    if let bytes = try repositoryBytes(of: file) {
      let path = "\(PolicyFolder.name)/\(file)"
      let commit = isOfRepository ? revision.snapshot.commit?.description : nil
      files.append(
        try PolicyFile(
          layer: .repository, source: isOfRepository ? revision.source : .folder, commit: commit, path: path,
          bytes: bytes))
    }
    return files
  }

  private func repositoryBytes(of file: String) throws(UnreadablePolicy) -> [UInt8]? {
    switch folder {
    case .base: try Self.bytes(of: file, at: revision.snapshot)
    case .files(let files): files[file]
    }
  }

  private static func bytes(of file: String, at state: Snapshot) throws(UnreadablePolicy) -> [UInt8]? {
    let path = RepositoryPath("\(PolicyFolder.name)/\(file)")
    do throws(GitError) {
      return try state.policyBytes(at: path)
    } catch {
      let place = Place(path: path.description)
      throw UnreadablePolicy([PolicyFault(message: error.message, place: place, help: error.help)])
    }
  }
}

extension Snapshot {
  /// The bytes of a policy file; `nil` where there is none.
  func policyBytes(at path: RepositoryPath) throws(GitError) -> [UInt8]? {
    guard let version = try version(of: path) else { return nil }
    guard version.mode == .file || version.mode == .executable else {
      throw GitError(.wrongKind, "the policy \(path) is no file", help: "commit it as a plain file")
    }
    return try bytes(of: path, version, limit: PolicyFolder.sizeLimit)
  }
}
