/// An object of the specification.
enum ObjectKind: String, Sendable, CaseIterable {
  case root = "AsyncAPI Object"
  case info = "Info Object"
  case contact = "Contact Object"
  case license = "License Object"
  case server = "Server Object"
  case serverVariable = "Server Variable Object"
  case channel = "Channel Object"
  case channelItem = "Channel Item Object"
  case operation = "Operation Object"
  case operationTrait = "Operation Trait Object"
  case reply = "Operation Reply Object"
  case replyAddress = "Operation Reply Address Object"
  case parameter = "Parameter Object"
  case message = "Message Object"
  case messageTrait = "Message Trait Object"
  case messageExample = "Message Example Object"
  case correlationID = "Correlation ID Object"
  case tag = "Tag Object"
  case externalDocs = "External Documentation Object"
  case securityScheme = "Security Scheme Object"
  case securityRequirement = "Security Requirement Object"
  case oauthFlows = "OAuth Flows Object"
  case oauthFlow = "OAuth Flow Object"
  case components = "Components Object"
  case multiFormatSchema = "Multi Format Schema Object"

  /// The first version in which a reference may take the place of the object; nil where none may.
  var referableSince: AsyncAPIVersion? {
    switch self {
    case .root, .info, .contact, .license, .messageExample, .securityRequirement, .oauthFlows, .oauthFlow, .components:
      nil
    case .server: .v23
    case .serverVariable: .v24
    case .channel, .operation, .reply, .replyAddress, .tag, .externalDocs, .multiFormatSchema: .v30
    case .channelItem, .operationTrait, .parameter, .message, .messageTrait, .correlationID, .securityScheme: .v20
    }
  }

  /// The fields that a version has.
  func fields(in version: AsyncAPIVersion) -> [Field] { fields.filter { $0.exists(in: version) } }

  private var fields: [Field] {
    switch self {
    case .root: Self.rootFields
    case .components: Self.componentFields
    case .info, .contact, .license, .tag, .externalDocs: Self.describingFields[self] ?? []
    case .server, .serverVariable, .securityScheme, .securityRequirement, .oauthFlows, .oauthFlow:
      Self.serverFields[self] ?? []
    case .channel, .channelItem, .operation, .operationTrait, .reply, .replyAddress, .parameter:
      Self.channelFields[self] ?? []
    case .message, .messageTrait, .messageExample, .correlationID, .multiFormatSchema: Self.messageFields[self] ?? []
    }
  }
}

extension ObjectKind {
  fileprivate static let rootFields = [
    Field("asyncapi", .text, isRequired: true),
    Field("id", .uri),
    Field("info", .object(.info), isRequired: true),
    Field("servers", .map(.object(.server), names: .name)),
    Field("defaultContentType", .text),
    Field("channels", .map(.object(.channelItem), names: .address), isRequired: true, until: .v30),
    Field("channels", .map(.object(.channel), names: .any), since: .v30),
    Field("operations", .map(.object(.operation), names: .any), since: .v30),
    Field("components", .object(.components)),
    Field("tags", .tags, until: .v30),
    Field("externalDocs", .object(.externalDocs), until: .v30),
  ]

  fileprivate static let componentFields = [
    Field("schemas", .map(.schema(.component), names: .component)),
    Field("servers", .map(.object(.server), names: .component), since: .v23),
    Field("serverVariables", .map(.object(.serverVariable), names: .component), since: .v24),
    Field("channels", .map(.object(.channelItem), names: .component), since: .v23, until: .v30),
    Field("channels", .map(.object(.channel), names: .component), since: .v30),
    Field("operations", .map(.object(.operation), names: .component), since: .v30),
    Field("messages", .map(.messages, names: .component)),
    Field("securitySchemes", .map(.object(.securityScheme), names: .component)),
    Field("parameters", .map(.object(.parameter), names: .component)),
    Field("correlationIds", .map(.object(.correlationID), names: .component)),
    Field("replies", .map(.object(.reply), names: .component), since: .v30),
    Field("replyAddresses", .map(.object(.replyAddress), names: .component), since: .v30),
    Field("operationTraits", .map(.object(.operationTrait), names: .component)),
    Field("messageTraits", .map(.object(.messageTrait), names: .component)),
    Field("serverBindings", .map(.bindings(.server), names: .component)),
    Field("channelBindings", .map(.bindings(.channel), names: .component)),
    Field("operationBindings", .map(.bindings(.operation), names: .component)),
    Field("messageBindings", .map(.bindings(.message), names: .component)),
    Field("tags", .map(.object(.tag), names: .component), since: .v30),
    Field("externalDocs", .map(.object(.externalDocs), names: .component), since: .v30),
  ]

  fileprivate static let describingFields: [ObjectKind: [Field]] = [
    .info: [
      Field("title", .text, isRequired: true), Field("version", .text, isRequired: true), Field("description", .text),
      Field("termsOfService", .uri), Field("contact", .object(.contact)), Field("license", .object(.license)),
      Field("tags", .tags, since: .v30), Field("externalDocs", .object(.externalDocs), since: .v30),
    ],
    .contact: [Field("name", .text), Field("url", .uri), Field("email", .email)],
    .license: [Field("name", .text, isRequired: true), Field("url", .uri)],
    .tag: [
      Field("name", .text, isRequired: true), Field("description", .text),
      Field("externalDocs", .object(.externalDocs)),
    ],
    .externalDocs: [Field("description", .text), Field("url", .uri, isRequired: true)],
  ]
}
