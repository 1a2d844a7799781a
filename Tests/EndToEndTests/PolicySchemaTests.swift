import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// The schemas that are published for editors, held to their drafts and to the policies of this project.
@Suite struct PolicySchemaTests {
  static let schemas = Project.names(in: Project.root.appending("policies/schema"))

  @Test(arguments: schemas + ["report", "evidence", "lint-report", "baseline"].map { "../../docs/\($0).schema.json" })
  func `a published schema is valid for its draft and compiles`(name: String) throws {
    let path = Project.root.appending("policies/schema/\(name)").lexicallyNormalized()
    let root = try Document.json(SourceText(try #require(Project.bytes(of: path)))).root
    let metaschema = try #require(Draft.draft2020.schema)
    #expect(root["$schema"]?.string == Draft.draft2020.metaschema)
    #expect(try metaschema.evaluate(root).failures.map(\.message) == [])
    _ = try Schema(root, options: SchemaOptions(assertsFormats: true))
  }

  @Test(arguments: schemas)
  func `the policies of this project fit their schema`(name: String) throws {
    let root = try Document.json(
      SourceText(try #require(Project.bytes(of: Project.root.appending("policies/schema/\(name)"))))
    ).root
    let schema = try Schema(root, options: SchemaOptions(assertsFormats: true))
    let file = name.split(separator: ".").first.map(String.init) ?? name
    var judged = 0
    for folder in [
      "policies", ".signalbox", "Fixtures/platform/main/.signalbox", "Fixtures/ehg-engineering/main/.signalbox",
      "Fixtures/organisation",
    ] {
      let path = Project.root.appending("\(folder)/\(file).yml")
      guard let bytes = Project.bytes(of: path) else { continue }
      let failures = try schema.evaluate(try Document.yaml(SourceText(bytes)).root).failures
      #expect(failures.isEmpty, "\(path): \(failures.map { "\($0.instanceLocation): \($0.message)" })")
      judged += 1
    }
    #expect(judged > 0)
  }

  @Test(arguments: [
    ("contracts", "rot: platform", "/rot"), ("contracts", "rules: { contracts/no-such-rule: off }", "/rules"),
    ("contracts", "approval: { by: letter }", "/approval/by"),
    ("contracts", "schemas: { draft: draft-03 }", "/schemas/draft"),
    ("contracts", "waivers: [{ rule: contracts/syntax-error }]", "/waivers/0"), ("roles", "roles: [a]", "/roles"),
  ])
  func `a mistake in a policy is told by its schema as well`(name: String, text: String, place: String) throws {
    let path = Project.root.appending("policies/schema/\(name).schema.json")
    let root = try Document.json(SourceText(try #require(Project.bytes(of: path)))).root
    let failures = try Schema(root).evaluate(try Document.yaml(SourceText(text)).root).failures
    let places = failures.map(\.instanceLocation.description)
    #expect(places.contains { $0.hasPrefix(place) }, "\(places)")
  }
}
