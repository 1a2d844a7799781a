internal import Changes
internal import Documents
internal import Git
internal import JSONSchema

/// The contracts of one side of a change, as the documents that references may lead to.
///
/// A reference finds a file by its path, or by the identifier that the file gives itself. Nothing outside of the
/// contracts root is read.
final class ContractLibrary {
  /// Where files are read; nil where only those count that are taken in.
  private let snapshot: Snapshot?
  private let policy: ContractPolicy?
  private let root: RepositoryPath
  private var parsed: [RepositoryPath: Node?] = [:]
  /// The contracts of the snapshot, once somebody has asked for all of them.
  private var listed: [(path: RepositoryPath, version: FileVersion)]?
  private var namesakes: [[UInt8]: [RepositoryPath]]?
  private var identifiers: [String: [RepositoryPath]]?
  private var known: [RepositoryPath: [UInt8]] = [:]
  /// How many more bytes are read.
  private var room = 64 * 1024 * 1024

  /// The contracts of a snapshot, below the root that the policy names.
  init(_ snapshot: Snapshot, _ policy: ContractPolicy) {
    self.snapshot = snapshot
    self.policy = policy
    root = policy.root
  }

  /// No more than the files that are taken in.
  init() {
    snapshot = nil
    policy = nil
    root = .root
  }

  /// The URI that a file is read under.
  static func uri(of path: RepositoryPath) -> String { FileURI.uri(ofPath: "/" + path.description) }

  /// Takes in a file that was parsed already.
  func add(_ document: Document, at path: RepositoryPath) { parsed[path] = document.root }

  /// The document of a URI; nil where there is none.
  func document(at uri: String) -> Node? {
    guard let path = path(of: uri), let node = document(atPath: path) else { return nil }
    return FileURI.path(of: uri) != nil || SchemaText.identifier(of: node) == uri ? node : nil
  }

  /// The file of a URI; nil for one outside of the root, and for an identifier that no file has.
  func path(of uri: String) -> RepositoryPath? {
    guard let path = FileURI.path(of: uri) else { return path(byIdentifier: uri) }
    let inside = RepositoryPath(String(path.dropFirst()))
    return inside.hasPrefix(root) ? inside : nil
  }

  /// The document of a file; nil where there is none that parses.
  func document(atPath path: RepositoryPath) -> Node? {
    if let known = parsed[path] { return known }
    let node = bytes(at: path).flatMap { bytes -> Node? in
      do throws(DocumentError) {
        return try SchemaText.document(bytes, path: path.description).root
      } catch {
        return nil
      }
    }
    parsed[path] = node
    return node
  }

  /// The bytes of a file, or of the file that a link leads to.
  func bytes(at path: RepositoryPath, _ version: FileVersion? = nil) -> [UInt8]? {
    if let bytes = known[path] { return bytes }
    do throws(GitError) {
      guard room > 0, let snapshot else { return nil }
      var path = path
      var found = version
      if found == nil { found = try snapshot.version(of: path) }
      if found?.mode == .symbolicLink {
        guard case .file(let target) = try snapshot.resolveLink(at: path).destination, target.hasPrefix(root) else {
          return nil
        }
        path = target
        found = try snapshot.version(of: target)
      }
      guard let found, found.mode == .file || found.mode == .executable else { return nil }
      let bytes = try snapshot.bytes(of: path, found, limit: 16 * 1024 * 1024)
      room -= bytes.count
      known[path] = bytes
      return bytes
    } catch {
      // The reference that leads here is then told of as one that leads to nothing.
      return nil
    }
  }

  /// All contracts of the snapshot.
  func files() -> [(path: RepositoryPath, version: FileVersion)] {
    if let listed { return listed }
    do throws(GitError) {
      listed = try snapshot?.files(below: root).filter { policy?.isContract($0.path) ?? true } ?? []
    } catch {
      listed = []
    }
    return listed ?? []
  }

  private func files(named name: [UInt8]) -> [RepositoryPath] {
    if namesakes == nil {
      namesakes = Dictionary(grouping: files().map(\.path)) { Array($0.lastComponent) }
    }
    return namesakes?[name] ?? []
  }

  /// The file that bears an identifier: most often one whose name is the end of it, so those are asked first.
  private func path(byIdentifier uri: String) -> RepositoryPath? {
    let name = Array((uri.split(separator: "/").last ?? "").utf8)
    for path in files(named: name) {
      if let node = document(atPath: path), SchemaText.identifier(of: node) == uri { return path }
    }
    return candidates()[uri]?.first { path in
      document(atPath: path).map { SchemaText.identifier(of: $0) == uri } ?? false
    }
  }

  /// The files in whose texts an identifier stands, in the order of their paths: the first that bears it counts,
  /// whatever was asked before.
  private func candidates() -> [String: [RepositoryPath]] {
    if let identifiers { return identifiers }
    var found: [String: [RepositoryPath]] = [:]
    for file in files() {
      guard let bytes = bytes(at: file.path, file.version) else { continue }
      for identifier in Set(SchemaText.likelyIdentifiers(in: bytes)) {
        found[identifier, default: []].append(file.path)
      }
    }
    // Files that stand in no repository.
    if snapshot == nil {
      for path in parsed.keys.sorted() {
        guard let node = parsed[path] ?? nil, let identifier = SchemaText.identifier(of: node) else { continue }
        found[identifier, default: []].append(path)
      }
    }
    identifiers = found
    return found
  }
}
