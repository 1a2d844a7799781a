package import Changes
internal import Documents
package import Git
package import Policy

/// The edges between services that the files of their workspaces show.
package struct WorkspaceGraph {
  /// Sorted by the file that shows them.
  package private(set) var edges: [WorkspaceEdge] = []

  /// Files that cannot be read, with the reason.
  package private(set) var unreadable: [String] = []

  private let side: Snapshot
  private let policy: TestPolicy

  /// Reads the files of workspaces of one side.
  ///
  /// - Parameters:
  ///   - side: where they are.
  ///   - policy: who is a service.
  ///   - files: the files whose edges are wanted; `nil` for all.
  /// - Throws: `GitError` of reading trees and files.
  package init(
    _ side: Snapshot, policy: EffectivePolicy<TestPolicy>, files: [RepositoryPath]? = nil
  ) throws(GitError) {
    self.side = side
    self.policy = policy.own
    let isContract = { (path: RepositoryPath) in
      ServiceContracts.mayBeDocument(path)
        && policy.own.services.contains { service in
          path.hasPrefix(service.folder)
            || (service.produces + service.consumes).contains { $0.matches(path.bytes) }
        }
    }
    if let files, !files.contains(where: { WorkspaceFile($0) != nil || isContract($0) }) { return }
    let all = try side.files(below: .root).map(\.path).filter { path in
      !path.bytes.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("node_modules".utf8) }
    }
    let wanted = files.map(Set.init)
    let names = try packageNames(all.filter { $0.lastComponent.elementsEqual("package.json".utf8) })
    for path in all where wanted?.contains(path) ?? true {
      guard let kind = WorkspaceFile(path) else { continue }
      try read(path, as: kind, names)
    }
    let contracts = all.filter(isContract)
    if wanted.map({ wanted in contracts.contains(where: wanted.contains) }) ?? true {
      edges += try ServiceContracts(side, policy: self.policy, documents: contracts).edges
        .filter { wanted?.contains($0.file) ?? true }
    }
    edges = Array(Set(edges)).sorted { ($0.file, $0.service, $0.target) < ($1.file, $1.service, $1.target) }
  }

  /// The edges that the policy does not know.
  package var undeclared: [WorkspaceEdge] { edges.filter { !$0.isDeclared(in: policy) } }

  /// The folders of the packages of npm by their names.
  private func packageNames(_ files: [RepositoryPath]) throws(GitError) -> [String: RepositoryPath] {
    var names: [String: RepositoryPath] = [:]
    for path in files {
      guard let source = try WorkspaceText.read(path, on: side) else { continue }
      do throws(DocumentError) {
        if let name = try Document.json(source).root["name"]?.string { names[name] = path.parent }
      } catch {
        continue
      }
    }
    return names
  }

  private mutating func read(
    _ path: RepositoryPath, as kind: WorkspaceFile, _ names: [String: RepositoryPath]
  ) throws(GitError) {
    let owners = owners(of: path)
    guard !owners.isEmpty, let source = try WorkspaceText.read(path, on: side) else { return }
    let references: [WorkspaceFile.Reference]
    do throws(DocumentError) {
      references = try kind.references(in: source)
    } catch {
      unreadable.append("\(path): \(error.message)")
      return
    }
    for reference in references {
      guard let target = try target(of: reference, in: path.parent, names) else { continue }
      for owner in owners where !target.hasPrefix(owner.folder) {
        edges.append(
          WorkspaceEdge(
            service: owner.name, kind: .reads, target: target, file: path, line: reference.line,
            words: reference.text))
      }
    }
  }

  /// The service of a file, or all that share it.
  private func owners(of path: RepositoryPath) -> [TestService] {
    let own = policy.services.filter { path.hasPrefix($0.folder) }
    if let deepest = own.max(by: { $0.folder.bytes.count < $1.folder.bytes.count }) { return [deepest] }
    return policy.services.filter { $0.shared.contains { $0.matches(path.bytes) } }
  }

  private func target(
    of reference: WorkspaceFile.Reference, in folder: RepositoryPath, _ names: [String: RepositoryPath]
  ) throws(GitError) -> RepositoryPath? {
    if reference.isName { return names[reference.text] }
    guard let path = WorkspaceText.resolve(reference.text, from: folder) else { return nil }
    if try side.version(of: path) != nil { return path }
    // `extends` may leave out the ending.
    let file = RepositoryPath(path.description + ".json")
    return try side.version(of: file) != nil ? file : path
  }
}

/// Reads files of workspaces, and paths in them.
enum WorkspaceText {
  private static let limit = 4 << 20

  static func read(_ path: RepositoryPath, on side: Snapshot) throws(GitError) -> SourceText? {
    guard let version = try side.version(of: path), version.mode == .file || version.mode == .executable else {
      return nil
    }
    do throws(GitError) {
      return SourceText(try side.bytes(of: path, version, limit: limit))
    } catch {
      guard error.code == .tooLarge else { throw error }
      return nil
    }
  }

  /// A path from a folder as one from the root; `nil` where it leaves the repository.
  static func resolve(_ text: String, from folder: RepositoryPath) -> RepositoryPath? {
    guard !text.hasPrefix("/") else { return nil }
    var names = folder.bytes.split(separator: UInt8(ascii: "/")).map(Array.init)
    for name in text.utf8.split(separator: UInt8(ascii: "/")) where !name.elementsEqual(".".utf8) {
      guard name.elementsEqual("..".utf8) else {
        names.append(Array(name))
        continue
      }
      guard names.popLast() != nil else { return nil }
    }
    return RepositoryPath(bytes: Array(names.joined(separator: [UInt8(ascii: "/")])))
  }
}
