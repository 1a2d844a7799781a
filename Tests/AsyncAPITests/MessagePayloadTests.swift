import AsyncAPI
import Documents
import Testing

/// Payloads in every dialect, examples, traits and references over files.
@Suite struct MessagePayloadTests {
  @Test(arguments: examples + dialects + traits + references)
  func `a message is judged by its merged schema`(example: DocumentCase) throws { try example.expectProblems() }

  private static let headers = "headers: { type: object, required: [trace], properties: { trace: { type: string } } }"
  private static let payload = "payload: { type: object, required: [id], properties: { id: { type: string } } }"

  private static func message(_ lines: String...) -> String { lines.joined(separator: "\n      ") }

  private static let examples = [
    DocumentCase(
      "an example that fits",
      document3(message: message(headers, payload, "examples: [ { headers: { trace: t }, payload: { id: a } } ]"))),
    DocumentCase(
      "headers that do not fit",
      document3(message: message(headers, payload, "examples: [ { name: two, headers: { trace: 7 } } ]")),
      "the example `two` does not fit the headers of the message `placed`"),
    DocumentCase(
      "a payload that does not fit",
      document3(message: message(payload, "examples: [ { name: three, payload: { total: 3 } } ]")),
      "the example `three` does not fit the payload of the message `placed`"),
    DocumentCase(
      "an example of a choice that fits none",
      document3(
        message: message(
          "payload: { oneOf: [ { type: integer }, { type: boolean } ] }", "examples: [ { payload: text } ]")),
      "warning: example 1 does not fit the payload"),
    DocumentCase(
      "an example without a payload and headers", document3(message: "examples: [ { name: a } ]"),
      "has neither `headers` nor `payload`"),
  ]

  private static func nullable(_ format: String) -> String {
    document3(
      message: message(
        "payload:", "  schemaFormat: \"\(format)\"",
        "  schema: { type: object, properties: { n: { type: string, nullable: true } } }",
        "examples: [ { payload: { n: null } } ]"))
  }

  private static let dialects = [
    DocumentCase("nullable of OpenAPI", nullable("application/vnd.oai.openapi;version=3.0.0")),
    DocumentCase(
      "nullable of draft-07", nullable("application/schema+json;version=draft-07"), "does not fit the payload"),
    DocumentCase(
      "nullable of AsyncAPI", nullable("application/vnd.aai.asyncapi;version=3.0.0"), "does not fit the payload"),
    DocumentCase(
      "nullable of OpenAPI 3.1", nullable("application/vnd.oai.openapi;version=3.1.0"), "does not fit the payload"),
    DocumentCase(
      "a keyword of 2020-12",
      document3(
        message: message(
          "payload:", "  schemaFormat: application/schema+json;version=2020-12",
          "  schema: { prefixItems: [ { type: integer } ] }", "examples: [ { payload: [a] } ]")),
      "does not fit the payload"),
    DocumentCase(
      "the same in draft-07, which does not have it",
      document3(message: message("payload: { prefixItems: [ { type: integer } ] }", "examples: [ { payload: [a] } ]"))),
    DocumentCase(
      "Avro",
      document3(
        message: message(
          "payload:", "  schemaFormat: application/vnd.apache.avro;version=1.9.0", "  schema: { type: record, name: A }"
        ))),
    DocumentCase(
      "Protobuf",
      document3(
        message: message(
          "payload:", "  schemaFormat: application/vnd.google.protobuf;version=3", "  schema: \"message A {}\""))),
    DocumentCase(
      "a format without a schema", document3(message: "payload: { schemaFormat: application/raml+yaml;version=1.0 }"),
      "warning: `schemaFormat` is given without a `schema`"),
  ]

  private static func traits2(_ trait: String, example: String) -> String {
    document2(
      "a",
      channel: """
        publish:
              message:
                headers: { type: object, properties: { n: { type: integer } } }
                traits: [ { headers: { properties: { n: \(trait) } } } ]
                examples: [ { headers: { n: \(example) } } ]
        """)
  }

  private static func traits3(_ trait: String, example: String) -> String {
    document3(
      message: message(
        "headers: { type: object, properties: { n: { type: integer } } }",
        "traits: [ { headers: { properties: { n: \(trait), m: { type: integer } } } } ]",
        "examples: [ { headers: \(example) } ]"))
  }

