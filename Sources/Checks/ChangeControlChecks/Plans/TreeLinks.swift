internal import Changes
internal import Git

/// Follows symbolic links within the tree of a commit, as Terraform follows them in a checkout.
struct TreeLinks {
  let snapshot: Snapshot

  struct Followed {
    let path: RepositoryPath

    /// The links that lead there, each of which can be led elsewhere.
    let links: [RepositoryPath]
  }

  /// As many links as no path has.
  private static let limit = 16

  /// The longest target of a link on Linux, in bytes.
  private static let lengthLimit = 4096

  /// What a path leads to once each link on it is followed; `nil` where that is not in the repository.
  ///
  /// - Throws: `UnknownClosure` where a link cannot be read, or leads to itself.
  func followed(_ path: RepositoryPath) throws(UnknownClosure) -> Followed? {
    var (path, links) = (path, [RepositoryPath]())
    while let link = try firstLink(on: path) {
      guard links.count < Self.limit else {
        throw UnknownClosure(path: path, line: nil, message: "its links lead to one another")
      }
      links.append(link.path)
      guard let target = RepositoryPath.resolving(link.target, from: link.path.parent), !link.target.hasPrefix("/")
      else { return nil }
      path = link.rest.reduce(target) { $0.appending($1) }
    }
    return Followed(path: path, links: links)
  }

  /// The path itself where it is not known what it leads to.
  func target(of path: RepositoryPath) -> RepositoryPath {
    do throws(UnknownClosure) {
      return try followed(path)?.path ?? path
    } catch {
      return path
    }
  }

  private struct Link {
    let path: RepositoryPath
    let target: String
    let rest: [RepositoryPath]
  }

  private func firstLink(on path: RepositoryPath) throws(UnknownClosure) -> Link? {
    let names = path.components.map { RepositoryPath(bytes: Array($0)) }
    var prefix = RepositoryPath.root
    do throws(GitError) {
      for (index, name) in names.enumerated() {
        prefix = prefix.appending(name)
        guard let version = try snapshot.version(of: prefix) else { return nil }
        guard version.mode == .symbolicLink else { continue }
        let bytes = try snapshot.bytes(of: prefix, version, limit: Self.lengthLimit)
        return Link(
          path: prefix, target: String(decoding: bytes, as: UTF8.self), rest: Array(names[(index + 1)...]))
      }
    } catch {
      throw UnknownClosure(path: prefix, line: nil, message: error.message)
    }
    return nil
  }
}
