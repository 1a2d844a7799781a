internal import Compatibility
internal import Documents
internal import Git
internal import JSONSchema

/// A schema that is compared, and the contents of all documents that its references lead to.
struct CompiledContract {
  let schema: ComparedSchema
  let documents: [Node]
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
        _ = try resources.add(root, uri: ContractLibrary.uri(of: path))
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
    guard resources.resources.count == resources.documents.count else { return nil }
    var paths: [RepositoryPath] = []
    for document in resources.documents {
      guard let path = library.path(of: document.uri) else { return nil }
      if let identifier = SchemaText.identifier(of: document.root), library.path(of: identifier) != path { return nil }
      paths.append(path)
    }
    return paths
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
          documents: closure(of: Int(location.document)).map { resources.documents[$0].root })
      }
    }
    var resources = self.resources
    let schema = try ComparedSchema(at: location(of: entry, in: &resources), in: resources, options: options)
    return CompiledContract(schema: schema, documents: schema.resources.documents.map(\.root))
  }

  var options: SchemaOptions { SchemaOptions(assertsFormats: policy.assertsFormats) }

  private var resources: SchemaResources {
    SchemaResources(defaultDraft: policy.draft) { [library] uri in library.document(at: uri) }
  }

  private func location(of entry: Entry, in resources: inout SchemaResources) throws(SchemaError) -> Location {
    let root = library.document(atPath: entry.path) ?? entry.node
    let location = try resources.add(root, uri: ContractLibrary.uri(of: entry.path))
    return Location(Int(location.document), entry.node.index)
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
