internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// Judges the golden messages that a change bears upon, and looks for artifacts without any.
struct GoldenReading {
  private let reading: SchemaReading
  private let policy: ContractPolicy
  private let layout: ContractLayout
  private(set) var problems: [GoldenProblem] = []
  private(set) var missing: [MissingGoldenMessage] = []
  /// How many messages were judged.
  private(set) var judged = 0

  init(_ reading: SchemaReading, policy: ContractPolicy) {
    self.reading = reading
    self.policy = policy
    layout = ContractLayout(root: policy.root)
  }

  /// Looks at the messages that a change edits, and at those of artifacts that it alters.
  mutating func look(at changed: [ChangedPath], except isExcluded: (RepositoryPath) -> Bool) {
    let paths = reading.library.allFiles().map(\.path)
    let messages = paths.compactMap { GoldenMessage($0, layout) }
    let edited = Set(changed.map(\.path))
    if !messages.isEmpty {
      let affected = affected(by: edited)
      for (name, messages) in Dictionary(grouping: messages, by: \.artifact).sorted(by: { $0.key < $1.key }) {
        let artifacts = layout.artifacts(named: name, among: paths)
        // Another rule tells of a schema that does not parse.
        guard !artifacts.contains(where: { reading.mistaken.contains($0) }) else { continue }
        let isAffected = artifacts.contains { affected.contains($0) }
        let due = messages.filter { (isAffected || edited.contains($0.path)) && !isExcluded($0.path) }
        if !due.isEmpty { judge(due, by: artifacts, named: name) }
      }
    }
    let named = Set(messages.filter(\.isValid).flatMap { layout.artifacts(named: $0.artifact, among: paths) })
    let candidates = changed.filter { $0.new != nil && !named.contains($0.path) && !isExcluded($0.path) }
    guard !candidates.isEmpty, !messages.isEmpty || describesMessages(paths) else { return }
    for file in candidates { lookForMessages(of: file.path, isNew: file.old == nil) }
  }

  /// Whether a document of AsyncAPI is among the contracts, so that schemas are known to be of messages.
  private func describesMessages(_ paths: [RepositoryPath]) -> Bool {
    let word = Array("asyncapi".utf8)
    return paths.contains { path in
      guard SchemaText.isYAML(path.bytes) || SchemaText.contains(Array(path.lastComponent), word),
        let bytes = reading.library.bytes(at: path), SchemaText.contains(bytes, word)
      else { return false }
      return reading.library.document(atPath: path)?["asyncapi"] != nil
    }
  }

  /// Looks at all golden messages.
  mutating func lookAtAll() {
    let paths = reading.library.allFiles().map(\.path)
    let messages = Dictionary(grouping: paths.compactMap { GoldenMessage($0, layout) }, by: \.artifact)
    for (name, messages) in messages.sorted(by: { $0.key < $1.key }) {
      judge(messages, by: layout.artifacts(named: name, among: paths), named: name)
    }
  }

  private func affected(by edited: Set<RepositoryPath>) -> Set<RepositoryPath> {
    var names: Set<String> = []
    for path in edited where !layout.isAboutArtifacts(path) {
      names.formUnion(SchemaDependents.names(of: path, reading.library.identifiers(at: path)))
    }
    return edited.union(reading.dependents.allFiles(naming: names, except: []))
  }

  // MARK: Judging

  private mutating func judge(_ messages: [GoldenMessage], by artifacts: [RepositoryPath], named name: String) {
    guard artifacts.count == 1, let root = reading.library.document(atPath: artifacts[0]),
      reading.isSchema(root, at: artifacts[0])
    else {
      let why =
        artifacts.count > 1
        ? "`\(name)` can be any of \(artifacts.map(\.description).joined(separator: ", "))"
        : "`\(name)` is not the name of a schema below \(policy.root)"
      problems.append(
        GoldenProblem(kind: .misplaced(why), artifact: name, place: Place(path: messages[0].path.description)))
      return
    }
    var resources = SchemaResources(
      defaultDraft: policy.schemas.draft, dialects: policy.schemas.dialects, unresolved: .opaque
    ) { [library = reading.library] in library.document(at: $0) }
    do throws(SchemaError) {
      let location = try resources.add(root, uri: ContractLibrary.uri(of: artifacts[0]))
      let schema = try Schema(at: location, in: &resources, options: policy.schemas.options)
      for message in messages { judge(message, by: schema, artifacts[0]) }
    } catch {
      // Other rules tell what is wrong with the schema.
      problems.append(
        GoldenProblem(
          kind: .undecided("the schema cannot be compiled: \(error.message)"), artifact: artifacts[0].description,
          place: Place(path: messages[0].path.description)))
    }
  }

  private mutating func judge(_ message: GoldenMessage, by schema: Schema, _ artifact: RepositoryPath) {
    // Another rule tells of a message that does not parse.
    guard let value = reading.library.document(atPath: message.path) else { return }
    judged += 1
    let kind: GoldenProblem.Kind
    var node = value
    do throws(EvaluationError) {
      if try schema.isValid(value) == message.isValid { return }
      if message.isValid {
        let failure = try schema.evaluate(value, room: 100).failures.first
        if let found = failure.flatMap({ value[$0.instanceLocation] }) { node = found }
        kind = .refused(failure?.message ?? "it does not fit")
      } else {
        kind = .accepted
      }
    } catch {
      kind = .undecided(error.message)
    }
    problems.append(
      GoldenProblem(
        kind: kind, artifact: artifact.description,
        place: Place(node.mark, of: SourceText(node.tape.source), path: message.path.description)))
  }

  // MARK: Missing ones

  private mutating func lookForMessages(of path: RepositoryPath, isNew: Bool) {
    guard !layout.isAboutArtifacts(path), policy.isContract(path), let root = reading.library.document(atPath: path),
      reading.isSchema(root, at: path), isMessage(root, path)
    else { return }
    let name = ContractLayout.stem(String(decoding: path.lastComponent, as: UTF8.self))
    missing.append(
      MissingGoldenMessage(
        artifact: path.description, place: Place(root.mark, of: SourceText(root.tape.source), path: path.description),
        folder: "\(layout.examples)/\(name)/valid/", isNew: isNew))
  }

  /// Whether a schema describes messages, and not parts of others'.
  private func isMessage(_ root: Node, _ path: RepositoryPath) -> Bool {
    let parts: Set<String> = ["$schema", "$id", "id", "title", "description", "$comment", "$defs", "definitions"]
    guard root.object?.contains(where: { !parts.contains($0.key) }) ?? false else { return false }
    let names = SchemaDependents.names(of: path, reading.library.identifiers(at: path))
    return !reading.dependents.files(naming: names, except: [path]).contains { file in
      guard let other = reading.library.document(atPath: file), other["asyncapi"] == nil else { return false }
      return reading.isSchema(other, at: file) && !layout.isAboutArtifacts(file)
    }
  }
}
