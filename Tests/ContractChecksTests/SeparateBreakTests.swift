import Changes
import ContractChecks
import Documents
import Findings
import Policy
import Testing

/// Each break of a schema has a document of its own, or says that none was found.
@Suite struct SeparateBreakTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let old: String
    let new: String
    /// The witnesses of the breaks, in the order of the report; `nil` for one that is not proved by itself.
    let witnesses: [String?]
  }

  private func breaks(_ old: String, _ new: String) async throws -> [Finding] {
    let path = "platform/contracts/a.schema.json"
    let example = Example("-- base: \(path) --\n\(old)\n-- \(path) --\n\(new)")
    return try #require(try await ContractCheck.report(ofRule: "contracts/breaking-change", on: example)).allFindings
  }

  @Test(arguments: [
    Case(
      testDescription: "two properties", old: #"{"properties": {"a": {"maximum": 2}, "b": {"maximum": 2}}}"#,
      new: #"{"properties": {"a": {"maximum": 1}, "b": {"maximum": 1}}}"#,
      witnesses: [#"{"a":2}"#, #"{"b":2}"#]),
    Case(
      testDescription: "two keywords of one value", old: #"{"type": "integer"}"#,
      new: #"{"type": "integer", "minimum": 0, "maximum": 5}"#, witnesses: ["-1", "6"]),
    Case(
      testDescription: "one break", old: #"{"type": "integer"}"#, new: #"{"type": "integer", "minimum": 0}"#,
      witnesses: ["-1"]),
  ])
  func `each break has its own witness`(example: Case) async throws {
    let found = try await breaks(example.old, example.new)
    #expect(found.map { $0.data?["witness"]?.json() } == example.witnesses)
    for finding in found {
      #expect(finding.data?["proved"]?.boolean == (finding.data?["witness"] != nil))
      if let witness = finding.data?["witness"]?.json() { #expect(finding.message.contains("`\(witness)` was valid")) }
    }
  }

  @Test func `a break of which no example by itself is found says so`() async throws {
    // Both names are of one list, which a document breaks as a whole.
    let found = try await breaks(#"{"type": "object"}"#, #"{"type": "object", "required": ["a", "b"]}"#)
    #expect(found.count == 2)
    #expect(found.count { $0.data?["proved"]?.boolean == true } >= 1)
    for finding in found where finding.data?["proved"]?.boolean == false {
      #expect(finding.data?["witness"] == nil)
      #expect(finding.message.hasSuffix("no example of this change alone was found"))
    }
  }

  @Test func `of a great many breaks one is proved, and the others say that they are not`() async throws {
    func schema(_ maximum: Int) -> String {
      let properties = (0..<20).map { "\"p\($0)\": {\"maximum\": \(maximum)}" }.joined(separator: ", ")
      return "{\"properties\": {\(properties)}}"
    }
    let found = try await breaks(schema(2), schema(1))
    let all = found.flatMap { [$0] + $0.members }
    #expect(all.count == 20)
    #expect(all.count { $0.data?["proved"]?.boolean == true } == 1)
  }
}
