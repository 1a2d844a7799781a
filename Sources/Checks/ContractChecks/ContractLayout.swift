internal import Git

/// What the folders below a root are for that hold no artifacts.
struct ContractLayout {
  let root: RepositoryPath

  /// What services expect of artifacts: `consumers/<service>/<artifact>`.
  var consumers: RepositoryPath { root.appending("consumers") }

  /// Golden messages: `examples/<artifact>/{valid,invalid}/`.
  var examples: RepositoryPath { root.appending("examples") }

  /// What will go: plans.
  var deprecations: RepositoryPath { root.appending(DeprecationPlan.folder) }

  /// Whether a file is about artifacts and is none itself.
  func isAboutArtifacts(_ path: RepositoryPath) -> Bool {
    [consumers, examples, deprecations].contains { path.hasPrefix($0) }
  }

  /// The artifacts that a name means: a path below the root or the last part of one, with or without the endings.
  func artifacts(named name: String, among paths: [RepositoryPath]) -> [RepositoryPath] {
    let wanted = Self.stem(name)
    let candidates = paths.filter { !isAboutArtifacts($0) && ContractFile.isContract($0.bytes) }
    let exact = candidates.filter { Self.stem(String(decoding: $0.below(root), as: UTF8.self)) == wanted }
    if !exact.isEmpty { return exact }
    return candidates.filter { Self.stem(String(decoding: $0.lastComponent, as: UTF8.self)) == wanted }
  }

  /// A name without `.schema.json` and the like.
  static func stem(_ name: String) -> String {
    var name = name[...]
    for ending in [".json", ".yaml", ".yml", ".schema", ".fields"] where name.hasSuffix(ending) {
      name = name.dropLast(ending.count)
    }
    return String(name)
  }
}
