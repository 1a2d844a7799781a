package import Git

/// Where a symbolic link of a repository leads.
package enum LinkDestination: Sendable, Equatable {
  case file(RepositoryPath)
  case folder(RepositoryPath)

  /// Out of the repository: an absolute path, more `..` than folders, or into a submodule.
  case outside

  /// To a path at which nothing stands.
  case nothing

  /// Back to itself, or through more links than anybody follows.
  case loop
}

extension Snapshot {
  /// Follows the symbolic link at a path through the snapshot, and never through the file system.
  ///
  /// Returns the link's own target as it is shown, and where it leads in the end. Names are resolved one by one as
  /// POSIX does (section 4.16, "Pathname Resolution"), so that a link in the middle of a path counts.
  ///
  /// - Throws: `GitError` of reading an object.
  package func resolveLink(at link: RepositoryPath) throws(GitError) -> (
    target: String, destination: LinkDestination
  ) {
    guard let version = try version(of: link) else { return ("", .nothing) }
    let target = try bytes(of: link, version, limit: Self.targetLimit)
    let shown = RepositoryPath(bytes: target).description
    return (shown, try destination(of: target, from: link.parent))
  }

  /// As many links as Linux follows (path_resolution(7)).
  private static let linkLimit = 40

  /// As long as a path can be on Linux.
  private static let targetLimit = 4096

  private func destination(of target: [UInt8], from folder: RepositoryPath) throws(GitError) -> LinkDestination {
    let slash = UInt8(ascii: "/")
    guard target.first != slash else { return .outside }
    var here = folder
    // The names still to be walked, the next one last.
    var names = Array(target.split(separator: slash).reversed())
    var links = 0
    while let name = names.popLast() {
      if name.elementsEqual(".".utf8) { continue }
      if name.elementsEqual("..".utf8) {
        guard here != .root else { return .outside }
        here = here.parent
        continue
      }
      let path = here.appending(RepositoryPath(bytes: Array(name)))
      guard let version = try version(of: path) else { return .nothing }
      switch version.mode {
      case .tree: here = path
      case .submodule: return .outside
      case .file, .executable: return names.isEmpty ? .file(path) : .nothing
      case .symbolicLink:
        links += 1
        guard links < Self.linkLimit else { return .loop }
        let next = try bytes(of: path, version, limit: Self.targetLimit)
        guard next.first != slash else { return .outside }
        names += next.split(separator: slash).reversed()
      }
    }
    return .folder(here)
  }
}
