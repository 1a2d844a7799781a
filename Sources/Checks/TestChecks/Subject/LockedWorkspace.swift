internal import Changes
internal import Documents
internal import Git

/// The part of npm's lock file that one workspace resolves to (docs.npmjs.com, "package-lock.json", `packages`).
enum LockedWorkspace {
  /// The largest lock file that is looked into, in bytes.
  private static let limit = 64 << 20

  /// The entries that a workspace needs, each as a line; `nil` where the file is not such a lock file, or does not have
  /// the workspace, so that the whole of it counts.
  static func entries(of workspace: String, in lock: RepositoryPath, _ side: Snapshot) throws(GitError) -> [String]? {
    guard let version = try side.version(of: lock), version.mode == .file || version.mode == .executable else {
      return nil
    }
    let bytes: [UInt8]
    do throws(GitError) {
      bytes = try side.bytes(of: lock, version, limit: limit)
    } catch {
      guard error.code == .tooLarge else { throw error }
      return nil
    }
    do throws(DocumentError) {
      let document = try Document.json(SourceText(bytes))
      try document.requireNoDefects()
      guard let packages = document.root["packages"]?.object, packages[workspace] != nil else { return nil }
      return closure(of: workspace, in: packages)
    } catch {
      return nil
    }
  }

  private static let kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"]

  private static func closure(of workspace: String, in packages: Object) -> [String] {
    var seen: Set<String> = [workspace]
    var open = [workspace]
    while let place = open.popLast() {
      guard let entry = packages[place] else { continue }
      if let target = entry["resolved"]?.string, entry["link"]?.boolean == true, seen.insert(target).inserted {
        open.append(target)
      }
      for name in kinds.flatMap({ entry[$0]?.object.map { $0.map(\.key) } ?? [] }) {
        guard let found = resolve(name, from: place, in: packages), seen.insert(found).inserted else { continue }
        open.append(found)
      }
    }
    return seen.sorted().map { "locked \($0) \(packages[$0]?.json() ?? "")" }
  }

  /// Where Node finds a package: in the folder's own `node_modules`, or in that of one above it.
  private static func resolve(_ name: String, from place: String, in packages: Object) -> String? {
    var folder = place[...]
    while true {
      let candidate = folder.isEmpty ? "node_modules/\(name)" : "\(folder)/node_modules/\(name)"
      if packages[candidate] != nil { return candidate }
      guard !folder.isEmpty else { return nil }
      folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
    }
  }
}
