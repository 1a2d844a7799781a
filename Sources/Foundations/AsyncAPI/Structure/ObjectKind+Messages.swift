extension ObjectKind {
  /// Messages and what is told of them.
  static let messageFields: [ObjectKind: [Field]] = [
    .message: [
      Field("payload", .schema(.payload)), Field("traits", .list(.object(.messageTrait))),
    ] + messageDescription,
    .messageTrait: messageDescription,
    .messageExample: [
      Field("headers", .map(.any, names: .any)), Field("payload", .any), Field("name", .text, since: .v21),
      Field("summary", .text, since: .v21),
    ],
    .correlationID: [Field("description", .text), Field("location", .expression, isRequired: true)],
    .multiFormatSchema: [
      Field("schemaFormat", .text, isRequired: true), Field("schema", .any, isRequired: true),
    ],
  ]

  private static let messageDescription = [
    Field("messageId", .text, since: .v24, until: .v30), Field("headers", .schema(.headers)),
    Field("correlationId", .object(.correlationID)), Field("schemaFormat", .text, until: .v30),
    Field("contentType", .text), Field("name", .text), Field("title", .text), Field("summary", .text),
    Field("description", .text), Field("tags", .tags), Field("externalDocs", .object(.externalDocs)),
    Field("bindings", .bindings(.message)), Field("examples", .list(.object(.messageExample))),
    Field("deprecated", .boolean),
  ]
}
