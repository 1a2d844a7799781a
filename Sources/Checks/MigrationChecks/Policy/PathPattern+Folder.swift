internal import Git
internal import Policy

extension PathPattern {
  /// The folder that everything the pattern stands for is in; the root where it begins with a wildcard.
  var fixedFolder: RepositoryPath {
    let segments = text.split(separator: "/").prefix { segment in !segment.contains { "*?[{".contains($0) } }
    return segments.isEmpty ? .root : RepositoryPath(segments.joined(separator: "/"))
  }
}
