import Changes
import ContractChecks
import Documents
import Findings
import Policy
import Testing

/// Files that are schemas whatever their names are, and those of which that cannot be told.
@Suite struct PlainSchemaTests {
  static let schemas = [
    #"{ "type": "object" }"#, #"{ "type": "object", "title": "Order", "description": "An order." }"#,
    #"{ "type": "objekt", "title": "Order" }"#, #"{ "type": ["string", "null"] }"#, #"{ "type": "strnig" }"#,
    #"{ "type": "object", "properties": {} }"#, #"{ "type": "object", "properties": { "a": { "x": 1 }, "b": true } }"#,
    #"{ "type": "object", "properties": { "a": {} }, "required": true }"#, #"{ "type": "array", "items": {} }"#,
    #"{ "type": "array", "items": [{}, true] }"#, #"{ "type": "object", "required": ["a"], "x-owner": "a" }"#,
    #"{ "type": "object", "allOf": [{}] }"#, #"{ "type": "object", "$defs": { "a": {} }, "format": 1 }"#,
    #"{ "$id": "https://acme.example/order", "a": 1 }"#, #"{ "$id": "order.json" }"#,
    #"{ "$schema": "https://json-schema.org/draft/2020-12/schema" }"#,
  ]

  static let others = [
    "[]", "{}", "1", #"{ "properties": { "a": {} } }"#, #"{ "type": "OrderPlaced", "properties": {} }"#,
    #"{ "type": "object", "properties": "none" }"#, #"{ "type": "object", "properties": { "a": 1 } }"#,
    #"{ "type": "array", "items": ["a", "b"] }"#, #"{ "type": "string", "value": "a" }"#,
    #"{ "type": "Feature", "properties": { "name": {} }, "geometry": { "type": "Point", "coordinates": [1, 2] } }"#,
    #"{ "type": "FeatureCollection", "features": [] }"#, #"{ "type": "module", "name": "shop" }"#,
    #"{ "$schema": "https://json.schemastore.org/tsconfig", "compilerOptions": {} }"#,
    #"{ "$id": "1", "$values": [] }"#,
    #"{ "type": [], "title": "a" }"#, #"{ "type": "object", "required": true }"#, #"{ "type": "object", "allOf": {} }"#,
  ]

  @Test(arguments: schemas)
  func `a document that is plainly a schema is checked as one, whatever its name is`(text: String) async throws {
    for name in ["order-placed.json", "order", "a.b.jsonschema", "events/order.yaml"] {
      #expect(try await schemaPaths(of: [name: text]) == [name], "\(name)")
      #expect(try await remarks(on: [name: text]) == [])
    }
  }

  @Test(arguments: others)
  func `data, configuration and documents of other kinds are none, and are named`(text: String) async throws {
    #expect(try await schemaPaths(of: ["order.json": text]) == [])
    #expect(
      try await remarks(on: ["order.json": text]) == [
        "not checked as a schema: `order.json`; add schemas to `schemas.files` in .signalbox/contracts.yml"
      ])
  }

  @Test(arguments: ["examples/order.json", "order/valid/1.json", "invalid/1.json"])
  func `an example of a schema is none, and needs no word`(path: String) async throws {
    let text = #"{ "type": "object", "title": "a" }"#
    #expect(try await schemaPaths(of: [path: text]) == [])
    #expect(try await remarks(on: [path: text]) == [])
  }

  @Test func `of many files the first three are named, and the others counted, in one sentence`() async throws {
    let remarks = try await remarks(on: Dictionary(uniqueKeysWithValues: (0..<9).map { ("\($0).json", "{}") }))
    #expect(remarks.count == 1)
    #expect(remarks[0].contains("`0.json`, `1.json`, `2.json` and 6 more files"))
  }

  @Test(arguments: [
    ("order", "order", true), ("ordr", "order", true), ("oorder", "order", true), ("oredr", "order", true),
    ("orxer", "order", true), ("orde", "order", true), ("odrre", "order", false), ("or", "order", false),
    ("", "a", true), ("", "ab", false), ("ba", "ab", true), ("bxa", "ab", false),
  ])
  func `one typo is one insertion, deletion, substitution or swap`(
    left: String, right: String, isOne: Bool
  ) {
    #expect(Spelling.isWithinOneEdit(left, of: right) == isOne)
    #expect(Spelling.isWithinOneEdit(right, of: left) == isOne)
  }

  private func schemaPaths(of files: [String: String]) async throws -> [String] {
    try await subject(of: files).schemas.map(\.path)
  }

  private func remarks(on files: [String: String]) async throws -> [String] {
    try await subject(of: files).remarks
  }

  /// What the check makes of files, by their names, under the default policy.
  private func subject(of files: [String: String]) async throws -> ContractChange {
    let defaults = try PolicyFile(layer: .defaults, path: "contracts.yml", bytes: ContractCheck.defaultPolicy)
    let loose = files.sorted { $0.key < $1.key }.map { path, text in
      LooseFile(path: path, name: path.split(separator: "/").last.map(String.init) ?? path, bytes: Array(text.utf8))
    }
    return await ContractCheck.subject(of: loose, policy: try EffectivePolicy<ContractPolicy>([defaults]))
  }
}
