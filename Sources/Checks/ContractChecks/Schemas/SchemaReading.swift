internal import Changes
internal import Compatibility
internal import Documents
internal import Git
internal import JSONSchema
internal import Policy

/// Finds out all that the rules want to know of the schemas among the contracts.
struct SchemaReading {
  let library: ContractLibrary
  /// Who refers to whom in it.
  let dependents: SchemaDependents
  /// What the change is based on; nil where there is no change.
  private let before: ContractState?
  let policy: SchemaPolicy

  /// The files under judgement that are documents.
  let documents: [(path: RepositoryPath, document: Document)]
  /// The files under judgement that are none: of each of them something is said by itself, and not by all that refer
  /// to it.
  let mistaken: Set<RepositoryPath>
  /// All files under judgement.
  private let paths: Set<RepositoryPath>

  /// Takes in the files that a change adds or edits.
  init(
    among files: [(path: RepositoryPath, file: ContractFile)], of judged: Snapshot, since before: ContractState,
    policy: ContractPolicy
  ) {
    library = ContractLibrary(judged, policy, before.library.contents)
    dependents = SchemaDependents(library)
    self.before = before
    var documents: [(path: RepositoryPath, document: Document)] = []
    var mistaken: Set<RepositoryPath> = []
    for (path, file) in files {
      switch file.content {
      case .document(let document) where document.defects.allSatisfy { $0.kind == .mergeKey }:
        library.add(document, at: path)
        documents.append((path, document))
      case .document, .malformed: mistaken.insert(path)
      case .link, .unreadable: continue
      }
    }
    self.documents = documents
    self.mistaken = mistaken
    paths = Set(files.map(\.path))
    self.policy = policy.schemas
  }

  /// Reads the schemas of one state of the contracts.
  init(library: ContractLibrary, policy: SchemaPolicy) {
    self.library = library
    self.policy = policy
    dependents = SchemaDependents(library)
    before = nil
    documents = []
    mistaken = []
    paths = []
  }

  /// The schemas among the files, and the unchanged ones whose references the change may have broken.
  func schemas(changed: [ChangedPath]) -> [ContractSchema] {
    let old = Set(changed.filter { $0.old != nil }.map(\.path))
    let schemas = documents.compactMap { path, document in
      var schema = schema(document, at: path)
      schema?.isAdded = !old.contains(path)
      return schema
    }
    guard let before else { return schemas }
    let edited = changed.filter { $0.old != nil && !mistaken.contains($0.path) }
    return schemas + brokenDependents(of: edited, before.library)
  }

  /// The schemas among files that stand in no repository.
  static func schemas(among files: [ContractFile], policy: ContractPolicy) -> [ContractSchema] {
    let library = ContractLibrary()
    let documents = files.compactMap { file -> (RepositoryPath, Document)? in
      guard case .document(let document) = file.content, document.defects.allSatisfy({ $0.kind == .mergeKey }) else {
        return nil
      }
      library.add(document, at: file.loosePath)
      return (file.loosePath, document)
    }
    let reading = SchemaReading(library: library, policy: policy.schemas)
    return documents.compactMap { path, document in
      var schema = reading.schema(document, at: path)
      // What another file would have to show is not known of loose files.
      schema?.unresolved.removeAll { $0.kind == .missingDocument }
      return schema
    }
  }

  /// Reads one document; nil when it is no schema.
  func schema(_ document: Document, at path: RepositoryPath, isUnchanged: Bool = false) -> ContractSchema? {
    guard isSchema(document.root, at: path) else { return nil }
    var resources = SchemaResources(defaultDraft: policy.draft, dialects: policy.dialects) { [library] uri in
      library.document(at: uri)
    }
    do throws(SchemaError) {
      _ = try resources.add(document.root, uri: ContractLibrary.uri(of: path))
      // What is about artifacts is read by those who know them.
      let isArtifact = !ContractLayout(root: library.root).isAboutArtifacts(path)
      var schema = ContractSchema(
        path: path.description, document: document, policy: isArtifact ? policy : policy.undocumented,
        isUnchanged: isUnchanged)
      schema.subschemas = resources.subschemas(of: 0)
      resolve(&schema, &resources)
      guard !isUnchanged else { return schema }
      schema.failures = try Self.failures(of: document.root, schema.subschemas.first?.dialect.draft ?? policy.draft)
      schema.endless = resources.endlessReferences(of: 0).map { (resources.node(at: $0.location), $0.circle) }
      schema.duplicates = resources.problems.filter { $0.document == resources.documents[0].uri }
      if schema.failures.isEmpty, schema.unresolved.isEmpty {
        compile(&schema, &resources)
        schema.empty = innermostEmpty(of: schema.subschemas, in: &resources)
      }
      return schema
    } catch {
      return ContractSchema(
        path: path.description, document: document, policy: policy, isUnchanged: isUnchanged, dialectProblem: error)
    }
  }

