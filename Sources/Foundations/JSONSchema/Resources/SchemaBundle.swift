package import Documents

extension SchemaResources {
  /// One document that holds a schema and every document that its references lead to (2020-12, core, §9.3).
  ///
  /// References stay as they are: each document is put below `$defs` (`definitions` up to draft 7) with an identifier
  /// that the references resolve to, relative to the root's where it had none.
  ///
  /// - Throws: a `SchemaError` when a reference leads to nothing.
  package mutating func bundle(_ root: Location) throws(SchemaError) -> Node {
    var next = 0
    var reached = [Int(root.document)]
    var isReferredTo = false
    while next < reached.count {
      let document = reached[next]
      next += 1
      // The list grows while documents come in.
      var place = 0
      while place < references.count {
        let reference = references[place]
        place += 1
        guard Int(reference.location.document) == document else { continue }
        let target = try resolve(reference.text, at: reference.location)
        if target.document == root.document, document != root.document { isReferredTo = true }
        guard !reached.contains(Int(target.document)) else { continue }
        guard Metaschemas.node(of: documents[Int(target.document)].uri) == nil else { continue }
        reached.append(Int(target.document))
      }
    }
    let draft = resources[resource(at: root)].dialect.draft
    var embedded: [(String, Node)] = []
    for document in reached.dropFirst() {
      embedded.append((name(of: document, among: embedded.map(\.0)), identified(document, in: root, draft)))
    }
    guard !embedded.isEmpty else { return node(at: root) }
    let bundle = Self.adding(embedded, to: node(at: root), draft)
    return isReferredTo ? Self.naming(bundle, documents[Int(root.document)].uri, draft) : bundle
  }

  /// A key that says where a document came from.
  private func name(of document: Int, among taken: [String]) -> String {
    let uri = documents[document].uri
    let name = String(uri.split(separator: "/").last ?? "schema")
    var unique = name
    var number = 2
    while taken.contains(unique) {
      unique = "\(name)-\(number)"
      number += 1
    }
    return unique
  }

  /// A document with an identifier.
  private func identified(_ document: Int, in root: Location, _ draft: Draft) -> Node {
    let node = documents[document].root
    let key = draft.idKeyword.rawValue
    let identifier = relative(documents[document].uri, to: documents[Int(root.document)].uri)
    switch node.boolean {
    case true?: return .object([(key, .string(identifier))])
    case false?: return .object([(key, .string(identifier)), ("not", true)])
    case nil: break
    }
    guard let members = node.object, !(members[key]?.string.map { URIReference($0).isAbsolute } ?? false) else {
      return node
    }
    let rest = Self.withoutSilencing(members, draft).filter { $0.0 != key }
    return .object([(key, .string(identifier))] + rest)
  }

  /// A document to which others in it refer by the name of its file, so that it has to say that this is its own.
  private static func naming(_ bundle: Node, _ uri: String, _ draft: Draft) -> Node {
    let key = draft.idKeyword.rawValue
    guard let members = bundle.object, members[key] == nil else { return bundle }
    let name = uri.split(separator: "/").last.map(String.init) ?? uri
    var named = members.map { ($0.key, $0.value) }
    named.insert((key, .string(name)), at: named.first?.0 == "$schema" ? 1 : 0)
    return .object(named)
  }

  /// A URI as the shortest reference from a document in the same place; as it is from anywhere else.
  private func relative(_ uri: String, to base: String) -> String {
    guard let slash = base.lastIndex(of: "/"), uri.hasPrefix(base[...slash]) else {
      var from = base.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      var to = uri.split(separator: "/", omittingEmptySubsequences: false)[...]
      guard from.count > 3, to.count > 3, from.prefix(3) == to.prefix(3) else { return uri }
      while let one = from.first, one == to.first {
        from = from.dropFirst()
        to = to.dropFirst()
      }
      return (from.map { _ in ".." } + to.map(String.init)).joined(separator: "/")
    }
    return String(uri[uri.index(after: slash)...])
  }

  private static func adding(_ embedded: [(String, Node)], to root: Node, _ draft: Draft) -> Node {
    let key = draft <= .draft7 ? "definitions" : "$defs"
    var members = root.object.map { withoutSilencing($0, draft) } ?? [("allOf", .array([root]))]
    let known = members.first { $0.0 == key }?.1.object.map { $0.map { ($0.key, $0.value) } } ?? []
    members.removeAll { $0.0 == key }
    let taken = Set(known.map(\.0))
    let renamed = embedded.map { name, node in (taken.contains(name) ? "bundled: \(name)" : name, node) }
    members.append((key, .object(known + renamed)))
    return .object(members)
  }

  /// The members of a schema in which `$ref`, up to draft 7, would silence what is put beside it.
  private static func withoutSilencing(_ members: Object, _ draft: Draft) -> [(String, Node)] {
    guard draft.refIsAlone, let reference = members["$ref"] else { return members.map { ($0.key, $0.value) } }
    let kept = members.filter { ["$schema", "definitions"].contains($0.key) }.map { ($0.key, $0.value) }
    return kept + [("allOf", .array([.object([("$ref", reference)])]))]
  }
}
