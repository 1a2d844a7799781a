internal import Compatibility
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// What a change means for a service that reads messages of an artifact.
package struct ConsumerOutcome: Sendable {
  enum Kind: Sendable {
    /// A message that the producer may send and the consumer cannot read, and why.
    case broken(witness: Node, reason: String?)
    /// The same, and the consumer says that it waits for it.
    case pending(witness: Node)
    case undecided(String)
    /// The file is about no artifact, or about several.
    case misplaced(String)
  }

  let kind: Kind
  let service: String
  /// The artifact, as it is shown.
  let artifact: String
  /// The file of the consumer, as it is shown.
  let file: String
  let place: Place
  let related: [Place]
}

/// Holds the schemas of producers against what consumers say that they need.
struct ConsumerReading {
  private let reading: SchemaReading
  private let before: ContractState
  private let policy: ContractPolicy
  private let layout: ContractLayout
  private(set) var outcomes: [ConsumerOutcome] = []

  init(_ reading: SchemaReading, since before: ContractState, policy: ContractPolicy) {
    self.reading = reading
    self.before = before
    self.policy = policy
    layout = ContractLayout(root: policy.root)
  }

  /// Looks at the consumers of what a change alters, and at the expectations that it alters itself.
  mutating func look(at changed: [ChangedPath]) {
    let paths = reading.library.allFiles().map(\.path)
    let files = paths.filter { $0.hasPrefix(layout.consumers) && ContractFile.isContract($0.bytes) }
    guard !files.isEmpty else { return }
    var affected = Set(changed.map(\.path))
    var names: Set<String> = []
    for path in affected where !layout.isAboutArtifacts(path) {
      names.formUnion(SchemaDependents.names(of: path, reading.library.identifiers(at: path)))
    }
    affected.formUnion(reading.dependents.allFiles(naming: names, except: []))
    for file in files {
      guard let document = reading.library.document(atPath: file),
        let consumer = ConsumerContract(document, at: file, layout)
      else { continue }
      let artifacts = layout.artifacts(named: consumer.name, among: paths)
      guard artifacts.count == 1 else {
        guard affected.contains(file) || artifacts.isEmpty && wasThere(consumer.name, changed) else { continue }
        tellMisplaced(consumer, artifacts, document)
        continue
      }
      guard affected.contains(file) || affected.contains(artifacts[0]) else { continue }
      review(consumer, of: artifacts[0], isNew: affected.contains(file), document)
    }
  }

  private func wasThere(_ name: String, _ changed: [ChangedPath]) -> Bool {
    !layout.artifacts(named: name, among: changed.filter { $0.new == nil }.map(\.path)).isEmpty
  }

  private mutating func tellMisplaced(_ consumer: ConsumerContract, _ artifacts: [RepositoryPath], _ document: Node) {
    let message =
      artifacts.isEmpty
      ? "`\(consumer.service)` expects messages of `\(consumer.name)`, and there is no such artifact"
      : "`\(consumer.name)` can be any of \(artifacts.map(\.description).joined(separator: ", "))"
    outcomes.append(
      ConsumerOutcome(
        kind: .misplaced(message), service: consumer.service, artifact: consumer.name, file: consumer.path.description,
        place: place(document, consumer.path), related: []))
  }

  private func place(_ node: Node, _ path: RepositoryPath) -> Place {
    Place(node.mark, of: SourceText(node.tape.source), path: path.description)
  }

  // MARK: Comparing

  private mutating func review(
    _ consumer: ConsumerContract, of artifact: RepositoryPath, isNew: Bool, _ document: Node
  ) {
    let content = policy.schemas.compatibility.demand(on: artifact).content
    let library = reading.library
    let now = Self.verdict(consumer, in: library, artifact, in: library, policy, content)
    guard let now, let root = reading.library.document(atPath: artifact) else { return }
    let kind: ConsumerOutcome.Kind
    switch now {
    case .compatible: return
    case .undecided(let reason): kind = .undecided(reason)
    case .breaking(let witness):
      let was = Self.verdict(consumer, in: before.library, artifact, in: before.library, policy, content)
      // What was fulfilled once has to stay so, whatever the file says.
      let wasFulfilled = if case .compatible? = was { true } else { false }
      if !wasFulfilled, consumer.isPending {
        kind = .pending(witness: witness)
      } else if wasFulfilled || isNew || was == nil {
        kind = .broken(witness: witness, reason: refusal(of: witness, by: consumer))
      } else {
        return
      }
    }
    outcomes.append(
      ConsumerOutcome(
        kind: kind, service: consumer.service, artifact: artifact.description, file: consumer.path.description,
        place: isNew ? place(document, consumer.path) : place(root, artifact),
        related: isNew ? [] : [place(document, consumer.path).saying("what `\(consumer.service)` expects")]))
  }

  /// Whether a consumer can read all that an artifact allows; `nil` where one of both is no schema.
  static func verdict(
    _ consumer: ConsumerContract, in readers: ContractLibrary, _ artifact: RepositoryPath, in writers: ContractLibrary,
    _ policy: ContractPolicy, _ content: ContentModel
  ) -> InclusionVerdict? {
    guard let writer = writers.document(atPath: artifact),
      SchemaReading(library: writers, policy: policy.schemas).isSchema(writer, at: artifact)
    else { return nil }
    do throws(SchemaError) {
      return Inclusion(
        writer: try compared(writer, at: artifact, writers, policy),
        reader: try compared(consumer.expectation, at: consumer.path, readers, policy), content: content
      ).verdict()
    } catch {
      return nil
    }
  }

  private static func compared(
    _ root: Node, at path: RepositoryPath, _ library: ContractLibrary, _ policy: ContractPolicy
  ) throws(SchemaError) -> ComparedSchema {
    var resources = SchemaResources(
      defaultDraft: policy.schemas.draft, dialects: policy.schemas.dialects, unresolved: .opaque
    ) { library.document(at: $0) }
    let location = try resources.add(root, uri: ContractLibrary.uri(of: path))
    return try ComparedSchema(at: location, in: resources, options: policy.schemas.options)
  }

  private func refusal(of witness: Node, by consumer: ConsumerContract) -> String? {
    do {
      let schema = try Self.compared(consumer.expectation, at: consumer.path, reading.library, policy)
      return try schema.schema.evaluate(witness, room: 100).failures.first.map { failure in
        failure.instanceLocation.tokens.isEmpty
          ? failure.message : "\(failure.message), at \(failure.instanceLocation)"
      }
    } catch {
      return nil
    }
  }
}
