internal import AsyncAPI
internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// Judges the AsyncAPI documents that a change adds or edits, and the ones that refer to what it edits.
struct AsyncAPIReading {
  private let library: ContractLibrary
  private let before: ContractLibrary?
  private let policy: ContractPolicy
  private(set) var files: [AsyncAPIFile] = []
  /// The documents that refer to changed files, and are not changed themselves.
  private(set) var affected: [RepositoryPath] = []

  /// Judges the documents of one state of the contracts.
  ///
  /// - Parameters:
  ///   - library: the contracts as they will be.
  ///   - before: the contracts that the change is based on; nil for files that are in no repository.
  ///   - policy: what is asked of them.
  init(_ library: ContractLibrary, since before: ContractLibrary?, policy: ContractPolicy) {
    self.library = library
    self.before = before
    self.policy = policy
  }

  /// Judges what a change edits, and what refers to it.
  mutating func judge(_ reading: SchemaReading, changed: [ChangedPath]) {
    judge(reading.documents)
    var names: Set<String> = []
    for file in changed where file.old != nil && !reading.mistaken.contains(file.path) {
      names.formUnion(SchemaDependents.names(of: file.path, before?.identifiers(at: file.path, file.old) ?? []))
    }
    guard !names.isEmpty else { return }
    let documents = Set(library.asyncAPIPaths())
    guard !documents.isEmpty else { return }
    let paths = reading.dependents.allFiles(naming: names, except: Set(changed.map(\.path)))
    affected = paths.filter(documents.contains)
    judgeDependents(affected)
  }

  /// The documents among files that are in no repository.
  static func files(among files: [ContractFile], policy: ContractPolicy) -> [AsyncAPIFile] {
    let library = ContractLibrary()
    let documents = files.compactMap { file -> (path: RepositoryPath, document: Document)? in
      guard case .document(let document) = file.content, document.defects.allSatisfy({ $0.kind == .mergeKey }) else {
        return nil
      }
      let path = RepositoryPath(file.path.hasPrefix("/") ? String(file.path.dropFirst()) : file.path)
      library.add(document, at: path)
      return (path, document)
    }
    var reading = AsyncAPIReading(library, since: nil, policy: policy)
    reading.judge(documents)
    return reading.files
  }

  /// Judges the documents among changed files.
  mutating func judge(_ changed: [(path: RepositoryPath, document: Document)]) {
    for (path, document) in changed where AsyncAPIJudgement.isDocument(document.root) {
      let judgement = judgement(of: document.root, at: path, library)
      files.append(file(judgement, at: path, problems: judgement.problems))
    }
  }

  /// Judges the documents that refer to changed files and are not changed themselves: for what was not wrong before.
  mutating func judgeDependents(_ paths: [RepositoryPath]) {
    for path in paths {
      guard let root = library.document(atPath: path), AsyncAPIJudgement.isDocument(root) else { continue }
      let judgement = judgement(of: root, at: path, library)
      let known = before.flatMap { before in
        before.document(atPath: path).map { self.judgement(of: $0, at: path, before).problems.map(\.message) }
      }
      let problems = judgement.problems.filter { !(known ?? []).contains($0.message) }.compactMap { problem(of: $0) }
      guard !problems.isEmpty else { continue }
      files.append(AsyncAPIFile(path: path.description, problems: problems))
    }
  }

  private func judgement(
    of root: Node, at path: RepositoryPath, _ library: ContractLibrary
  ) -> AsyncAPIJudgement {
    AsyncAPIJudgement(
      root, uri: ContractLibrary.uri(of: path), options: policy.schemas.options, dialects: policy.schemas.dialects
    ) { library.document(at: $0) }
  }

  /// What was found out about a document that the change adds or edits.
  private func file(
    _ judgement: AsyncAPIJudgement, at path: RepositoryPath, problems: [AsyncAPIProblem]
  ) -> AsyncAPIFile {
    var file = AsyncAPIFile(path: path.description, problems: problems.compactMap { problem(of: $0) })
    file.subschemas = judgement.subschemas
    file.foreignFormats = judgement.foreignFormats
    file.foreignProtocols = judgement.foreignProtocols.sorted()
    if policy.documents.refusesForeignFormats, !judgement.foreignFormats.isEmpty {
      let names = judgement.foreignFormats.keys.sorted().joined(separator: ", ")
      file.problems.append(
        AsyncAPIFile.Problem(
          kind: .meaning, message: "payloads in \(names) cannot be checked, and the policy refuses them",
          help: "describe them in JSON Schema, or set `foreign-formats: note` in \(ContractCheck.policyPath)",
          place: Place(path: path.description), part: nil, isWarning: false))
    }
    return file
  }

  /// A problem at its place; nil where the file is a schema that is judged as such.
  private func problem(of problem: AsyncAPIProblem) -> AsyncAPIFile.Problem? {
    guard let path = library.path(of: problem.place.document) else { return nil }
    if problem.kind == .schema || problem.kind == .reference || problem.kind == .missingDocument,
      let root = library.document(atPath: path), !AsyncAPIJudgement.isDocument(root),
      SchemaReading(library: library, policy: policy.schemas).isSchema(root, at: path)
    {
      return nil
    }
    // What another file would have to show is not known of files that are in no repository.
    if before == nil, problem.kind == .missingDocument { return nil }
    return AsyncAPIFile.Problem(
      kind: problem.kind, message: problem.message, help: problem.help, place: place(of: problem.place, path),
      part: problem.part.flatMap { part in library.path(of: part.document).map { place(of: part, $0) } },
      isWarning: problem.isWarning, circle: problem.circle)
  }

  private func place(of place: DocumentPlace, _ path: RepositoryPath) -> Place {
    Place(place.range, of: place.source, path: path.description)
  }
}

extension ContractLibrary {
  /// The AsyncAPI documents below the root, of which the text tells that they may be such.
  func asyncAPIPaths() -> [RepositoryPath] {
    if let known = asyncAPIDocuments { return known }
    let found = files(having: "asyncapi").filter { path in
      document(atPath: path).map(AsyncAPIJudgement.isDocument) ?? false
    }
    asyncAPIDocuments = found
    return found
  }
}
