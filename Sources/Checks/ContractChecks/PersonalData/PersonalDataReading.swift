internal import Calendars
internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema
internal import Policy

/// Finds the personal data that a change brings into artifacts that may not carry any.
struct PersonalDataReading {
  private let reading: SchemaReading
  private let before: ContractState?
  private let policy: ContractPolicy
  /// The instant by which exceptions expire; nil where none is known.
  private let now: Instant?

  private(set) var fields: [PersonalField] = []
  private(set) var openFields: [OpenField] = []
  /// The artifacts with more fields than are looked at.
  private(set) var incomplete: [String] = []

  init(_ reading: SchemaReading, since before: ContractState?, policy: ContractPolicy, now: Instant?) {
    self.reading = reading
    self.before = before
    self.policy = policy
    self.now = now
  }

  /// Looks at files that stand in no repository, all fields of which are told.
  static func among(_ files: [ContractFile], policy: ContractPolicy) -> PersonalDataReading {
    let library = ContractLibrary()
    var paths: [RepositoryPath] = []
    for file in files {
      guard case .document(let document) = file.content, document.defects.allSatisfy({ $0.kind == .mergeKey }) else {
        continue
      }
      paths.append(file.loosePath)
      library.add(document, at: file.loosePath)
    }
    var found = PersonalDataReading(
      SchemaReading(library: library, policy: policy.schemas), since: nil, policy: policy, now: nil)
    for path in paths { found.look(at: path) }
    return found
  }

  /// Looks at changed artifacts, at the others that a change of those brings something to, and at those whose exception
  /// has expired.
  mutating func look(at changed: [RepositoryPath], except isExcluded: (RepositoryPath) -> Bool) {
    var paths = changed.filter { reading.library.document(atPath: $0) != nil }
    paths += dependents(of: changed)
    let known = Set(paths)
    if let now, policy.personalData.exceptions.contains(where: { !$0.isInForce(at: now) }) {
      paths += reading.library.allFiles().map(\.path).filter { path in
        !known.contains(path)
          && policy.personalData.exceptions.contains { exception in
            !exception.isInForce(at: now) && exception.path.matches(below(path))
          }
      }
    }
    let layout = ContractLayout(root: policy.root)
    for path in paths where policy.isContract(path) && !isExcluded(path) {
      if !layout.isAboutArtifacts(path) {
        look(at: path)
      } else if let message = GoldenMessage(path, layout) {
        look(at: message, layout)
      }
    }
  }

  /// The unchanged artifacts that refer to changed ones with new personal fields.
  private func dependents(of changed: [RepositoryPath]) -> [RepositoryPath] {
    var names: Set<String> = []
    for path in changed {
      let old = Set(before.map { self.personal(at: path, in: $0.library).map(\.key) } ?? [])
      guard personal(at: path, in: reading.library).contains(where: { !old.contains($0.key) }) else { continue }
      names.formUnion(SchemaDependents.names(of: path, reading.library.identifiers(at: path)))
    }
    return reading.dependents.allFiles(naming: names, except: Set(changed))
  }

  private mutating func look(at path: RepositoryPath) {
    guard !policy.personalData.isIdentity(below(path)) else { return }
    guard let document = walk(path, in: reading.library) else { return lookAtMessages(of: path) }
    if document.isIncomplete { incomplete.append(path.description) }
    let known = before.map { Set(personal(at: path, in: $0.library).map(\.key)) } ?? []
    let exceptions = policy.personalData.exceptions.filter { $0.path.matches(below(path)) }
    for found in Self.personal(among: document, at: path) {
      add(field(found, path, document), isKnown: known.contains(found.key), exceptions)
    }
    if let identity = identityFile(among: document.resources) { lookAtOpenFields(of: path, document, identity) }
  }

