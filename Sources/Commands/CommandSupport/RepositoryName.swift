package import Changes
package import Git
internal import Policy

extension Surroundings {
  /// The name of a repository at its code host, as `owner/name`: what the workflow says, else what the URL of the remote
  /// `origin` says; `nil` where neither does.
  func name(of repository: Repository) throws(GitError) -> String? {
    if let named = environment["GITHUB_REPOSITORY"], !named.isEmpty { return named }
    return try repository.configured("remote.origin.url").flatMap(Self.name(ofRemote:))
  }

  /// The owner and the name in a URL that leads to another host; `nil` for any other (git-fetch, "GIT URLS").
  package static func name(ofRemote url: String) -> String? {
    let path: Substring
    if let scheme = url.firstRange(of: "://") {
      guard !url.hasPrefix("file:") else { return nil }
      path = url[scheme.upperBound...].drop { $0 != "/" }
    } else {
      // As in `git@host:owner/name`; a slash before the colon makes it a path.
      guard let colon = url.firstIndex(of: ":"), !url[..<colon].contains("/") else { return nil }
      path = url[url.index(after: colon)...]
    }
    let names = path.split(separator: "/")
    guard names.count == 2 else { return nil }
    return "\(names[0])/\(names[1].hasSuffix(".git") ? names[1].dropLast(4) : names[1])"
  }
}

extension Evidence {
  /// Refuses evidence about another repository: a fork has the same commits, and its owner gives labels there at will.
  ///
  /// - Throws: `Undecidable`, or `GitError` where the configuration cannot be read.
  package func require(about repository: Repository, _ surroundings: Surroundings) throws {
    guard let name = try surroundings.name(of: repository), FoldedName(name) != FoldedName(source.repository) else {
      return
    }
    throw Undecidable(
      "the evidence is about the repository \(source.repository), and this one is \(name)",
      help: "collect it again: evidence collect --repository-slug \(name)")
  }
}
