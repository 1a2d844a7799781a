/// Further changes of AsyncAPI documents: what is told once, and what is no change.
extension Contracts {
  private static let parameter = base.merging([
    orders: ordersText.replacing(
      "address: orders.placed", with: "address: \"orders.{tenant}\"\n    parameters: { tenant: { enum: [a, b] } }")
  ]) { $1 }

  private static let twoServers = base.merging([
    orders: ordersText.replacing("servers: { main:", with: "servers: { other: { host: b, protocol: kafka }, main:")
  ]) { $1 }

  static let further = [
    Case(
      testDescription: "a message of an operation that the channel does not have, which is told once",
      edits: [(orders, "placed/messages/placed", "placed/messages/other")], errors: [["`other`"]]),
    Case(
      testDescription: "a message of an operation from the components",
      edits: [(orders, "#/channels/placed/messages/placed", "#/components/messages/placed")],
      errors: [["sendPlaced", "`placed`", "#/channels/placed/messages/placed"]]),
    Case(
      testDescription: "a channel of an operation that the document does not have, which is told once",
      edits: [(orders, "{ $ref: \"#/channels/placed\" }", "{ $ref: \"#/channels/other\" }")], errors: [["`other`"]]),
    Case(
      testDescription: "a message whose schema is deprecated, without a plan",
      base: base.merging([
        artifact: artifactText.replacing(#""type": "object", "#, with: #""type": "object", "deprecated": true, "#)
      ]) { $1 },
      edits: [
        (orders, "    messages: { placed: { $ref: \"#/components/messages/placed\" } }\n", ""),
        (orders, "    messages: [ { $ref: \"#/channels/placed/messages/placed\" } ]\n", ""),
      ], errors: [["the message `placed` is removed"]], warnings: [sameVersion]),
    Case(
      testDescription: "the name of a parameter", base: parameter,
      edits: [(orders, "orders.{tenant}", "orders.{shop}"), (orders, "{ tenant: {", "{ shop: {")]),
    Case(
      testDescription: "a parameter that takes less", base: parameter, edits: [(orders, "enum: [a, b]", "enum: [a]")],
      errors: [["the parameter `tenant` of the channel `placed` no longer takes `b`"]], warnings: [sameVersion]),
    Case(
      testDescription: "a parameter that takes more", base: parameter,
      edits: [(orders, "enum: [a, b]", "enum: [a, b, c]")]),
    Case(
      testDescription: "a channel that leaves a server", base: twoServers,
      edits: [(orders, "#/servers/main", "#/servers/other")],
      errors: [["the channel `placed` is no longer on the server `main`: it is on `other`"]],
      warnings: [sameVersion]),
    Case(
      testDescription: "the name of a server",
      edits: [(orders, "servers: { main:", "servers: { primary:"), (orders, "#/servers/main", "#/servers/primary")]),
    Case(
      testDescription: "a document in another file", files: ["orders/all.yaml": ordersText], removed: orders),
    Case(
      testDescription: "a document in another file that lacks its operation",
      files: [
        "orders/all.yaml": ordersText.replacing("operations:", with: "x-operations:").replacing(
          "title: Orders", with: "title: Orders, description: all of them")
      ], removed: orders, errors: [["the operation `sendPlaced` is removed"]], warnings: [sameVersion]),
    Case(
      testDescription: "a document that goes for one of another application",
      files: ["orders/all.yaml": ordersText.replacing("title: Orders", with: "title: Mail")], removed: orders,
      errors: [["the AsyncAPI document", "is removed"]]),
  ]

  static let circles = [
    Case(
      testDescription: "messages of two documents that refer to each other, which are told once", base: [:],
      files: ["x.yaml": circle("messages", "a", "./y.yaml", "b"), "y.yaml": circle("messages", "b", "./x.yaml", "a")],
      errors: [["circular reference"]]),
    Case(
      testDescription: "schemas of two documents that refer to each other, which are told once", base: [:],
      files: ["x.yaml": circle("schemas", "a", "./y.yaml", "b"), "y.yaml": circle("schemas", "b", "./x.yaml", "a")],
      errors: [["circular reference"]]),
    Case(
      testDescription: "two files of schemas that refer to each other, which are told once", base: [:],
      files: [
        "a.schema.json": #"{ "$ref": "b.schema.json" }"#, "b.schema.json": #"{ "$ref": "c.schema.json" }"#,
        "c.schema.json": #"{ "$ref": "a.schema.json" }"#,
      ], errors: [["circular reference"]]),
    Case(
      testDescription: "a message that refers to a reference that refers to nothing", base: [:],
      files: [
        "x.yaml": """
        asyncapi: 3.0.0
        info: { title: X, version: 1.0.0 }
        components:
          messages: { a: { $ref: "#/components/messages/b" }, b: { $ref: "#/components/messages/c" } }
        """
      ], errors: [["refers to nothing"], ["there is no `c`"]]),
    Case(
      testDescription: "schemas of two documents that refer to each other for their parts", base: [:],
      files: ["x.yaml": nested("a", "./y.yaml", "b"), "y.yaml": nested("b", "./x.yaml", "a")]),
  ]

  private static func circle(_ section: String, _ name: String, _ file: String, _ other: String) -> String {
    """
    asyncapi: 3.0.0
    info: { title: \(name), version: 1.0.0 }
    components: { \(section): { \(name): { $ref: "\(file)#/components/\(section)/\(other)" } } }
    """
  }

  private static func nested(_ name: String, _ file: String, _ other: String) -> String {
    """
    asyncapi: 3.0.0
    info: { title: \(name), version: 1.0.0 }
    components:
      schemas: { \(name): { type: object, properties: { p: { $ref: "\(file)#/components/schemas/\(other)" } } } }
    """
  }
}
