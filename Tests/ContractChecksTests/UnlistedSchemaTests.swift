import Changes
import ContractChecks
import Findings
import Policy
import Testing

/// Files that look like schemas and that no rule about schemas judges.
@Suite struct UnlistedSchemaTests {
  @Test(arguments: [
    #"{ "$schema": "https://acme.example/meta", "a": 1 }"#, #"{ "type": "object", "properties": {} }"#,
    #"{ "type": ["object", "null"], "allOf": [] }"#, ##"{ "type": "string", "$ref": "#/x" }"##,
  ])
  func `a file that looks like a schema is noted`(text: String) async throws {
    let remarks = try await Self.remarks(on: ["order.json": text])
    #expect(remarks.count == 1)
    #expect(
      remarks[0].hasPrefix("order.json looks like a JSON Schema and is not judged as one; name it under schemas.files"))
  }

  @Test(arguments: [
    "[]", "{}", #"{ "properties": { "a": 1 } }"#, #"{ "type": "OrderPlaced", "properties": {} }"#,
    #"{ "type": "object" }"#, #"{ "type": "object", "properties": "none" }"#,
    #"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {} }"#,
  ])
  func `a message, or a schema that says it is one, is not`(text: String) async throws {
    #expect(try await Self.remarks(on: ["order.json": text]) == [])
  }

  @Test func `a file that the policy names is judged, and not noted`() async throws {
    let text = #"{ "type": "object", "properties": {} }"#
    #expect(try await Self.remarks(on: ["order.schema.json": text]) == [])
  }

  @Test func `of many files the first five are named, and the others counted`() async throws {
    let text = #"{ "type": "object", "properties": {} }"#
    let files = (0..<9).map { ("\($0).json", text) }
    let remarks = try await Self.remarks(on: Dictionary(uniqueKeysWithValues: files))
    #expect(remarks.count == 6)
    #expect(remarks.last == "4 more files look like JSON Schemas and are not judged as such")
  }

  /// The remarks on files, by their names, under the default policy.
  private static func remarks(on files: [String: String]) async throws -> [String] {
    let defaults = try PolicyFile(layer: .defaults, path: "contracts.yml", bytes: ContractCheck.defaultPolicy)
    let loose = files.sorted { $0.key < $1.key }.map {
      LooseFile(path: $0.key, name: $0.key, bytes: Array($0.value.utf8))
    }
    let subject = await ContractCheck.subject(of: loose, policy: try EffectivePolicy<ContractPolicy>([defaults]))
    return subject.remarks
  }
}
