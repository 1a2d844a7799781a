import Changes
import ContractChecks
import Findings
import Policy
import Testing

/// AsyncAPI documents that a change adds, by what the specification asks of them, and what is not executed.
@Suite struct DocumentValidityTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var path = Contracts.orders
    var document = Contracts.ordersText
    var files: [String: String] = [Contracts.artifact: Contracts.artifactText]
    var policy = ""
    /// Words of each error; a finding has all of the words.
    var errors: [[String]] = []
    /// Words of each entry of what is not executed.
    var notExecuted: [String] = []
  }

  @Test(arguments: versions + addresses + examples + languages + references)
  func `a document is held to its version of the specification`(example: Case) async throws {
    var text = "-- platform/contracts/\(example.path) --\n\(example.document)\n"
    for (name, content) in example.files.sorted(by: { $0.key < $1.key }) {
      text += "-- platform/contracts/\(name) --\n\(content)\n"
    }
    if !example.policy.isEmpty { text += "-- given: policy --\n\(example.policy)\n" }
    let subject = try await ContractCheck.subject(of: Example(text))
    var rest: [String] = []
    for rule in ContractCheck.rules where rule.metadata.id != "contracts/missing-approval" {
      let findings = rule.findings(in: subject).filter { $0.severity == .error || $0.kind == .undecided }
      rest += findings.map { "\($0.message) \($0.help ?? "")" }
    }
    for words in example.errors {
      let place = rest.firstIndex { message in words.allSatisfy(message.contains) }
      #expect(place != nil, "no error with \(words) among \(rest)")
      if let place { rest.remove(at: place) }
    }
    #expect(rest == [])
    let entries = subject.notExecuted.filter { $0.what.hasSuffix(".yaml") }.map(\.why)
    #expect(entries.count == example.notExecuted.count, "\(entries)")
    for (entry, words) in zip(entries, example.notExecuted) { #expect(entry.contains(words)) }
  }

  private static func edited(_ old: String, _ new: String, in text: String = Contracts.ordersText) -> String {
    text.replacing(old, with: new)
  }

  private static let versions =
    ["9.9.9", "2.7.0", "\"3\"", "3", "2.0.0-rc2"].map { version in
      Case(
        testDescription: "version \(version)", document: edited("asyncapi: 3.0.0", "asyncapi: \(version)"),
        errors: [["is not one of the known versions", "2.0.0", "2.6.0", "3.0.0", "3.1.0"]])
    } + [
      Case(testDescription: "version 3.1.0", document: edited("asyncapi: 3.0.0", "asyncapi: 3.1.0")),
      Case(
        testDescription: "a document whatever its name is", path: "services/x/whatever.txt.yaml",
        document: edited("$ref: order-placed.v1.schema.json", "type: object, x: 1", in: edited("send\n", "sned\n")),
        files: [:], errors: [["sned"]]),
      Case(
        testDescription: "a release that YAML reads as a number", document: edited("1.4.0", "1.10"),
        errors: [["1.10"]]),
    ]

  private static func address(_ parameters: String) -> String {
    edited("address: orders.placed\n", "address: \"orders.{tenant}.placed\"\n    \(parameters)\n")
  }

  private static let addresses = [
    Case(
      testDescription: "a parameter that is not declared", document: address("description: a"), errors: [["tenant"]]),
    Case(
      testDescription: "a parameter that the address lacks",
      document: address("parameters: { tenant: {}, region: {} }"),
      errors: [["region"]]),
    Case(testDescription: "a parameter", document: address("parameters: { tenant: {} }")),
    Case(
      testDescription: "a parameter that is not declared in 2.6",
      document: edited("orders.placed:", "\"orders.{tenant}\":", in: Contracts.oldOrders("subscribe")),
      errors: [["tenant"]]),
  ]

  private static func message(_ fields: String) -> String {
    edited("name: placed\n", "name: placed\n      \(fields)\n")
  }

  private static let headers =
    "headers: { type: object, required: [traceId], properties: { traceId: { type: string } } }\n      examples: "
  private static let id = "id: 6f1c2d1e-0000-4000-8000-000000000001"

  private static let examples = [
    Case(
      testDescription: "an example that fits",
      document: message("\(headers)[ { name: one, headers: { traceId: t }, payload: { \(id) } } ]")),
    Case(
      testDescription: "headers that do not fit",
      document: message("\(headers)[ { name: two, headers: { traceId: 7 }, payload: { \(id) } } ]"),
      errors: [["`two`", "headers"]]),
    Case(
      testDescription: "a payload that does not fit",
      document: message("\(headers)[ { name: three, headers: { traceId: t }, payload: { total: 3 } } ]"),
      errors: [["`three`", "payload"]]),
  ]

  private static let languages =
    [
      ("Avro", "application/vnd.apache.avro;version=1.9.0"), ("Protobuf", "application/vnd.google.protobuf;version=3"),
      ("RAML", "application/raml+yaml;version=1.0"),
    ].flatMap { name, format in
      let document = edited("application/schema+json;version=draft-07", format)
      return [
        Case(testDescription: "a payload in \(name)", document: document, notExecuted: ["1 payload in"]),
        Case(
          testDescription: "two payloads in \(name)",
          document: edited(
            "messages:\n    placed:\n",
            "messages:\n    other: { payload: { schemaFormat: \(format), schema: {} } }\n    placed:\n", in: document),
          notExecuted: ["2 payloads in"]),
        Case(
          testDescription: "a payload in \(name) that the policy refuses", document: document,
          policy: "foreign-formats: error", errors: [["the policy refuses"]], notExecuted: ["1 payload in"]),
      ]
    }

  private static let money = """
    { "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Money", "description": "Money.",
      "$defs": { "amount": { "properties": { "currency": { "$ref": "money.v1.json#/$defs/currency" } } },
        "currency": { "type": "string" } } }
    """

  private static func payload(_ reference: String) -> String {
    edited("$ref: order-placed.v1.schema.json", "$ref: \"\(reference)\"")
  }

  private static let references = [
    Case(
      testDescription: "a schema of another draft in another folder",
      document: payload("../payments/money.v1.json#/$defs/amount"), files: ["payments/money.v1.json": money]),
    Case(
      testDescription: "a definition that does not exist", document: payload("../payments/money.v1.json#/$defs/sum"),
      files: ["payments/money.v1.json": money], errors: [["sum"]]),
    Case(
      testDescription: "a file that does not exist", document: payload("../payments/money.json"), files: [:],
      errors: [["money.json"]]),
    Case(
      testDescription: "a reference to a host", document: payload("https://example.com/x.json"), files: [:],
      errors: [["https://example.com/x.json", "never fetched"]]),
  ]
}
