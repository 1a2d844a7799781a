package import Changes
package import Documents
package import Findings
internal import Git
internal import JSONSchema

/// All golden messages of one state of the contracts, each judged by its artifact.
package struct GoldenRun {
  /// A message that is not what its folder says, in words.
  package struct Failure: Sendable {
    package let place: Place
    package let message: String
  }

  package private(set) var judged = 0
  package private(set) var failures: [Failure] = []

  package init(_ state: Snapshot, policy: ContractPolicy) {
    let contents = ContractContents()
    for own in policy.roots {
      let library = ContractLibrary(state, own, contents)
      var reading = GoldenReading(SchemaReading(library: library, policy: own.schemas), policy: own)
      reading.lookAtAll()
      judged += reading.judged
      failures += reading.problems.map { Failure(place: $0.place, message: $0.words) }
    }
  }
}

extension GoldenProblem {
  /// What is wrong, in words.
  var words: String {
    switch kind {
    case .refused(let why): "this valid message is rejected by \(artifact): \(why)"
    case .accepted: "this invalid message is accepted by \(artifact)"
    case .misplaced(let why): "\(why), so its golden messages test nothing"
    case .undecided(let why): "could not check this message, because \(why)"
    }
  }
}

/// Where a message is kept as an example.
package struct RecordedExample {
  /// The file, from the root of the repository.
  package let path: String
  package let isValid: Bool

  /// Finds the folder for a message of an artifact, by what its schema says of it.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - artifact: its schema, by its path below the root or its name.
  ///   - name: the name of the file, without an ending.
  ///   - state: the state of the contracts.
  ///   - policy: the policy of the contracts.
  /// - Throws: `Undecidable` where there is not exactly one such artifact, or it is no schema.
  package init(
    of message: Node, for artifact: String, name: String, in state: Snapshot, policy: ContractPolicy
  ) throws(Undecidable) {
    let contents = ContractContents()
    var found: [(path: RepositoryPath, library: ContractLibrary, own: ContractPolicy)] = []
    for own in policy.roots {
      let library = ContractLibrary(state, own, contents)
      let layout = ContractLayout(root: own.root)
      let paths = library.allFiles().map(\.path)
      let exact = paths.filter { $0.description == artifact }
      found += (exact.isEmpty ? layout.artifacts(named: artifact, among: paths) : exact).map { ($0, library, own) }
    }
    guard found.count == 1 else {
      throw Undecidable(
        found.isEmpty
          ? "`\(artifact)` is not an artifact" : "`\(artifact)` can be any of \(found.map(\.path.description))",
        help: "name it by its path")
    }
    let (path, library, own) = found[0]
    guard let root = library.document(atPath: path) else {
      throw Undecidable("\(path) cannot be read", help: "correct it first")
    }
    var resources = SchemaResources(
      defaultDraft: own.schemas.draft, dialects: own.schemas.dialects, unresolved: .opaque
    ) { library.document(at: $0) }
    do {
      let location = try resources.add(root, uri: ContractLibrary.uri(of: path))
      isValid = try Schema(at: location, in: &resources, options: own.schemas.options).isValid(message)
    } catch {
      throw Undecidable("\(path) cannot check the message: \(error)", help: "correct it first")
    }
    let stem = ContractLayout.stem(String(decoding: path.lastComponent, as: UTF8.self))
    let folder = ContractLayout(root: own.root).examples
    self.path = "\(folder)/\(stem)/\(isValid ? "valid" : "invalid")/\(name).json"
  }
}