  /// Whether a document says that it is a schema, the policy does, or it is plainly one.
  func isSchema(_ root: Node, at path: RepositoryPath) -> Bool {
    let metaschema = root["$schema"]?.string
    return metaschema?.contains("//json-schema.org/") ?? false
      || metaschema.map { policy.dialects[SchemaNames.withoutEmptyFragment($0)] != nil } ?? false
      || policy.files.contains { $0.matches(path.bytes) }
      || metaschema.flatMap { library.document(at: $0) }?["$vocabulary"] != nil
      || PlainSchema.isPlainly(root) && !PlainSchema.isInstance(path.bytes)
  }

  private func resolve(_ schema: inout ContractSchema, _ resources: inout SchemaResources) {
    let references = resources.references.filter { $0.location.document == 0 }
    for reference in references.sorted(by: { $0.location.index < $1.location.index }) {
      do throws(SchemaError) {
        _ = try resources.resolve(reference.text, at: reference.location)
      } catch {
        schema.unresolved.append(library.explained(error, reference.text, in: schema.path))
      }
    }
  }

  private static func failures(of root: Node, _ draft: Draft) throws(SchemaError) -> [SchemaFailure] {
    guard let metaschema = draft.schema else { return [] }
    do throws(EvaluationError) {
      if try metaschema.isValid(root) { return [] }
      return try metaschema.evaluate(root, room: 1_000).failures
    } catch {
      throw SchemaError(limit: error.message)
    }
  }

  /// Compiles the schemas that have values to be judged, with what they reach: what others reach costs nothing.
  private func compile(_ schema: inout ContractSchema, _ resources: inout SchemaResources) {
    let asked = schema.subschemas.filter { subschema in
      [Keyword.default, .examples, .const, .enum].contains { subschema[$0] != nil }
    }
    guard let first = asked.first else { return }
    do throws(SchemaError) {
      schema.compiled = try Schema(
        at: first.location, and: asked.dropFirst().map(\.location), in: &resources,
        options: policy.options)
    } catch {
      if error.document == resources.documents[0].uri { schema.compilationProblem = error }
    }
  }

  /// The schemas that no value fits, without those that are such because another one is.
  private func innermostEmpty(of subschemas: [Subschema], in resources: inout SchemaResources) -> Set<Location> {
    let written = subschemas.filter { !$0.node.isNever }
    let found = Set(
      EmptySchemas.among(
        written.map(\.location), in: resources, options: policy.options
      ).sorted { $0.index < $1.index }.prefix(Self.emptyLimit))
    guard !found.isEmpty else { return [] }
    var empty = found
    for reference in resources.references where reference.location.document == 0 {
      do throws(SchemaError) {
        let target = try resources.resolve(reference.text, at: reference.location)
        guard found.contains(target) else { continue }
        for outer in found where outer != target && resources.node(at: outer).holds(reference.location) {
          empty.remove(outer)
        }
      } catch {
        continue
      }
    }
    return empty.filter { outer in
      !empty.contains { $0 != outer && resources.node(at: outer).holds($0) }
    }
  }

  /// Nobody reads on after so many.
  private static let emptyLimit = 200

  // MARK: Files that refer to others

  /// The unchanged schemas whose references lead to nothing, and which name a file that the change edits or deletes.
  private func brokenDependents(of changed: [ChangedPath], _ before: ContractLibrary) -> [ContractSchema] {
    var names: Set<String> = []
    for file in changed {
      if let old = before.document(atPath: file.path), let new = library.document(atPath: file.path),
        Self.keepsPlaces(new, of: old)
      {
        continue
      }
      names.formUnion(SchemaDependents.names(of: file.path, before.identifiers(at: file.path, file.old)))
    }
    return dependents.files(naming: names, except: paths).compactMap { path in
      guard library.isContract(path), let bytes = library.bytes(at: path) else { return nil }
      do throws(DocumentError) {
        let document = try SchemaText.document(bytes, path: path.description)
        return schema(document, at: path, isUnchanged: true).flatMap { $0.unresolved.isEmpty ? nil : $0 }
      } catch {
        return nil
      }
    }
  }

  /// Whether all that a reference can lead to in a file is still there after an edit, under the same names.
  private static func keepsPlaces(_ new: Node, of old: Node) -> Bool {
    let names: Set<String> = ["$id", "id", "$anchor", "$dynamicAnchor", "$schema"]
    var open = [(new, old)]
    while let (after, before) = open.popLast() {
      if let members = before.object {
        for member in members {
          guard let value = after[member.key] else { return false }
          if names.contains(member.key), value != member.value { return false }
          open.append((value, member.value))
        }
      } else if let elements = before.array {
        guard let others = after.array, others.count >= elements.count else { return false }
        open += zip(others, elements)
      }
    }
    return true
  }
}

extension Node {
  /// Whether a schema says by itself that nothing is allowed.
  fileprivate var isNever: Bool {
    if boolean == false { return true }
    guard let excluded = self["not"], object?.count == 1 else { return false }
    return excluded.boolean == true || excluded.object?.isEmpty == true
  }

  /// Whether a place in the same document stands in this value.
  fileprivate func holds(_ place: Location) -> Bool {
    (index..<index + tape.entries[index].stride).contains(Int(place.index))
  }
}
