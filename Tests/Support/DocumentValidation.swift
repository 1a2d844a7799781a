internal import Documents
internal import JSONSchema
internal import Synchronization
internal import SystemPackage
package import Testing

/// Holds every document that a suite made against its schema, once at the end: starting the validator is slow.
package struct DocumentValidation: SuiteTrait, TestScoping {
  @TaskLocal package static var documents: Collection?

  /// The documents of a suite, by the name of their schema.
  package final class Collection: Sendable {
    private let bySchema = Mutex<[String: Set<[UInt8]>]>([:])

    package func add(_ document: [UInt8], schema: String) {
      bySchema.withLock { _ = $0[schema, default: []].insert(document) }
    }

    var all: [String: Set<[UInt8]>] { bySchema.withLock(\.self) }
  }

  package func scopeProvider(for test: Test, testCase: Test.Case?) -> DocumentValidation? { test.isSuite ? self : nil }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let documents = Collection()
    try await Self.$documents.withValue(documents) { try await function() }
    for (name, documents) in documents.all { try Self.judge(documents, name) }
    // An independent reader of the same schemas.
    guard Project.hasProgram("check-jsonschema") else { return }
    for (schema, documents) in documents.all {
      try await withScratchFolder { folder in
        var files: [String] = []
        for document in documents {
          files.append(folder.appending("\(files.count).json").string)
          try await FilePath(files[files.count - 1]).write(document)
        }
        let path = Project.root.appending("docs/\(schema).schema.json").string
        let run = try await Tool.run("check-jsonschema", ["--schemafile", path] + files)
        #expect(run.status == 0, "\(schema): \(run.text) \(run.errorText)")
      }
    }
  }
}

extension DocumentValidation {
  /// Judges documents by a schema of `docs/`.
  private static func judge(_ documents: Set<[UInt8]>, _ name: String) throws {
    let path = Project.root.appending("docs/\(name).schema.json")
    let schema = try Schema(try Document.json(SourceText(try #require(Project.bytes(of: path)))).root)
    for document in documents {
      let failures = try schema.evaluate(try Document.json(SourceText(document)).root).failures
      #expect(failures.isEmpty, "\(name): \(failures.map { "\($0.instanceLocation): \($0.message)" })")
    }
  }
}

extension Trait where Self == DocumentValidation {
  /// Validates the reports and the evidence of the suite, also with `check-jsonschema` where it is in `PATH`.
  package static var validatingDocuments: Self { DocumentValidation() }
}
