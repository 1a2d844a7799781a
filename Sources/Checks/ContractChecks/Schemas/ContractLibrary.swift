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
  let root: RepositoryPath
  /// Shared by all states of the contracts.
  let contents: ContractContents
  /// The documents that were taken in.
  private var given: [RepositoryPath: Node] = [:]
  /// The files of the snapshot, the links and the contracts among them, once somebody has asked for all of them.
  private var listed: [(path: RepositoryPath, version: FileVersion)]?
  private var links: Set<RepositoryPath> = []
  private var contracts: [(path: RepositoryPath, version: FileVersion)]?
  /// The first contract whose path ends with a name, and after each the next with the same: their places in the list.
  private var namesakes: (first: [RepositoryPath: Int], next: [Int?])?
  private var bearers: [String: [RepositoryPath]]?
  /// The AsyncAPI documents, once they were asked for.
  var asyncAPIDocuments: [RepositoryPath]?
  /// The files that were asked for, each of them the one that a link leads to; nil where nothing can be read.
  private var found: [RepositoryPath: (file: ContractContents.File, bytes: [UInt8])?] = [:]
  /// How many more bytes are read and kept, and looked through.
  private var room = 64 * 1024 * 1024
  private var lookingRoom = 1024 * 1024 * 1024
  private static let sizeLimit = 16 * 1024 * 1024

  /// The contracts of a snapshot, below the root that the policy names.
  init(_ snapshot: Snapshot, _ policy: ContractPolicy, _ contents: ContractContents) {
    self.snapshot = snapshot
    self.policy = policy
    self.contents = contents
    root = policy.root
  }

  /// No more than the files that are taken in.
  init() {
    snapshot = nil
    policy = nil
    contents = ContractContents()
    root = .root
  }

  /// The folder of the contracts, as it is shown.
  var rootName: String { root.description }

  /// A file outside of the contracts root, which is there and is not read; nil where there is none.
  func fileOutside(_ path: RepositoryPath) -> String? {
    guard let snapshot, !path.hasPrefix(root) else { return nil }
    do throws(GitError) {
      return try snapshot.version(of: path) == nil ? nil : path.description
    } catch {
      return nil
    }
  }

  /// Whether files were left unread, since all together are too many.
  var isExhausted: Bool { room <= 0 || lookingRoom <= 0 }

  /// The URI that a file is read under.
  static func uri(of path: RepositoryPath) -> String { FileURI.uri(ofPath: "/" + path.description) }

  /// Takes in a file that was parsed already.
  func add(_ document: Document, at path: RepositoryPath) { given[path] = document.root }

  /// The document of a URI; nil where there is none.
  func document(at uri: String) -> Node? {
    path(of: uri).flatMap { document(atPath: $0) }
  }

  /// The file of a URI; nil for one outside of the root, and for an identifier that no file has.
  func path(of uri: String) -> RepositoryPath? {
    let file = FileURI.path(of: uri).map { RepositoryPath(String($0.dropFirst())) } ?? mapped(uri)
    let inside = file.flatMap { $0.hasPrefix(root) ? $0 : nil }
    if let inside, given[inside] != nil || found(at: inside) != nil { return inside }
    return path(byIdentifier: uri) ?? inside
  }

  /// The file that the policy maps a URI to: of several prefixes the longest counts.
  private func mapped(_ uri: String) -> RepositoryPath? {
    let prefixes = policy?.schemas.folders.filter { uri.hasPrefix($0.prefix) } ?? []
    guard let (prefix, folder) = prefixes.max(by: { $0.prefix.utf8.count < $1.prefix.utf8.count }),
      let rest = FileURI.path(of: FileURI.resolve(String(uri.dropFirst(prefix.count)), against: "file:///"))
    else { return nil }
    return RepositoryPath(folder.description + rest)
  }

  /// The document of a file; nil where there is none that parses.
  func document(atPath path: RepositoryPath) -> Node? {
    if let known = given[path] { return known }
    return found(at: path).flatMap { contents.root(of: $0.file, $0.bytes) }
  }

  /// The bytes of a file, or of the file that a link leads to.
  func bytes(at path: RepositoryPath, _ version: FileVersion? = nil) -> [UInt8]? { found(at: path, version)?.bytes }

  /// The texts of references in one of the files.
  ///
  /// Most files are read for nothing else, so that the bytes of plain ones are not kept.
  func references(in file: (path: RepositoryPath, version: FileVersion)) -> [String] {
    if given[file.path] == nil, found[file.path] == nil, let plain = plainReferences(in: file) { return plain }
    return document(atPath: file.path).map { SchemaNames.references(in: $0) } ?? []
  }

  /// The texts of references in a file that need not be parsed for them; nil where it has to be.
  private func plainReferences(in file: (path: RepositoryPath, version: FileVersion)) -> [String]? {
    guard lookingRoom > 0, let snapshot, file.version.mode == .file || file.version.mode == .executable,
      !SchemaText.isYAML(file.path.bytes)
    else { return nil }
    do throws(GitError) {
      return try snapshot.withBytes(of: file.path, file.version, limit: Self.sizeLimit) { bytes in
        lookingRoom -= bytes.count
        return SchemaNames.references(inJSON: bytes)
      }
    } catch {
      return nil
    }
  }

  /// The contracts in whose texts a word stands.
  func files(having word: String) -> [RepositoryPath] {
    let word = Array(word.utf8)
    return files().filter { file in
      if let known = given[file.path] { return SchemaText.contains(known.tape.source, word) }
      guard lookingRoom > 0, let snapshot, file.version.mode == .file || file.version.mode == .executable else {
        return false
      }
      do throws(GitError) {
        return try snapshot.withBytes(of: file.path, file.version, limit: Self.sizeLimit) { bytes in
          lookingRoom -= bytes.count
          return SchemaText.contains(bytes, word)
        }
      } catch {
        return false
      }
    }.map(\.path)
  }

  /// The identifiers that stand in a file, or in the file that a link leads to.
  func identifiers(at path: RepositoryPath, _ version: FileVersion? = nil) -> [String] {
    if let known = given[path] { return SchemaNames.identifiers(in: known) }
    return found(at: path, version).map { contents.identifiers(of: $0.file, $0.bytes) } ?? []
  }

  /// What a symbolic link names, which may be another link; nil for a file.
  func target(ofLinkAt file: (path: RepositoryPath, version: FileVersion)) -> RepositoryPath? {
    guard file.version.mode == .symbolicLink, let snapshot else { return nil }
    do throws(GitError) {
      return RepositoryPath(bytes: try snapshot.bytes(of: file.path, file.version, limit: 4096))
    } catch {
      return nil
    }
  }

  /// Whether a symbolic link stands at a path.
  func isLink(_ path: RepositoryPath) -> Bool { links.contains(path) }

  private func found(
    at path: RepositoryPath, _ version: FileVersion? = nil
  ) -> (file: ContractContents.File, bytes: [UInt8])? {
    if let known = found[path] { return known }
    do throws(GitError) {
      let read = try read(path, version)
      found[path] = .some(read)
      return read
    } catch {
      // The reference that leads here is then told of as one that leads to nothing.
      found[path] = .some(nil)
      return nil
    }
  }

  private func read(
    _ path: RepositoryPath, _ version: FileVersion?
  ) throws(GitError) -> (file: ContractContents.File, bytes: [UInt8])? {
    guard room > 0, let snapshot else { return nil }
    var path = path
    var version = version
    if version == nil { version = try snapshot.version(of: path) }
    if version?.mode == .symbolicLink {
      guard case .file(let target) = try snapshot.resolveLink(at: path).destination, target.hasPrefix(root) else {
        return nil
      }
      path = target
      version = try snapshot.version(of: target)
    }
    guard let version, version.mode == .file || version.mode == .executable else { return nil }
    let file = ContractContents.File(path: path, version: version)
    let bytes = try contents.bytes(of: file) { () throws(GitError) in
      try snapshot.bytes(of: path, version, limit: Self.sizeLimit)
    }
    room -= bytes.count
    return (file, bytes)
  }

  /// All files below the root: a reference may lead to any of them.
  func allFiles() -> [(path: RepositoryPath, version: FileVersion)] {
    if let listed { return listed }
    do throws(GitError) {
      listed = try snapshot?.files(below: root) ?? []
    } catch {
      listed = []
    }
    links = Set(listed?.filter { $0.version.mode == .symbolicLink }.map(\.path) ?? [])
    return listed ?? []
  }

  /// The files below a folder of the root.
  func files(below folder: RepositoryPath) -> [RepositoryPath] {
    allFiles().map(\.path).filter { $0.hasPrefix(folder) }
  }

  /// Whether a file is judged, and not only what others refer to.
  func isContract(_ path: RepositoryPath) -> Bool { policy?.isContract(path) ?? true }

  /// All contracts of the snapshot.
  private func files() -> [(path: RepositoryPath, version: FileVersion)] {
    if let contracts { return contracts }
    let found = allFiles().filter { isContract($0.path) }
    contracts = found
    return found
  }

  private func files(named name: String) -> [RepositoryPath] {
    let files = files()
    let (first, next) = namesakes ?? Self.namesakes(among: files)
    namesakes = (first, next)
    var found: [RepositoryPath] = []
    var place = first[RepositoryPath(name)]
    while let here = place {
      found.append(files[here].path)
      place = next[here]
    }
    return found
  }

  private static func namesakes(
    among files: [(path: RepositoryPath, version: FileVersion)]
  ) -> (first: [RepositoryPath: Int], next: [Int?]) {
    var first: [RepositoryPath: Int] = Dictionary(minimumCapacity: files.count)
    var next: [Int?] = Array(repeating: nil, count: files.count)
    for place in files.indices.reversed() {
      next[place] = first.updateValue(place, forKey: RepositoryPath(bytes: Array(files[place].path.lastComponent)))
    }
    return (first, next)
  }

  /// The file that bears an identifier: most often one whose name is the end of it, so those are asked first.
  private func path(byIdentifier uri: String) -> RepositoryPath? {
    for path in files(named: uri.split(separator: "/").last.map(String.init) ?? "") where bears(uri, path) {
      return path
    }
    return candidates()[uri]?.first { bears(uri, $0) }
  }

  /// Whether a file gives itself an identifier: as it is written, or as it resolves against the file.
  private func bears(_ uri: String, _ path: RepositoryPath) -> Bool {
    guard let identifier = document(atPath: path).flatMap({ SchemaText.identifier(of: $0) }) else { return false }
    return identifier == uri || Self.resolved(identifier, in: path) == uri
  }

  private static func resolved(_ identifier: String, in path: RepositoryPath) -> String {
    FileURI.resolve(identifier, against: uri(of: path))
  }

  /// The files in whose texts an identifier stands, in the order of their paths: the first that bears it counts,
  /// whatever was asked before.
  private func candidates() -> [String: [RepositoryPath]] {
    if let bearers { return bearers }
    var found: [String: [RepositoryPath]] = [:]
    for file in files() {
      let identifiers = Set(identifiers(at: file.path, file.version))
      for name in identifiers.union(identifiers.map { Self.resolved($0, in: file.path) }) {
        found[name, default: []].append(file.path)
      }
    }
    // Files that stand in no repository.
    if snapshot == nil {
      for (path, root) in given.sorted(by: { $0.key < $1.key }) {
        if let identifier = SchemaText.identifier(of: root) { found[identifier, default: []].append(path) }
      }
    }
    bearers = found
    return found
  }
}
