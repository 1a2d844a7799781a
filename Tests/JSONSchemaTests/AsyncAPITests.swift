import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// What AsyncAPI publishes, where it is there to test with.
enum AsyncAPICorpus {
  static let folder = Project.corpora.appending("contracts/asyncapi")
  static let isThere = Project.exists(folder.appending("schemas/3.0.0.json"))

  static func schema(_ version: String) throws -> Schema {
    let root = try Document.json(SourceText(Project.bytes(of: folder.appending("schemas/\(version).json")) ?? [])).root
    return try Schema(root, uri: "file:///\(version).json")
  }

  static func document(_ path: FilePath) throws -> Node {
    let source = SourceText(Project.bytes(of: path) ?? [])
    return path.string.hasSuffix(".json") ? try Document.json(source).root : try Document.yaml(source).root
  }
}

/// The official JSON Schemas of AsyncAPI, and documents that are known to fit them or not.
@Suite(.enabled(if: AsyncAPICorpus.isThere, "../shared/corpora/contracts/asyncapi is not there"))
struct AsyncAPITests {
  @Test(arguments: ["2.6.0", "3.0.0", "3.1.0"])
  func `a schema of AsyncAPI is valid for draft-07, compiles, and accepts the smallest document`(
    version: String
  ) throws {
    let schema = try AsyncAPICorpus.schema(version)
    let path = AsyncAPICorpus.folder.appending("schemas/\(version).json")
    let metaschema = try #require(Draft.draft7.schema)
    #expect(try metaschema.isValid(try AsyncAPICorpus.document(path)))
    let info: Node = ["title": "Orders", "version": "1"]
    #expect(try schema.isValid(["asyncapi": .string(version), "info": info, "channels": [:]]))
    #expect(try !schema.isValid(["asyncapi": .string(version), "info": ["title": "Orders"], "channels": [:]]))
    #expect(try !schema.isValid(["asyncapi": "9.9.9", "info": info, "channels": [:]]))
  }

  @Test func `the example documents fit the schema of their version`() throws {
    let folder = AsyncAPICorpus.folder.appending("examples")
    var judged = 0
    for name in Project.names(in: folder) where name.hasSuffix(".yml") {
      let document = try AsyncAPICorpus.document(folder.appending(name))
      let version = document["asyncapi"]?.string ?? "3.0.0"
      guard ["2.6.0", "3.0.0", "3.1.0"].contains(version) else { continue }
      let evaluation = try AsyncAPICorpus.schema(version).evaluate(document)
      #expect(evaluation.isValid, "\(name): \(evaluation.failures.map(\.message))")
      judged += 1
    }
    #expect(judged > 10)
  }

  /// The definition that the objects of a folder are about.
  static let definitions = [
    "httpBasic": "NonBearerHTTPSecurityScheme", "httpBearer": "BearerHTTPSecurityScheme",
    "httpApiKey": "APIKeyHTTPSecurityScheme",
  ]

  @Test func `objects are judged as the names of their files say`() throws {
    var judged = 0
    let top = AsyncAPICorpus.folder.appending("schema-tests/definitions/3.0.0")
    let root = try AsyncAPICorpus.document(AsyncAPICorpus.folder.appending("schemas/3.0.0.json"))
    for path in ReferenceSuite.files(in: top) {
      let parts = path.split(separator: "/").map(String.init)
      guard let object = parts.dropLast().last, let file = parts.last else { continue }
      let name = Self.definitions[object] ?? object
      let keys = root["definitions"]?.object?.keys ?? []
      guard let key = keys.first(where: { $0.lowercased().hasSuffix("/3.0.0/\(name.lowercased()).json") }) else {
        continue
      }
      var resources = SchemaResources { _ in nil }
      _ = try resources.add(root, uri: "file:///3.0.0.json")
      let wrapper: Node = ["$schema": "http://json-schema.org/draft-07/schema#", "$ref": .string(key)]
      let location = try resources.add(wrapper, uri: "file:///object.json")
      let schema = try Schema(at: location, in: &resources)
      let instance = try AsyncAPICorpus.document(top.appending(path))
      let isExpected = !file.hasPrefix("without required") && !file.hasPrefix("wrongly")
      let found = try schema.evaluate(instance)
      #expect(found.isValid == isExpected, "\(path): \(found.failures.map(\.message))")
      judged += 1
    }
    #expect(judged > 5, "\(judged) judged")
  }
}
