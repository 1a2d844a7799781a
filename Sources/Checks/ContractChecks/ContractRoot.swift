internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy

/// What a change leaves under one root of the contracts.
struct ContractRoot {
  let path: RepositoryPath
  let files: [ContractFile]
  let schemas: [ContractSchema]
  let unlistedSchemas: [String]
  let comparisons: [SchemaComparison]
  let removals: [SchemaRemoval]
  let consumerChanges: [ConsumerChange]
  let uncompared: [String]
  let excludedCount: Int

  /// Reads and parses what the change leaves under the root; what it deletes is in nobody's way.
  init(_ own: ContractPolicy, of change: Change, _ policy: EffectivePolicy<ContractPolicy>) async {
    func excludes(_ path: RepositoryPath) -> Bool {
      policy.excludes(path.bytes) || own.exclude.contains { $0.matches(path.bytes) }
    }
    let governed = change.files.filter { $0.path.hasPrefix(own.root) }
    let contracts = governed.filter { file in
      // A link may lead to a whole folder of contracts, whatever its name is.
      file.new?.mode == .submodule || file.new?.mode == .symbolicLink
        || file.new != nil && own.isContract(file.path)
    }
    let included = contracts.filter { !excludes($0.path) }
    var room = Self.totalLimit
    let read = included.compactMap { file in
      file.new.map { Self.read(file.path, $0, in: change.judged, room: &room) }
    }
    path = own.root
    excludedCount = contracts.count - included.count
    let parsed = await concurrentMap(read) { $0.parsed() }
    let isSeen = Set(included.map(\.path))
    files = Self.link(onTheWayTo: own.root, in: change.judged, except: isSeen) + parsed
    let before = ContractState(change.base, version: nil, own, ContractContents())
    let reading = SchemaReading(
      among: zip(included.map(\.path), parsed).map { ($0, $1) }, of: change.judged, since: before, policy: own)
    schemas = reading.schemas(changed: governed)
    // Where these rules are off, nobody else would say that something could not be compared.
    let tells = [Reference().metadata, ValidSchema().metadata].allSatisfy { policy.rules.severity(of: $0) == .error }
    let invalid = tells ? schemas.filter(\.isInvalid).map { RepositoryPath($0.path) } : []
    var comparing = ComparisonReading(change.judged, reading, since: before, policy: own, invalid: invalid)
    comparing.compare(governed, except: reading.mistaken, excludes)
    comparisons = comparing.comparisons
    removals = comparing.removals
    consumerChanges = comparing.consumerChanges
    uncompared = comparing.remarks + Self.remarks(onRoot: own.root, change)
    unlistedSchemas = UnlistedSchema.paths(among: parsed, beside: schemas)
  }

  /// A root that is nowhere is a slip of the pen, or there are no contracts yet.
  private static func remarks(onRoot root: RepositoryPath, _ change: Change) -> [String] {
    do throws(GitError) {
      if try change.judged.version(of: root) != nil { return [] }
      if try change.base.version(of: root) != nil { return [] }
      return ["there is nothing at \(root), the root of the contracts"]
    } catch {
      return []
    }
  }

  /// A link in place of the contracts root, or of a folder above it: nothing behind it is ever seen as changed.
  private static func link(
    onTheWayTo root: RepositoryPath, in judged: Snapshot, except seen: Set<RepositoryPath>
  ) -> [ContractFile] {
    do throws(GitError) {
      guard let link = try judged.link(onTheWayTo: root), !seen.contains(link) else { return [] }
      let resolved = try judged.resolveLink(at: link)
      return [ContractFile(path: link.description, content: .link(target: resolved.target, resolved.destination))]
    } catch {
      return [ContractFile(path: root.description, content: .unreadable(error.message, help: error.help))]
    }
  }

  /// A file whose bytes are there and may still have to be parsed.
  private enum ReadFile: Sendable {
    case bytes(path: String, [UInt8])
    case settled(ContractFile)

    func parsed() -> ContractFile {
      switch self {
      case .bytes(let path, let bytes): ContractFile(path: path, bytes: bytes)
      case .settled(let file): file
      }
    }
  }

  private static func read(
    _ path: RepositoryPath, _ version: FileVersion, in snapshot: Snapshot, room: inout Int
  ) -> ReadFile {
    let shown = path.description
    func settled(_ content: ContractFile.Content) -> ReadFile {
      .settled(ContractFile(path: shown, content: content))
    }
    do throws(GitError) {
      switch version.mode {
      case .submodule, .tree:
        return settled(
          .unreadable(
            "this is a submodule, and its files are not in this repository",
            help: "move it out of the contracts root, or name it under exclude: in \(ContractCheck.policyPath)"))
      case .symbolicLink:
        let link = try snapshot.resolveLink(at: path)
        return settled(.link(target: link.target, link.destination))
      case .file, .executable:
        guard room > 0 else {
          return settled(
            .unreadable(
              "the files of the change before this one have \(totalLimit) bytes together, and no more are read at once",
              help: "split the change"))
        }
        let bytes = try snapshot.bytes(of: path, version, limit: sizeLimit)
        room -= bytes.count
        return .bytes(path: shown, bytes)
      }
    } catch {
      return settled(.unreadable(error.message, help: error.help))
    }
  }

  /// The largest file that is read, in bytes.
  ///
  /// The largest contracts known are specifications bundled into one file, of about 2 MB.
  private static let sizeLimit = 16 * 1024 * 1024

  /// How many bytes of all files of a change are read, give or take one file.
  ///
  /// A thousand paths of one blob take no room in a pack, and all of it here.
  private static let totalLimit = 64 * 1024 * 1024
}
