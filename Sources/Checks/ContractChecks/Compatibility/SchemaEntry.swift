internal import Changes
internal import Compatibility
internal import Documents
internal import Git
internal import JSONSchema

/// A part of a document that others use: the whole, or one of the definitions where the whole asks for nothing.
struct SchemaEntry {
  /// The way to a definition; nil for the whole.
  let name: String?
  let old: Node?
  let new: Node?

  /// The parts that two versions of a document have, in the order of the older one.
  ///
  /// A file of definitions accepts everything, so as a whole it would be compatible with anything.
  static func entries(of new: Node, and old: Node) -> [SchemaEntry] {
    guard let before = definitions(of: old), let after = definitions(of: new) else {
      return [SchemaEntry(name: nil, old: old, new: new)]
    }
    return before.map { name, node in SchemaEntry(name: name, old: node, new: after.first { $0.name == name }?.node) }
  }

  /// The definitions of a document that consists of them; nil for any other.
  private static func definitions(of root: Node) -> [(name: String, node: Node)]? {
    guard let members = root.object,
      members.allSatisfy({ Keyword(rawValue: $0.key).map(idle.contains) ?? true })
    else { return nil }
    var found: [(String, Node)] = []
    for keyword in ["$defs", "definitions"] {
      for member in root[keyword]?.object.map(Array.init) ?? [] {
        found.append(("/\(keyword)/\(member.key)", member.value))
      }
    }
    return found.isEmpty ? nil : found
  }

  /// Keywords that ask nothing of a value.
  private static let idle: Set<Keyword> = [
    .schema, .id, .id4, .anchor, .comment, .vocabulary, .defs, .definitions, .title, .description, .examples,
    .deprecated,
  ]
}

/// Where a schema stood in one state after another, youngest first.
struct PathTrail {
  private var path: RepositoryPath
  private var younger: Snapshot
  /// Where the first state has it, which was found out already; nil where it has not.
  private var first: RepositoryPath??

  init(_ path: RepositoryPath, _ source: RepositoryPath?, _ judged: Snapshot) {
    self.path = path
    first = .some(source)
    younger = judged
  }

  /// The path of the schema in the next older state; nil where it was not there, after which it is looked for under
  /// the same path.
  mutating func path(in state: ContractState, below root: RepositoryPath) -> RepositoryPath? {
    defer { younger = state.snapshot }
    if let first {
      self.first = nil
      if let first { path = first }
      return first
    }
    do throws(GitError) {
      if try state.snapshot.version(of: path) != nil { return path }
      let changes = try younger.changes(since: state.snapshot, below: root)
      let moves = SchemaMoves(changes, from: state.library, to: ContractLibrary(younger, root: root))
      guard let source = moves.sources[path] else { return nil }
      path = source
      return source
    } catch {
      return nil
    }
  }
}

/// The versions of a schema that were compared, so that none is compared twice.
struct ComparedSources {
  private var seen: [String: [[Node]]] = [:]

  /// Whether these documents were not compared before; of an unchanged schema also, whether they differ at all.
  mutating func isNew(_ old: ComparedSchema, _ new: ComparedSchema, _ name: String?, isChanged: Bool) -> Bool {
    let before = old.resources.documents.map(\.root)
    if !isChanged, before == new.resources.documents.map(\.root) { return false }
    if seen[name ?? ""]?.contains(before) == true { return false }
    seen[name ?? "", default: []].append(before)
    return true
  }
}
