internal import Documents
internal import Findings
internal import Git
package import Policy

/// Where the policy of a repository is read from.
package enum PolicyFolder: Sendable {
  /// The folder of that name at the base commit: the change under judgement has no say in it.
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
  func remark(isAbsent: Bool) -> String? {
    switch self {
    case .base: isAbsent ? "base has no \(Self.name), so the defaults apply" : nil
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
}

/// The policy files of a check, of all layers.
struct PolicyFiles {
  private let folder: PolicyFolder
  private let organisation: [String: [UInt8]]?
  private let base: Snapshot

  /// The files of an organisation, if it has any, and those of the repository over them.
  init(_ folder: PolicyFolder, organisation: [String: [UInt8]]?, base: Snapshot) {
    self.folder = folder
    self.organisation = organisation
    self.base = base
  }

  /// The policy of a check: its defaults, the organisation's files over them, and the repository's over both.
  ///
  /// - Throws: `Undecidable` where a file cannot be read or is no policy.
  func policy<C: Check>(of check: C.Type) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    do throws(UnreadablePolicy) {
      let defaults = try PolicyFile(layer: .defaults, path: "policies/\(C.policyFile)", bytes: C.defaultPolicy)
      let files = [defaults] + (try layers(of: C.policyFile))
      let roles = try layers(of: RolePolicy.fileName)
      var absent: [Report.PolicyLayer] = []
      if !(files + roles).contains(where: { $0.layer.layer == .repository }) {
        absent.append(Report.PolicyLayer(layer: .repository, source: .absent, digest: .sha256(of: [])))
      }
      return try EffectivePolicy(files, roles: roles, absent: absent, knownRules: C.ruleIDs)
    } catch {
      throw Undecidable(error)
    }
  }

  /// The policy of a check as YAML, each value with a comment that says where it comes from.
  func annotatedPolicy(of check: (some Check).Type) throws(Undecidable) -> String {
    try policy(of: check).annotated
  }

  /// The baseline at the base commit; `nil` where there is none.
  func baseline(of check: (some Check).Type) throws(Undecidable) -> Baseline? {
    do throws(UnreadablePolicy) {
      guard let bytes = try repositoryBytes(of: check.baselineFile) else { return nil }
      let withoutFile = Set(check.gate?.metadata.map(\.id) ?? [])
      return try Baseline(
        SourceText(bytes), path: "\(PolicyFolder.name)/\(check.baselineFile)", withoutFile: withoutFile)
    } catch {
      throw Undecidable(error)
    }
  }

  /// Whether the repository has a policy file of the check's own.
  func hasFile(of check: (some Check).Type) throws(Undecidable) -> Bool {
    do throws(UnreadablePolicy) {
      return try repositoryBytes(of: check.policyFile) != nil
    } catch {
      throw Undecidable(error)
    }
  }

  private func layers(of file: String) throws(UnreadablePolicy) -> [PolicyFile] {
    var files: [PolicyFile] = []
    if let bytes = organisation?[file] {
      files.append(try PolicyFile(layer: .organisation, source: .folder, path: "organisation/\(file)", bytes: bytes))
    }
    if let bytes = try repositoryBytes(of: file) {
      let path = "\(PolicyFolder.name)/\(file)"
      files.append(try PolicyFile(layer: .repository, source: source, path: path, bytes: bytes))
    }
    return files
  }

  private var source: Report.PolicyLayer.Source {
    guard case .base = folder else { return .folder }
    return .base
  }

  private func repositoryBytes(of file: String) throws(UnreadablePolicy) -> [UInt8]? {
    guard case .base = folder else {
      guard case .files(let files) = folder else { return nil }
      return files[file]
    }
    let path = RepositoryPath("\(PolicyFolder.name)/\(file)")
    do throws(GitError) {
      return try base.policyBytes(at: path)
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
