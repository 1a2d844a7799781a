internal import Documents
internal import Findings
internal import Git
internal import Policy

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
  /// What a reader should know about where the policy of a check comes from.
  func remarks(on policy: EffectivePolicy<some CheckPolicy>, of check: (some Check).Type) -> [String] {
    switch self {
    case .base:
      policy.isAdoption ? ["base has no \(check.policyPath), so the defaults apply"] : []
    case .files:
      policy.isAdoption
        ? ["the folder that was named has no \(check.policyFile), so the defaults apply and not the policy at base"]
        : ["the policy is a trial from the folder that was named, and not the one at base"]
    }
  }

  /// The policy of a check: its defaults, and the repository's file over them where there is one.
  ///
  /// - Throws: `Undecidable` where a file cannot be read or is no policy.
  func policy<C: Check>(of check: C.Type, base: Snapshot) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    do throws(UnreadablePolicy) {
      var files = [try PolicyFile(layer: .defaults, path: "policies/\(C.policyFile)", bytes: C.defaultPolicy)]
      let repository = try bytes(of: check, base: base)
      var absent: [Report.PolicyLayer] = []
      if let bytes = repository.bytes {
        files.append(
          try PolicyFile(layer: .repository, source: repository.source, path: check.policyPath, bytes: bytes))
      } else {
        absent.append(Report.PolicyLayer(layer: .repository, source: .absent, digest: .sha256(of: [])))
      }
      return try EffectivePolicy(files, absent: absent, ruleIDs: check.ruleIDs)
    } catch {
      throw Undecidable(error)
    }
  }

  private func bytes(
    of check: (some Check).Type, base: Snapshot
  ) throws(UnreadablePolicy) -> (bytes: [UInt8]?, source: Report.PolicyLayer.Source) {
    if case .files(let files) = self { return (files[check.policyFile], .folder) }
    let path = RepositoryPath(check.policyPath)
    do throws(GitError) {
      guard let version = try base.version(of: path) else { return (nil, .base) }
      guard version.mode == .file || version.mode == .executable else {
        throw GitError(.wrongKind, "the policy \(path) is no file", help: "commit it as a plain file")
      }
      return (try base.bytes(of: path, version, limit: Self.sizeLimit), .base)
    } catch {
      let place = Place(path: check.policyPath)
      throw UnreadablePolicy([PolicyFault(message: error.message, place: place, help: error.help)])
    }
  }
}
