import AsyncAPI
import Documents
import Testing

/// What the specification says in words, beyond the types of fields.
@Suite struct MeaningTests {
  @Test(arguments: versions + operations + addresses + servers + names + bindings)
  func `a document is told what is wrong with it`(example: DocumentCase) throws { try example.expectProblems() }

  private static let info = "info: { title: T, version: 1.0.0 }\nchannels: {}"

  private static let versions = [
    DocumentCase(
      "the next version", "asyncapi: 9.9.9\n\(info)", "AsyncAPI `9.9.9` is not one of the known versions 2.0.0"),
    DocumentCase("a version between two", "asyncapi: 2.7.0\n\(info)", "3.1.0"),
    DocumentCase("a major version alone", "asyncapi: \"3\"\n\(info)", "AsyncAPI `3` is not"),
    DocumentCase("a number", "asyncapi: 2.0\n\(info)", "AsyncAPI `2.0` is not"),
    DocumentCase("a release candidate", "asyncapi: 2.0.0-rc2\n\(info)", "AsyncAPI `2.0.0-rc2` is not"),
    DocumentCase("no version", info, "there is no `asyncapi`"),
    DocumentCase(
      "a version of the application that YAML reads as a number",
      "asyncapi: 3.0.0\ninfo: { title: T, version: 1.10 }", "is the number 1.10"),
  ]

  private static let operations = [
    DocumentCase(
      "a message that is written as a component",
      document3(
        operations: """
          channel: { $ref: "#/channels/placed" }
              messages: [ { $ref: "#/components/messages/placed" } ]
          """),
      "a message of the operation `sendPlaced` is not written as one of the channel `placed` — "
        + "write `#/channels/placed/messages/placed`"),
    DocumentCase(
      "a message that the channel does not have",
      document3(
        operations: """
          channel: { $ref: "#/channels/placed" }
              messages: [ { $ref: "#/channels/placed/messages/other" } ]
          """),
      "there is no `other` — it is one of `placed`"),
    DocumentCase(
      "a channel of the components",
      document3(
        operations: "channel: { $ref: \"#/components/channels/x\" }", components: "channels: { x: { address: x } }"),
      "the channel of the operation `sendPlaced` is not one of the document's `channels`"),
    DocumentCase(
      "a channel that is written in place",
      document3(operations: "channel: { address: x }"),
      "`channel` of the Operation Object is a reference"),
    DocumentCase(
      "a reply to an address of its own in a channel that has one",
      document3(
        operations: """
          channel: { $ref: "#/channels/placed" }
              reply: { channel: { $ref: "#/channels/placed" }, address: { location: "$message.header#/replyTo" } }
          """),
      "warning: the reply of the operation `sendPlaced` has an address of its own"),
    DocumentCase(
      "an action that is none",
      document3(operations: "channel: { $ref: \"#/channels/placed\" }").replacing(
        "action: send", with: "action: publish"),
      "`action` of the Operation Object is `publish`"),
  ]

  private static let addresses = [
    DocumentCase(
      "a parameter that is not declared", document3(address: "orders.{tenant}"),
      "has `{tenant}`, and no parameter `tenant` is declared"),
    DocumentCase(
      "a parameter that is not in the address",
      document3(address: "orders.{tenant}", channel: "parameters: { tenant: {}, region: {} }"),
      "the parameter `region` is not part of the address"),
    DocumentCase(
      "a parameter in other letters", document3(address: "orders.{userid}", channel: "parameters: { userId: {} }"),
      "warning: the address `orders.{userid}` has `{userid}`, and the parameter is written `userId`"),
    DocumentCase("a parameter", document3(address: "orders.{tenant}", channel: "parameters: { tenant: {} }")),
    DocumentCase(
      "a parameter of 2.6 that is not declared", document2("orders.{tenant}", channel: "publish: { message: {} }"),
      "no parameter `tenant` is declared"),
    DocumentCase(
      "a parameter of 2.0 that is not declared",
      document2("orders.{tenant}", channel: "publish: { message: {} }", version: "2.0.0")),
    DocumentCase(
      "a query in an address of 2.6", document2("orders?x=1", channel: "publish: { message: {} }"), "has a query"),
    DocumentCase("braces that do not match", document3(address: "orders.{tenant"), "do not match"),
    DocumentCase(
      "a default that is none of the values",
      document3(address: "orders.{tenant}", channel: "parameters: { tenant: { enum: [a, b], default: c } }"),
      "the default `c` of the parameter `tenant` is none of its values"),
  ]