  /// Notes a field that was not there before, or whose exception has expired.
  private mutating func add(_ field: PersonalField, isKnown: Bool, _ exceptions: [PersonalDataPolicy.Exception]) {
    let excused = exceptions.filter {
      $0.pointer == field.pointer.description || $0.pointer == field.schemaPointer.description
    }
    if excused.contains(where: { exception in now.map { exception.isInForce(at: $0) } ?? true }) { return }
    if excused.isEmpty, isKnown { return }
    fields.append(field)
  }

  /// Looks at the schemas that are written into the messages of an AsyncAPI document, and at their examples.
  private mutating func lookAtMessages(of path: RepositoryPath) {
    let exceptions = policy.personalData.exceptions.filter { $0.path.matches(below(path)) }
    let earlier = before.map { MessageFields(at: path, in: $0.library, policy.schemas) }
    let known = (earlier?.parts ?? []).reduce(into: Set<String>()) { keys, part in
      keys.formUnion(Self.personal(among: part.walk, at: path).map { part.key(of: $0.field.names) })
    }
    let messages = MessageFields(at: path, in: reading.library, policy.schemas)
    var told: Set<Place> = []
    for part in messages.parts {
      for found in Self.personal(among: part.walk, at: path) {
        var field = field(found, path, part.walk)
        if let place = part.place { field.place = place }
        guard told.insert(field.place).inserted else { continue }
        add(field, isKnown: known.contains(part.key(of: found.field.names)), exceptions)
      }
    }
    for example in messages.examples where earlier?.examples.contains(example) != true {
      lookAtValues(example.value, at: path, exceptions)
    }
  }

  /// Looks at the values of a golden message of an artifact that is not the identity service's.
  private mutating func look(at message: GoldenMessage, _ layout: ContractLayout) {
    let artifacts = layout.artifacts(named: message.artifact, among: reading.library.allFiles().map(\.path))
    guard let root = reading.library.document(atPath: message.path),
      !artifacts.contains(where: { policy.personalData.isIdentity(below($0)) })
    else { return }
    let exceptions = policy.personalData.exceptions.filter { exception in
      ([message.path] + artifacts).contains { exception.path.matches(below($0)) }
    }
    lookAtValues(root, at: message.path, exceptions)
  }

  /// Looks at the values of a message.
  private mutating func lookAtValues(
    _ root: Node, at path: RepositoryPath, _ exceptions: [PersonalDataPolicy.Exception]
  ) {
    let exceptions = exceptions.filter { exception in now.map { exception.isInForce(at: $0) } ?? true }
    var open: [(value: Node, names: [String])] = [(root, [])]
    while let (value, names) = open.popLast() {
      for member in value.object.map(Array.init) ?? [] { open.append((member.value, names + [member.key])) }
      for element in value.array.map(Array.init) ?? [] { open.append((element, names)) }
      let pointer = JSONPointer(names)
      guard let content = PersonalContent(value), !exceptions.contains(where: { $0.pointer == pointer.description })
      else { continue }
      fields.append(
        PersonalField(
          artifact: path.description, pointer: pointer, schemaPointer: pointer,
          reason: "its value is \(content.rawValue)",
          place: Place(value.range, of: SourceText(root.tape.source), path: path.description), origin: nil))
    }
  }

  // MARK: Fields

  private struct Found {
    let field: SchemaField
    let reason: String
    var key: String { JSONPointer(field.names).description }
  }

  private func personal(at path: RepositoryPath, in library: ContractLibrary) -> [Found] {
    walk(path, in: library).map { Self.personal(among: $0, at: path) } ?? []
  }

  private static func personal(among walk: SchemaFields, at path: RepositoryPath) -> [Found] {
    var reader = PersonalFieldReader(artifact: path.description, walk)
    return walk.fields.compactMap { field in reader.reason(field).map { Found(field: field, reason: $0) } }
  }

