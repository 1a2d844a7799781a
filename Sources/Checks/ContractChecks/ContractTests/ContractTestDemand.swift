internal import Changes
internal import Documents
internal import Git
internal import JSONSchema
internal import Policy

/// A service whose own contract tests a change asks for.
struct ContractTestDemand {
  let service: String
  /// The folder that the command runs in.
  let folder: RepositoryPath
  /// The digest of what the tests depend on: a run of another state does not count.
  let key: String
}

/// Finds the services that a change of contracts, or of their own code, concerns.
struct ContractTestDemands {
  private(set) var demands: [ContractTestDemand] = []
  private let judged: Snapshot
  private let policy: ContractPolicy
  private let layout: ContractLayout

  /// Looks at what a change edits below the root of the contracts and below the folder of the services.
  ///
  /// - Throws: `GitError` of reading trees.
  init(_ change: Change, policy: ContractPolicy) throws(GitError) {
    judged = change.judged
    self.policy = policy
    layout = ContractLayout(root: policy.root)
    guard !policy.tests.command.isEmpty else { return }
    var services = try servicesOfContracts(change.files.map(\.path).filter { $0.hasPrefix(policy.root) })
    for path in try change.judged.changedPaths(since: change.base, in: [policy.tests.folder]) {
      guard path.hasPrefix(policy.tests.folder), !isExcluded(path) else { continue }
      services.formUnion(firstName(of: path, below: policy.tests.folder))
    }
    for service in services.sorted() {
      let folder = policy.tests.folder.appending(RepositoryPath(service))
      guard try hasTests(folder) else { continue }
      demands.append(ContractTestDemand(service: service, folder: folder, key: try key(of: service, in: folder)))
    }
  }

  // MARK: Services

  /// The services that own, describe or consume changed artifacts.
  private func servicesOfContracts(_ changed: [RepositoryPath]) throws(GitError) -> Set<String> {
    guard !changed.isEmpty else { return [] }
    let library = ContractLibrary(judged, policy, ContractContents())
    let reading = SchemaReading(library: library, policy: policy.schemas)
    let paths = library.allFiles().map(\.path)
    var affected = Set(changed.filter { !layout.isAboutArtifacts($0) })
    for path in changed {
      if let message = GoldenMessage(path, layout) {
        affected.formUnion(layout.artifacts(named: message.artifact, among: paths))
      }
    }
    let names = affected.reduce(into: Set<String>()) { names, path in
      names.formUnion(SchemaDependents.names(of: path, library.identifiers(at: path)))
    }
    affected.formUnion(reading.dependents.allFiles(naming: names, except: []))
    var services = affected.filter { !layout.isAboutArtifacts($0) }.reduce(into: Set<String>()) { names, path in
      names.formUnion(firstName(of: path, below: policy.root))
    }
    for path in paths where path.hasPrefix(layout.consumers) && ContractFile.isContract(path.bytes) {
      guard let consumer = library.document(atPath: path).flatMap({ ConsumerContract($0, at: path, layout) }) else {
        continue
      }
      let artifacts = layout.artifacts(named: consumer.name, among: paths)
      if changed.contains(path) || artifacts.contains(where: affected.contains) { services.insert(consumer.service) }
    }
    return services
  }

  /// The folder that a path begins with; none of a file in the folder itself.
  private func firstName(of path: RepositoryPath, below folder: RepositoryPath) -> [String] {
    let parts = path.below(folder).split(separator: UInt8(ascii: "/"))
    return parts.count > 1 ? [String(decoding: parts[0], as: UTF8.self)] : []
  }

  /// Whether a service has contract tests: the script that is started, or at least files.
  private func hasTests(_ folder: RepositoryPath) throws(GitError) -> Bool {
    guard let script = policy.tests.script else { return try !judged.files(below: folder).isEmpty }
    let path = folder.appending("package.json")
    guard let version = try judged.version(of: path), version.isPlainFile else { return false }
    let bytes = try judged.bytes(of: path, version, limit: 4 << 20)
    do throws(DocumentError) {
      return try Document.json(SourceText(bytes)).root["scripts"]?[script] != nil
    } catch {
      // Then npm cannot read it either, and says so when it is run.
      return true
    }
  }

  // MARK: Keys

  private func isExcluded(_ path: RepositoryPath) -> Bool {
    let inner = path.below(policy.tests.folder).split(separator: UInt8(ascii: "/"), maxSplits: 1)
    return inner.count > 1 && policy.tests.exclude.contains { $0.matches(Array(inner[1])) }
  }

  private func key(of service: String, in folder: RepositoryPath) throws(GitError) -> String {
    var bytes = Array((["contract tests 1", service] + policy.tests.command).joined(separator: "\n").utf8)
    let contracts = try judged.files(below: policy.root).filter { !$0.path.hasPrefix(layout.deprecations) }
    let own = try judged.files(below: folder).filter { !isExcluded($0.path) }
    for (path, version) in (contracts + own).sorted(by: { $0.path < $1.path }) {
      bytes += [0x0A] + Array("\(version.mode) \(version.id) ".utf8) + path.bytes + [0]
    }
    return Digest.sha256(of: bytes).description
  }
}
