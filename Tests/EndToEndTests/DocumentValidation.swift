import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Holds every document that a suite made against its schema, once at the end: starting the validator is slow.
struct DocumentValidation: SuiteTrait, TestScoping {
  @TaskLocal static var documents: Collection?

  /// The documents of a suite, by the name of their schema.
  final class Collection: Sendable {
    private let bySchema = Mutex<[String: Set<[UInt8]>]>([:])

    func add(_ document: [UInt8], schema: String) {
      bySchema.withLock { _ = $0[schema, default: []].insert(document) }
    }

    var all: [String: Set<[UInt8]>] { bySchema.withLock(\.self) }
  }

  func scopeProvider(for test: Test, testCase: Test.Case?) -> DocumentValidation? { test.isSuite ? self : nil }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let documents = Collection()
    try await Self.$documents.withValue(documents) { try await function() }
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

extension Trait where Self == DocumentValidation {
  /// Validates the reports and the evidence of the suite, where `check-jsonschema` is in `PATH`.
  static var validatingDocuments: Self { DocumentValidation() }
}