  private static let traits = [
    DocumentCase("a trait of 2.6 wins", traits2("{ type: string }", example: "text")),
    DocumentCase(
      "a trait of 2.6 wins over what fitted", traits2("{ type: string }", example: "7"), "does not fit the headers"),
    DocumentCase(
      "a message of 3.0 wins", traits3("{ type: string }", example: "{ n: text }"), "does not fit the headers"),
    DocumentCase(
      "a trait of 3.0 adds", traits3("{ type: string }", example: "{ n: 7, m: text }"), "does not fit the headers"),
    DocumentCase(
      "a trait in another file, with a reference there",
      files: [
        (
          "orders.yaml",
          document3(
            message: message(
              "headers: { type: object }", "traits: [ { $ref: \"common/traits.yaml#/traced\" } ]",
              "examples: [ { headers: { trace: 7 } } ]"))
        ),
        (
          "common/traits.yaml",
          "traced: { headers: { properties: { trace: { $ref: \"#/id\" } } } }\nid: { type: string }"
        ),
      ], "does not fit the headers"),
    DocumentCase(
      "a payload in a trait", document3(message: "traits: [ { payload: {} } ]"),
      "`payload` is no field of the Message Trait Object"),
  ]

  private static let references = [
    DocumentCase(
      "a reference into the network", document3(message: "payload: { $ref: \"https://example.com/x.json\" }"),
      "no file has this path or `$id`. References are never fetched"),
    DocumentCase(
      "a message that is not there",
      document2("a", channel: "publish: { message: { $ref: \"#/components/messages/Nope\" } }"),
      "Nope"),
    DocumentCase(
      "a channel of another document",
      files: [
        (
          "billing.yaml",
          """
          asyncapi: 3.0.0
          info: { title: Billing, version: 2.0.0 }
          channels: { placed: { $ref: "orders.yaml#/channels/placed" } }
          operations:
            onPlaced:
              action: receive
              channel: { $ref: "#/channels/placed" }
              messages: [ { $ref: "#/channels/placed/messages/placed" } ]
          """
        ), ("orders.yaml", document3()),
      ]),
    DocumentCase(
      "a part that is no channel",
      files: [
        ("a.yaml", document2("a", channel: "$ref: part.yaml")), ("part.yaml", "email: { type: string }"),
      ], "`email` is no field of the Channel Item Object in AsyncAPI 2.6.0, in `part.yaml`"),
    DocumentCase(
      "a schema where a message is meant",
      document2(
        "a", channel: "publish: { message: { $ref: \"#/components/schemas/x\" } }",
        rest: "components: { schemas: { x: {} } }"),
      "refers to a Multi Format Schema Object, and a Message Object is meant"),
    DocumentCase(
      "messages that refer to each other",
      document3(components: "messages2: {}").replacing(
        "placed:\n      payload: {}",
        with: "placed: { $ref: \"#/components/messages/other\" }\n    other: { $ref: \"#/components/messages/placed\" }"
      )
      .replacing("\n  messages2: {}", with: ""),
      "`#/components/messages/placed` refers back to itself"),
    DocumentCase(
      "two files whose schemas refer to each other",
      files: [
        (
          "a.yaml",
          document3(message: message("payload: { $ref: b.json }", "examples: [ { payload: { a: { a: 1 } } } ]"))
        ),
        ("b.json", #"{"type": "object", "properties": {"a": {"$ref": "c.json"}}}"#),
        ("c.json", #"{"type": "object", "properties": {"a": {"$ref": "b.json"}}}"#),
      ], "does not fit the payload"),
    DocumentCase(
      "a schema of its own draft in another file",
      files: [
        (
          "a.yaml",
          document3(message: message("payload: { $ref: \"m.json#/$defs/amount\" }", "examples: [ { payload: [ a ] } ]"))
        ),
        (
          "m.json",
          ##"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {"amount": {"prefixItems": [{"$ref": "#/$defs/n"}]}, "n": {"type": "integer"}}}"##
        ),
      ], "does not fit the payload"),
  ]
}
