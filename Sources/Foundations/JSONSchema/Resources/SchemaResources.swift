package import Documents

/// Gives the document of a URI without a fragment, or nil: the only way to anything outside of a schema.
///
/// Nothing here ever opens a file or a connection.
package typealias SchemaLoader = (_ uri: String) -> Node?

/// The documents that a schema and its references lead to, and the names of what is in them.
package struct SchemaResources {
  package private(set) var documents: [SchemaDocument] = []
  package private(set) var resources: [SchemaResource] = []
  /// By URIs in ASCII: as texts, different ones can be equal (Unicode, canonical equivalence).
  private var byURI: [String: Int] = [:]
  /// The documents by the URIs under which they were given.
  private var documentsByURI: [String: Int] = [:]
  /// The resources of each document, by the places of their roots.
  private var roots: [[(index: Int, resource: Int)]] = []
  /// The subschemas of each document that were walked over.
  private var walked: [Set<Int32>] = []
  /// The subschemas that were walked over, outer ones before inner ones.
  package private(set) var subschemas: [Location] = []
  /// All references of the subschemas that were walked over.
  package private(set) var references: [SchemaReference] = []
  /// Whether names became known only because something else led to where they stand.
  package private(set) var findsNamesLate = false
  /// What is wrong with names, which does not stop a walk.
  package private(set) var problems: [SchemaError] = []

  /// The references that lead to nothing, by the numbers of the documents that stand for what they name.
  package private(set) var unknown: [Int: String] = [:]

  private let loader: SchemaLoader
  private let defaultDraft: Draft
  /// The drafts of metaschemas by their URIs, beside those that are known.
  private let dialects: [String: Draft]
  private let unresolved: UnresolvedReferences
  let limits: SchemaLimits

  /// - Parameters:
  ///   - defaultDraft: the draft of a document without `$schema`.
  ///   - dialects: the drafts of metaschemas, by their URIs without an empty fragment, beside those that are known.
  ///   - unresolved: what becomes of a reference that leads to nothing.
  ///   - limits: what references may draw in.
  ///   - loader: gives the document of a URI.
  package init(
    defaultDraft: Draft = .draft2020, dialects: [String: Draft] = [:], unresolved: UnresolvedReferences = .refused,
    limits: SchemaLimits = SchemaLimits(), loader: @escaping SchemaLoader
  ) {
    self.defaultDraft = defaultDraft
    self.dialects = dialects
    self.unresolved = unresolved
    self.loader = loader
    self.limits = limits
  }

  /// Takes in a document and answers with the location of its root.
  package mutating func add(_ root: Node, uri: String) throws(SchemaError) -> Location {
    let base = URIReference(uri).withoutFragment
    let key = base.description
    if let known = documentsByURI[base.asciiDescription] { return Location(known, documents[known].root.index) }
    let number = documents.count
    documents.append(SchemaDocument(uri: key, root: root))
    documentsByURI[base.asciiDescription] = number
    roots.append([])
    walked.append([])
    let location = Location(number, root.index)
    guard documents.count <= limits.documents else {
      throw error(.limit, "references lead to more than \(limits.documents) documents", at: location)
    }
    let dialect = try dialect(of: root, at: location) ?? Dialect(defaultDraft)
    try walk(from: location, within: nil, base: base, dialect: dialect)
    return location
  }

  // MARK: Questions

  package func document(of location: Location) -> SchemaDocument { documents[Int(location.document)] }

  package func node(at location: Location) -> Node { document(of: location).node(at: Int(location.index)) }

  /// The innermost resource that a value stands in.
  package func resource(at location: Location) -> Int {
    let roots = roots[Int(location.document)]
    var low = 0
    var high = roots.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if roots[middle].index <= Int(location.index) { low = middle } else { high = middle }
    }
    let entries = document(of: location).tape.entries
    var resource = roots[low].resource
    while true {
      let root = Int(resources[resource].root.index)
      if Int(location.index) < root + entries[root].stride { return resource }
      guard let parent = resources[resource].parent else { return resource }
      resource = parent
    }
  }

  package func error(
    _ kind: SchemaError.Kind, _ message: String, at location: Location, help: String? = nil
  ) -> SchemaError {
    let document = document(of: location)
    let index = Int(location.index)
    return SchemaError(
      kind: kind, message: message, help: help, document: document.uri, range: document.tape.entries[index].range,
      pointer: document.pointer(to: index))
  }

  // MARK: References

  /// Finds what a reference leads to, loading documents where it has to.
  ///
  /// - Throws: a `SchemaError` at the reference when there is no such document or nothing at that place.
  package mutating func resolve(_ text: String, at location: Location) throws(SchemaError) -> Location {
    do throws(SchemaError) {
      return try resolveKnown(text, at: location)
    } catch {
      guard unresolved == .opaque, error.kind == .missingDocument || error.kind == .missingTarget else { throw error }
      let target = resources[resource(at: location)].base.resolving(URIReference(text)).description
      let found = try add(
        true,
        uri: "unknown:"
          + target.split(separator: "#", omittingEmptySubsequences: false)
          .joined(separator: "%23"))
      unknown[Int(found.document)] = target
      return found
    }
  }

  private mutating func resolveKnown(_ text: String, at location: Location) throws(SchemaError) -> Location {
    let base = resources[resource(at: location)].base
    let target = base.resolving(URIReference(text))
    let resource = try resource(of: target.withoutFragment, named: text, at: location)
    guard let fragment = target.decodedFragment else {
      throw error(.missingTarget, "\"\(text)\" is not percent-encoded UTF-8", at: location)
    }
    let root = resources[resource].root
    if fragment.isEmpty { return root }
    if let anchored = resources[resource].anchors[fragment] { return anchored }
    guard fragment.hasPrefix("/") else {
      throw error(
        .missingTarget, "cannot resolve `\(text)`: \(name(of: resource)) has no anchor `\(fragment)`",
        at: location, help: "correct the reference, or add the anchor")
    }
    let pointer = try pointer(fragment, at: location)
    guard let node = node(at: root)[pointer] else {
      throw error(
        .missingTarget, "cannot resolve `\(text)`: \(name(of: resource)) has no \(pointer)", at: location,
        help: "correct the reference, or add what it names")
    }
    let found = Location(Int(root.document), node.index)
    try walkIfNew(found)
    return found
  }

  private func pointer(_ fragment: String, at location: Location) throws(SchemaError) -> JSONPointer {
    do throws(JSONPointerError) {
      return try JSONPointer(parsing: fragment)
    } catch {
      throw self.error(.missingTarget, error.description, at: location)
    }
  }

  private func name(of resource: Int) -> String {
    let uri = resources[resource].uri
    return uri.isEmpty ? "this document" : uri
  }

  private mutating func resource(
    of uri: URIReference, named text: String, at location: Location
  ) throws(SchemaError) -> Int {
    let key = uri.description
    if let known = byURI[uri.asciiDescription] { return known }
    guard let (node, key) = document(of: key, named: text, at: location) else {
      // The URI of a file says no more than the reference does.
      let meaning = text.hasPrefix(key) || uri.scheme == "file" ? "" : " (\"\(key)\")"
      throw error(
        .missingDocument,
        "cannot resolve `\(text)`\(meaning): no file has this path or `$id`. References are never fetched",
        at: location,
        help: "add the document to the repository, or correct the reference")
    }
    let root = try add(node, uri: key)
    if let known = byURI[uri.asciiDescription] { return known }
    return resource(at: root)
  }

  /// The document of a URI, and the name under which it is given.
  ///
  /// References resolve against the identifier of the schema (RFC 3986 §5, core §8.2). Where that leads to nothing, many
  /// validators look for a document whose `$id` is what the reference says, and others for a file beside this one.
  private func document(of uri: String, named text: String, at location: Location) -> (node: Node, key: String)? {
    if let node = Metaschemas.node(of: uri) ?? loader(uri) { return (node, uri) }
    let file = URIReference(documents[Int(location.document)].uri)
    let written = URIReference(text).withoutFragment
    for key in [written.description, file.resolving(written).description] where !key.isEmpty && key != uri {
      if let node = loader(key) { return (node, key) }
    }
    return nil
  }

  /// The schemas that a dynamic reference may lead to: those of an anchor in any resource.
  func dynamicAnchors(named name: String) -> [(resource: Int, location: Location)] {
    resources.indices.compactMap { number in
      guard resources[number].dynamicAnchors.contains(name) else { return nil }
      return resources[number].anchors[name].map { (number, $0) }
    }
  }

  /// The name that a dynamic reference looks for; nil when it is a plain one.
  ///
  /// It is dynamic only if what it leads to by itself bears that `$dynamicAnchor` (core, §8.2.3.2).
  package func dynamicAnchor(of reference: String, leadingTo target: Location) -> String? {
    let name = URIReference(reference).decodedFragment ?? ""
    let holder = resources[resource(at: target)]
    return holder.dynamicAnchors.contains(name) && holder.anchors[name] == target ? name : nil
  }

  // MARK: Dialects

  /// The dialect that a resource's `$schema` names; nil without one.
  private mutating func dialect(of node: Node, at location: Location) throws(SchemaError) -> Dialect? {
    guard let value = node["$schema"], let uri = value.string else { return nil }
    if let draft = Draft(metaschema: uri) ?? dialects[SchemaNames.withoutEmptyFragment(uri)] { return Dialect(draft) }
    let place = Location(Int(location.document), value.index)
    let key = URIReference(uri).withoutFragment.description
    guard let metaschema = loader(key) else {
      throw error(
        .unknownDialect, "unknown `$schema` `\(uri)`: not a supported draft, and no file has this `$id`", at: place,
        help: "name one of draft-04, draft-06, draft-07, 2019-09 and 2020-12 by its URI")
    }
    guard let parent = metaschema["$schema"]?.string, let draft = Draft(metaschema: parent) else {
      throw error(.unknownDialect, "the metaschema \"\(uri)\" names no supported draft in its `$schema`", at: place)
    }
    guard draft >= .draft2019, let named = metaschema["$vocabulary"]?.object else { return Dialect(draft) }
    var vocabularies: Vocabularies = []
    for member in named {
      if let vocabulary = Vocabularies(uri: member.key) {
        vocabularies.insert(vocabulary)
      } else if member.value.boolean == true {
        throw error(
          .unknownVocabulary, "the metaschema \"\(uri)\" requires the vocabulary \"\(member.key)\", which is not known",
          at: place)
      }
    }
    return Dialect(draft, vocabularies.union(.core))
  }

  // MARK: Walking

  /// Walks over a place that a pointer led to and no keyword, so that what is named inside becomes known.
  package mutating func walkIfNew(_ location: Location) throws(SchemaError) {
    guard !walked[Int(location.document)].contains(location.index) else { return }
    let resource = resource(at: location)
    let names = (resources.count, resources[resource].anchors.count)
    try walk(
      from: location, within: resource, base: resources[resource].base, dialect: resources[resource].dialect)
    if names != (resources.count, resources[resource].anchors.count) { findsNamesLate = true }
  }

  private struct Step {
    var index: Int
    var resource: Int?
  }

  /// Walks over all subschemas below one, and notes resources, anchors and references.
  private mutating func walk(
    from start: Location, within outer: Int?, base: URIReference, dialect: Dialect
  ) throws(SchemaError) {
    let number = Int(start.document)
    let document = documents[number]
    var open = [Step(index: Int(start.index), resource: outer)]
    while let step = open.popLast() {
      guard walked[number].insert(Int32(step.index)).inserted else { continue }
      let node = document.node(at: step.index)
      let location = Location(number, step.index)
      subschemas.append(location)
      let resource: Int
      if let outer = step.resource {
        resource = try self.resource(opening: node, at: location, inside: outer)
      } else {
        resource = try addResource(
          base: identifier(of: node, draft: dialect.draft).map { base.resolving($0).withoutFragment } ?? base,
          at: location, dialect: dialect, parent: nil)
        if byURI[base.asciiDescription] == nil { byURI[base.asciiDescription] = resource }
      }
      guard let object = node.object else { continue }
      try noteNames(of: object, at: location, in: resource)
      let dialect = resources[resource].dialect
      let isAlone = dialect.draft.refIsAlone && object["$ref"] != nil
      let waiting = open.count
      for member in object {
        guard let keyword = Keyword(name: member.key), keyword.drafts.contains(dialect.draft) else { continue }
        switch keyword {
        case .ref, .dynamicRef, .recursiveRef:
          guard let text = member.value.string else { continue }
          references.append(
            SchemaReference(
              keyword: keyword, location: Location(number, member.value.index), schema: location, text: text))
        default:
          if isAlone, keyword != .definitions { continue }
          Self.forEachSubschema(of: keyword, in: member.value) { open.append(Step(index: $0, resource: resource)) }
        }
      }
      // What comes first in the text is the next to be taken.
      open[waiting...].reverse()
    }
    roots[number].sort { $0.index < $1.index }
  }

  /// Calls with the place of each subschema that stands in a keyword's value.
  package static func forEachSubschema(of keyword: Keyword, in value: Node, _ body: (Int) -> Void) {
    switch (keyword.shape, value.kind) {
    case (.none, _): return
    case (.schema, _), (.schemaOrArray, .object), (.schemaOrArray, .boolean): body(value.index)
    case (.array, .array), (.schemaOrArray, .array):
      if let elements = value.array { for element in elements { body(element.index) } }
    case (.map, .object):
      if let members = value.object { for member in members { body(member.value.index) } }
    case (.dependencies, .object):
      if let members = value.object {
        for member in members where member.value.array == nil { body(member.value.index) }
      }
    default: return
    }
  }

  /// The resource that a subschema belongs to: one of its own where it has an identifier.
  private mutating func resource(opening node: Node, at location: Location, inside outer: Int) throws(SchemaError)
    -> Int
  {
    guard node.kind == .object else { return outer }
    let draft = resources[outer].dialect.draft
    guard let identifier = identifier(of: node, draft: draft) else { return outer }
    if draft <= .draft7, identifier.description.hasPrefix("#") { return outer }
    let dialect = try dialect(of: node, at: location) ?? resources[outer].dialect
    return try addResource(
      base: resources[outer].base.resolving(identifier).withoutFragment, at: location, dialect: dialect, parent: outer)
  }

  private func identifier(of node: Node, draft: Draft) -> URIReference? {
    if draft.refIsAlone, node["$ref"] != nil { return nil }
    return node[draft.idKeyword.rawValue]?.string.map { URIReference($0) }
  }

  private mutating func addResource(
    base: URIReference, at location: Location, dialect: Dialect, parent: Int?
  ) throws(SchemaError) -> Int {
    let number = resources.count
    resources.append(SchemaResource(base: base, root: location, dialect: dialect, parent: parent))
    let document = Int(location.document)
    roots[document].append((Int(location.index), number))
    let uri = base.asciiDescription
    if let earlier = byURI[uri] {
      if parent != nil || resources[earlier].root.document == location.document {
        problems.append(
          error(.duplicateIdentifier, "the identifier \"\(base)\" is taken by another schema already", at: location))
      }
    } else {
      byURI[uri] = number
    }
    return number
  }

  private mutating func noteNames(of object: Object, at location: Location, in resource: Int) throws(SchemaError) {
    let draft = resources[resource].dialect.draft
    if draft <= .draft7 {
      if draft.refIsAlone, object["$ref"] != nil { return }
      guard let text = object[draft.idKeyword.rawValue]?.string,
        let fragment = URIReference(text).decodedFragment, !fragment.isEmpty
      else { return }
      note(anchor: fragment, at: location, in: resource)
      return
    }
    if let anchor = object["$anchor"]?.string { note(anchor: anchor, at: location, in: resource) }
    if draft == .draft2020, let anchor = object["$dynamicAnchor"]?.string {
      note(anchor: anchor, at: location, in: resource)
      resources[resource].dynamicAnchors.insert(anchor)
    }
    if draft == .draft2019, location == resources[resource].root, object["$recursiveAnchor"]?.boolean == true {
      resources[resource].isRecursiveAnchor = true
    }
  }

  private mutating func note(anchor: String, at location: Location, in resource: Int) {
    guard let earlier = resources[resource].anchors[anchor] else {
      resources[resource].anchors[anchor] = location
      return
    }
    guard earlier != location else { return }
    problems.append(
      error(.duplicateIdentifier, "the anchor \"\(anchor)\" is given twice in this schema", at: location))
  }
}