  private static let servers = [
    DocumentCase(
      "a server that the document does not have",
      document3(
        channel: "servers: [ { $ref: \"#/components/servers/main\" } ]",
        components: "servers: { main: { host: h, protocol: kafka } }"),
      "the server of the channel `placed` is not one of the document's `servers`"),
    DocumentCase(
      "a host with a path", document3(servers: "servers: { main: { host: \"h/p\", protocol: kafka } }"),
      "more than a host and a port"),
    DocumentCase(
      "a variable that is not declared", document3(servers: "servers: { main: { host: \"{h}\", protocol: kafka } }"),
      "no variable `h` is declared"),
    DocumentCase(
      "a server of 2.2 that the document does not have",
      document2("a", channel: "{ servers: [x], publish: { message: {} } }", version: "2.2.0"),
      "names the server `x`, which the document does not have"),
    DocumentCase(
      "a security scheme that is not there",
      document2(
        "a", channel: "publish: { message: {} }",
        rest: "servers: { main: { url: h, protocol: kafka, security: [ { none: [] } ] } }"),
      "the security scheme `none` is not one of the document's `components`"),
    DocumentCase(
      "scopes of a scheme that has none",
      document2(
        "a", channel: "publish: { message: {} }",
        rest: """
          servers: { main: { url: h, protocol: kafka, security: [ { s: [read] } ] } }
          components: { securitySchemes: { s: { type: X509 } } }
          """),
      "is of the type `X509`, which has no scopes"),
    DocumentCase(
      "a type of scheme that a later version has",
      document2(
        "a", channel: "publish: { message: {} }",
        rest: "components: { securitySchemes: { s: { type: gssapi } } }", version: "2.0.0"),
      "`gssapi` is no type of security scheme in AsyncAPI 2.0.0"),
  ]

  private static let names = [
    DocumentCase(
      "an operation twice",
      document2(
        "a", channel: "{ publish: { operationId: x, message: {} }, subscribe: { operationId: x, message: {} } }"),
      "the operation `x` is here twice"),
    DocumentCase(
      "operations in other letters",
      document2(
        "a", channel: "{ publish: { operationId: x, message: {} }, subscribe: { operationId: X, message: {} } }")),
    DocumentCase(
      "a tag twice", document3(message: "tags: [ { name: x }, { name: x, description: again } ]"),
      "the tag `x` is here twice"),
    DocumentCase(
      "headers that are no object", document3(message: "headers: { type: string }"),
      "headers are of the type `string`"),
    DocumentCase(
      "an expression that is none", document3(message: "correlationId: { location: header/id }"),
      "is `header/id`, and a runtime expression is meant"),
    DocumentCase(
      "a discriminator that is not required",
      document3(components: "schemas: { pet: { discriminator: kind, properties: { kind: {} } } }"),
      "the discriminator `kind` is not a required property"),
    DocumentCase(
      "a field of another version", document3(message: "messageId: x"), "`messageId` is no field of the Message Object"),
    DocumentCase("a word of one's own", document3(message: "x-team: orders")),
    DocumentCase(
      "a schema that is none", document3(message: "payload: { type: strin }"), "\"strin\" is none of the allowed values"
    ),
  ]

  private static let bindings = [
    DocumentCase(
      "a field that Kafka's binding does not have", document3(channel: "bindings: { kafka: { partition: 3 } }"),
      "`partition` is no field of the channel binding of `kafka`"),
    DocumentCase(
      "a field that the version of the binding does not have",
      document3(channel: "bindings: { kafka: { topic: a, bindingVersion: '0.1.0' } }"),
      "`topic` is no field"),
    DocumentCase(
      "a reserved binding", document3(message: "bindings: { ws: { method: GET } }"),
      "warning: the message binding of `ws` is reserved"),
    DocumentCase(
      "a queue and a topic of IBM MQ",
      document3(channel: "bindings: { ibmmq: { queue: { objectName: a }, topic: { string: b } } }"), "and not both"),
    DocumentCase(
      "a queue of SQS", document3(channel: "bindings: { sqs: { queue: { name: a, deliveryDelay: 901 } } }"),
      "`deliveryDelay` of the queue of SQS is 901"),
    DocumentCase("an empty binding of SNS", document3(channel: "bindings: { sns: {} }")),
    DocumentCase(
      "where the id of a schema is, without a registry",
      document3(
        message: "bindings: { kafka: { schemaIdLocation: header } }",
        servers: "servers: { main: { host: h, protocol: kafka } }"),
      "says where a schema registry's id is, and no server has one"),
    DocumentCase("a protocol that is not judged", document3(channel: "bindings: { nats: { queue: x } }")),
  ]
}
