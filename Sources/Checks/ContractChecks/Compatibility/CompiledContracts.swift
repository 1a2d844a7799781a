internal import Compatibility
internal import Documents
internal import Git
internal import JSONSchema

/// A schema that is compared, and all documents that its references lead to.
struct CompiledContract {
  let schema: ComparedSchema
  let documents: [ReadDocument]
  /// Whether it was compiled together with all others of its state, out of the same documents.
  let isTogether: Bool
}

/// What a document means: its content, by the URI that its references are relative to, in a dialect.
struct ReadDocument {
  let root: Node
  let uri: String
  let dialect: Dialect

  /// The document of a number among others.
  init(_ number: Int, in resources: SchemaResources) {
    root = resources.documents[number].root
    let resource = resources.resources[resources.resource(at: Location(number, root.index))]
    uri = resource.uri
    dialect = resource.dialect
  }

  /// Whether it means the same as another.
  func isSame(as other: ReadDocument) -> Bool {
    isUnchanged(from: other) || uri == other.uri && dialect == other.dialect && root == other.root
  }

  /// Whether it means the same as an earlier one, and has not a byte that differs.
  func isUnchanged(from other: ReadDocument) -> Bool {
    root.tape.source == other.root.tape.source && root.index == other.root.index && uri == other.uri
      && dialect == other.dialect
  }
}

/// The schemas of one state of the contracts, compiled together: most of them refer to the same others.
final class CompiledContracts {
  /// A schema by its file, and by its value in there.
  struct Entry {
    let path: RepositoryPath
    let node: Node
  }

  let library: ContractLibrary
  private let policy: SchemaPolicy
  private var together: (resources: SchemaResources, schema: Schema, isCompiled: Set<Location>)?
  /// The documents that each document refers to, by their numbers.
  private var targets: [Int: Set<Int>] = [:]

  init(_ library: ContractLibrary, _ policy: SchemaPolicy) {
    self.library = library
    self.policy = policy
  }

  /// Compiles several schemas at once; where one of them is at fault, each is compiled when it is asked for.
  func prepare(_ entries: [Entry]) {
    var resources = self.resources
    do throws(SchemaError) {
      var locations: [Location] = []
      for entry in entries { locations.append(try location(of: entry, in: &resources)) }
      guard let first = locations.first else { return }
      let schema = try Schema(at: first, and: Array(locations.dropFirst()), in: &resources, options: options)
      for reference in resources.references {
        let target = try resources.resolve(reference.text, at: reference.location)
        targets[Int(reference.location.document), default: []].insert(Int(target.document))
      }
      together = sharedPaths(in: resources) != nil ? (resources, schema, Set(locations)) : nil
    } catch {
      together = nil
    }
  }

  /// Loads some schemas and all that they lead to; nil where something is wrong with them, where one could find what
  /// another one names, or where what a reference means depends on the way there.
  func joined(_ schemas: [RepositoryPath]) -> (resources: SchemaResources, paths: [RepositoryPath])? {
    var resources = self.resources
    do throws(SchemaError) {
      for path in schemas {
        guard let root = library.document(atPath: path) else { return nil }
        let location = try resources.add(root, uri: ContractLibrary.uri(of: path))
        // Definitions are compared by themselves, also where the draft does not know the keyword.
        for definition in SchemaEntry.definitions(of: root) ?? [] {
          try resources.walkIfNew(Location(Int(location.document), definition.node.index))
        }
      }
      var next = 0
      while next < resources.references.count {
        let reference = resources.references[next]
        _ = try resources.resolve(reference.text, at: reference.location)
        next += 1
      }
    } catch {
      return nil
    }
    let isDynamic = resources.resources.contains { $0.isRecursiveAnchor || !$0.dynamicAnchors.isEmpty }
    guard !isDynamic, let paths = sharedPaths(in: resources) else { return nil }
    return (resources, paths)
  }

  /// The files of the documents, where each name leads to the same one for every schema, as it would for one that is
  /// compiled by itself; nil where that is not sure.
  ///
  /// Compiled together, a schema could reach what another one names: a resource within it, or a document that bears an
  /// identifier which the library knows as that of another file.
  private func sharedPaths(in resources: SchemaResources) -> [RepositoryPath]? {
    guard resources.resources.count == resources.documents.count, resources.problems.isEmpty, !resources.findsNamesLate
    else { return nil }
    var paths: [RepositoryPath] = []
    for (number, document) in resources.documents.enumerated() {
      let base = ReadDocument(number, in: resources).uri
      guard let path = library.path(of: document.uri), library.path(of: base) == path else { return nil }
      paths.append(path)
    }
    return Set(paths).count == paths.count ? paths : nil
  }

  /// A schema, ready to be compared.
  ///
  /// - Throws: a `SchemaError` at the first thing that is wrong with it.
  func contract(_ entry: Entry) throws(SchemaError) -> CompiledContract {
    if let together {
      var resources = together.resources
      let location = try location(of: entry, in: &resources)
      if together.isCompiled.contains(location) {
        return CompiledContract(
          schema: ComparedSchema(at: location, in: resources, compiledWith: together.schema, options: options),
          documents: closure(of: Int(location.document)).map { ReadDocument($0, in: resources) }, isTogether: true)
      }
    }
    var resources = self.resources
    let schema = try ComparedSchema(at: location(of: entry, in: &resources), in: resources, options: options)
    return CompiledContract(
      schema: schema, documents: schema.resources.documents.indices.map { ReadDocument($0, in: schema.resources) },
      isTogether: false)
  }

  /// A document in place of the one of an entry.
  ///
  /// - Throws: a `SchemaError` at the first thing that is wrong with it.
  func schema(of root: Node, insteadOf entry: Entry) throws(SchemaError) -> ComparedSchema {
    var resources = self.resources
    let location = try resources.add(root, uri: ContractLibrary.uri(of: entry.path))
    return try ComparedSchema(at: location, in: resources, options: options)
  }

  var options: SchemaOptions { policy.options }

  private var resources: SchemaResources {
    // What a reference names that leads to nothing is the same before and after; all beside it is compared.
    SchemaResources(defaultDraft: policy.draft, dialects: policy.dialects, unresolved: .opaque) { [library] uri in
      library.document(at: uri)
    }
  }

  private func location(of entry: Entry, in resources: inout SchemaResources) throws(SchemaError) -> Location {
    let root = library.document(atPath: entry.path) ?? entry.node
    let document = try resources.add(root, uri: ContractLibrary.uri(of: entry.path)).document
    let location = Location(Int(document), entry.node.index)
    // The draft need not know the keyword that a definition stands behind.
    try resources.walkIfNew(location)
    return location
  }

  /// A document and those that it leads to, in the order in which they are met.
  private func closure(of document: Int) -> [Int] {
    var found = [document]
    var next = 0
    while next < found.count {
      for target in (targets[found[next]] ?? []).sorted() where !found.contains(target) { found.append(target) }
      next += 1
    }
    return found
  }
}
