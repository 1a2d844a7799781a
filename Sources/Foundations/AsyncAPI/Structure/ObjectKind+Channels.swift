extension ObjectKind {
  /// Channels and what applications do with them.
  static let channelFields: [ObjectKind: [Field]] = [
    .channelItem: [
      Field("$ref", .text), Field("description", .text), Field("servers", .texts, since: .v22),
      Field("subscribe", .object(.operation)), Field("publish", .object(.operation)),
      Field("parameters", .map(.object(.parameter), names: .name)), Field("deprecated", .boolean),
      Field("bindings", .bindings(.channel)),
    ],
    .channel: [
      Field("address", .textOrNull), Field("messages", .map(.object(.message), names: .any)), Field("title", .text),
      Field("summary", .text), Field("description", .text), Field("servers", .list(.reference(.server))),
      Field("parameters", .map(.object(.parameter), names: .name)), Field("tags", .tags),
      Field("externalDocs", .object(.externalDocs)), Field("bindings", .bindings(.channel)),
    ],
    .operation: [
      Field("operationId", .text, until: .v30),
      Field("action", .choice(["send", "receive"]), isRequired: true, since: .v30),
      Field("channel", .reference(.channel), isRequired: true, since: .v30),
      Field("messages", .list(.reference(.message)), since: .v30),
      Field("reply", .object(.reply), since: .v30),
      Field("message", .messages, until: .v30),
      Field("traits", .list(.object(.operationTrait))),
    ] + operationDescription,
    .operationTrait: [Field("operationId", .text, until: .v30)] + operationDescription,
    .reply: [
      Field("address", .object(.replyAddress)), Field("channel", .reference(.channel)),
      Field("messages", .list(.reference(.message))),
    ],
    .replyAddress: [Field("location", .expression, isRequired: true), Field("description", .text)],
    .parameter: [
      Field("description", .text), Field("schema", .schema(.parameter), until: .v30),
      Field("enum", .texts, since: .v30), Field("default", .text, since: .v30),
      Field("examples", .list(.text), since: .v30), Field("location", .expression),
    ],
  ]

  private static let operationDescription = [
    Field("title", .text, since: .v30), Field("summary", .text), Field("description", .text),
    Field("security", .list(.object(.securityRequirement)), since: .v24, until: .v30),
    Field("security", .list(.object(.securityScheme)), since: .v30), Field("tags", .tags),
    Field("externalDocs", .object(.externalDocs)), Field("bindings", .bindings(.operation)),
  ]
}