  /// The fields of a file that is a schema.
  private func walk(_ path: RepositoryPath, in library: ContractLibrary) -> SchemaFields? {
    guard let root = library.document(atPath: path), reading.isSchema(root, at: path) else { return nil }
    var resources = SchemaResources(
      defaultDraft: policy.schemas.draft, dialects: policy.schemas.dialects, unresolved: .opaque
    ) { library.document(at: $0) }
    do throws(SchemaError) {
      return SchemaFields(of: try resources.add(root, uri: ContractLibrary.uri(of: path)), in: resources)
    } catch {
      return nil
    }
  }

  private func field(_ found: Found, _ path: RepositoryPath, _ walk: SchemaFields) -> PersonalField {
    let declared = found.field.declared[0]
    let document = walk.resources.document(of: declared)
    let node = walk.resources.node(at: declared)
    let isOwn = document.uri == ContractLibrary.uri(of: path)
    let origin = isOwn ? nil : reading.library.path(of: document.uri)
    return PersonalField(
      artifact: path.description, pointer: JSONPointer(found.field.names),
      schemaPointer: walk.pointer(of: found.field.place),
      reason: found.reason, place: Self.place(of: found.field.place, path, walk),
      origin: origin.map {
        Place(node.mark, of: document.source, path: $0.description, message: "declared here")
      })
  }

  private static func place(of entry: SchemaField.Entry, _ path: RepositoryPath, _ walk: SchemaFields) -> Place {
    let (location, range) =
      switch entry {
      case .reference(let location): (location, walk.resources.node(at: location).range)
      case .key(let holder, let name):
        (holder, walk.member(name, of: holder)?.keyRange ?? walk.resources.node(at: holder).mark)
      }
    return Place(range, of: walk.resources.document(of: location).source, path: path.description)
  }

  // MARK: Open fields

  private func identityFile(among resources: SchemaResources) -> String? {
    resources.documents.dropFirst().lazy.compactMap { reading.library.path(of: $0.uri) }
      .first { $0.hasPrefix(policy.root) && policy.personalData.isIdentity(below($0)) }?.description
  }

  private mutating func lookAtOpenFields(of path: RepositoryPath, _ walk: SchemaFields, _ identity: String) {
    let known =
      before.flatMap { self.walk(path, in: $0.library) }.map { walk in
        Set(walk.fields.filter { Self.isOpen($0, walk) }.map(\.names))
      } ?? []
    for field in walk.fields where Self.isOpen(field, walk) && !known.contains(field.names) {
      openFields.append(
        OpenField(
          artifact: path.description, pointer: JSONPointer(field.names), place: Self.place(of: field.place, path, walk),
          identity: identity))
    }
  }

  /// Whether any value will do, or any object.
  private static func isOpen(_ field: SchemaField, _ walk: SchemaFields) -> Bool {
    guard !field.isInner else { return false }
    return field.schemas.allSatisfy { location in
      let schema = walk.subschema(at: location)
      guard let members = schema.node.object else { return schema.node.boolean == true }
      if members["type"]?.string.map({ $0 != "object" }) ?? false { return false }
      if schema[.additionalProperties]?.boolean == false || schema[.unevaluatedProperties]?.boolean == false {
        return false
      }
      return members.allSatisfy { member in
        Keyword(name: member.key).map { annotations.contains($0) } ?? true
      }
    }
  }

  private static let annotations: Set<Keyword> = [
    .title, .description, .default, .deprecated, .examples, .readOnly, .writeOnly, .comment, .type,
    .additionalProperties, .ref, .anchor, .id,
  ]

  /// A path as patterns of the policy see it: from the root of the contracts.
  private func below(_ path: RepositoryPath) -> [UInt8] { path.below(policy.root) }
}

extension RepositoryPath {
  /// The path from a folder that it is in.
  func below(_ folder: RepositoryPath) -> [UInt8] {
    hasPrefix(folder) && !folder.bytes.isEmpty ? Array(bytes.dropFirst(folder.bytes.count + 1)) : bytes
  }
}
