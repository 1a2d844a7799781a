extension ObjectKind {
  /// Servers, and how clients show who they are.
  static let serverFields: [ObjectKind: [Field]] = [
    .server: [
      Field("url", .text, isRequired: true, until: .v30),
      Field("host", .text, isRequired: true, since: .v30),
      Field("pathname", .text, since: .v30),
      Field("protocol", .text, isRequired: true),
      Field("protocolVersion", .text),
      Field("title", .text, since: .v30),
      Field("summary", .text, since: .v30),
      Field("description", .text),
      Field("variables", .map(.object(.serverVariable), names: .any)),
      Field("security", .list(.object(.securityRequirement)), until: .v30),
      Field("security", .list(.object(.securityScheme)), since: .v30),
      Field("tags", .tags, since: .v25),
      Field("externalDocs", .object(.externalDocs), since: .v30),
      Field("bindings", .bindings(.server)),
    ],
    .serverVariable: [
      Field("enum", .texts), Field("default", .text), Field("description", .text), Field("examples", .list(.text)),
    ],
    .securityScheme: [
      Field("type", .text, isRequired: true), Field("description", .text), Field("name", .text), Field("in", .text),
      Field("scheme", .text), Field("bearerFormat", .text), Field("flows", .object(.oauthFlows)),
      Field("openIdConnectUrl", .uri), Field("scopes", .list(.text), since: .v30),
    ],
    .oauthFlows: [
      Field("implicit", .object(.oauthFlow)), Field("password", .object(.oauthFlow)),
      Field("clientCredentials", .object(.oauthFlow)), Field("authorizationCode", .object(.oauthFlow)),
    ],
    .oauthFlow: [
      Field("authorizationUrl", .uri), Field("tokenUrl", .uri), Field("refreshUrl", .uri),
      Field("scopes", .map(.text, names: .any), isRequired: true, until: .v30),
      Field("availableScopes", .map(.text, names: .any), isRequired: true, since: .v30),
    ],
  ]
}

/// What a type of security scheme asks for beside `type` and `description`.
struct SecuritySchemeType: Sendable {
  let name: String
  var since = AsyncAPIVersion.v20
  var required: [String] = []
  var optional: [String] = []
  /// The values that `in` may have.
  var places: [String] = []

  /// Whether a requirement may list scopes.
  var hasScopes: Bool { name == "oauth2" || name == "openIdConnect" }

  static let all = [
    SecuritySchemeType(name: "userPassword"),
    SecuritySchemeType(name: "apiKey", required: ["in"], places: ["user", "password"]),
    SecuritySchemeType(name: "X509"),
    SecuritySchemeType(name: "symmetricEncryption"),
    SecuritySchemeType(name: "asymmetricEncryption"),
    SecuritySchemeType(name: "httpApiKey", required: ["name", "in"], places: ["query", "header", "cookie"]),
    SecuritySchemeType(name: "http", required: ["scheme"], optional: ["bearerFormat"]),
    SecuritySchemeType(name: "oauth2", required: ["flows"], optional: ["scopes"]),
    SecuritySchemeType(name: "openIdConnect", required: ["openIdConnectUrl"], optional: ["scopes"]),
    SecuritySchemeType(name: "plain", since: .v21),
    SecuritySchemeType(name: "scramSha256", since: .v21),
    SecuritySchemeType(name: "scramSha512", since: .v21),
    SecuritySchemeType(name: "gssapi", since: .v21),
  ]
}

/// The addresses that a flow of OAuth 2 asks for.
struct OAuthFlowType: Sendable {
  let required: [String]
  let foreign: [String]

  static let all: [String: OAuthFlowType] = [
    "implicit": OAuthFlowType(required: ["authorizationUrl"], foreign: ["tokenUrl"]),
    "password": OAuthFlowType(required: ["tokenUrl"], foreign: ["authorizationUrl"]),
    "clientCredentials": OAuthFlowType(required: ["tokenUrl"], foreign: ["authorizationUrl"]),
    "authorizationCode": OAuthFlowType(required: ["authorizationUrl", "tokenUrl"], foreign: []),
  ]
}
