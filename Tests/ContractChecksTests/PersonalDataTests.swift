import Changes
import ContractChecks
import Documents
import Findings
import Policy
import Testing

/// What `contracts/personal-data` and `contracts/open-object` say of changes that their examples do not show.
@Suite struct PersonalDataTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The properties that the change adds to an artifact.
    let added: String
    /// The fields that are told, each with its severity.
    var told: [String] = []
    var policy = ""
    /// What else there is.
    var files = identity
    var artifact = "orders/order-placed.v1.schema.json"
  }

  static let identity = """
    -- both: platform/contracts/identity/user.v1.schema.json --
    { "definitions": { "contact": { "properties": { "email": { "type": "string" }, "id": { "type": "string" } } }, \
    "id": { "type": "string" } } }
    """

  @Test(arguments: names + types + digests + annotations + references + values + exceptions)
  func `a field is told where it is about a person`(example: Case) async throws {
    let path = "platform/contracts/\(example.artifact)"
    func schema(_ more: String) -> String {
      #"{ "type": "object", "properties": { "id": { "type": "string" }\#(more.isEmpty ? "" : ", \(more)") } }"#
    }
    var text = "-- base: \(path) --\n\(schema(""))\n-- \(path) --\n\(schema(example.added))\n\(example.files)"
    if !example.policy.isEmpty { text += "\n-- given: policy --\n\(example.policy)" }
    #expect(try await told(text) == example.told)
  }

  @Test(
    arguments: [
      ("payload: { properties: { email: { type: string } } }", ["/email"]),
      ("headers: { properties: { phone: { type: string } } }", ["/phone"]),
      ("payload: { $ref: '#/components/schemas/person' }", ["/surname"]),
      (
        "payload: { properties: { owner: { $ref: '../identity/user.v1.schema.json#/definitions/contact' } } }",
        ["/owner/email"]
      ),
      ("payload: { properties: { hostname: { type: string } } }", []),
      ("payload: { $ref: '../identity/user.v1.schema.json#/definitions/contact' }", []),
      ("payload: {}, examples: [{ payload: { note: ada@example.org } }]", ["/note"]),
      ("payload: {}, examples: [{ headers: { by: ada@example.org }, payload: { note: no address } }]", ["/by"]),
      ("payload: { properties: { old_email: { type: string } } }", []),
    ])
  func `a message that is written in place is an artifact as well`(message: String, fields: [String]) async throws {
    func document(_ message: String) -> String {
      """
      asyncapi: 3.0.0
      info: { title: Orders, version: 1.0.0 }
      channels: { placed: { address: orders.placed, messages: { placed: { \(message) } } } }
      components: { schemas: { person: { properties: { surname: { type: string } } } } }
      """
    }
    let path = "platform/contracts/orders/orders.asyncapi.yaml"
    let base = document("payload: { properties: { old_email: { type: string } } }")
    let text = "-- base: \(path) --\n\(base)\n-- \(path) --\n\(document(message))\n\(Self.identity)"
    #expect(try await told(text) == fields)
  }

  private func told(_ text: String) async throws -> [String] {
    var told: [String] = []
    for id in ["contracts/personal-data", "contracts/open-object"] {
      let report = try #require(try await ContractCheck.report(ofRule: id, on: Example(text)))
      told += report.allFindings.map { finding in
        let field = finding.message.split(separator: "`").first.map(String.init) ?? ""
        return finding.severity == .error ? field : "\(finding.severity.map { "\($0)" } ?? "undecided") \(field)"
      }
    }
    return told
  }

  private static func text(_ name: String) -> String { #""\#(name)": { "type": "string" }"# }

  private static let names =
    [
      "emailAddress", "e_mail", "CONTACT_EMAIL", "surname", "given-name", "userName", "dateOfBirth", "mobileNumber",
      "passport_no", "driversLicenceNumber", "iban", "home_postcode", "x-forwarded-for", "shipping_name", "callerIp",
    ].map { Case(testDescription: "named \($0)", added: text($0), told: ["/\($0)"]) }
    + [
      "email_template_id", "hostname", "file_name", "user_agent_family", "emailVerifiedBy", "listen_address", "podIp",
      "last_login", "voicemail", "namespace", "page", "coverage", "shippingAddressId", "receipt_handle", "companion",
    ].map { Case(testDescription: "not named \($0)", added: text($0)) }
    + [
      Case(
        testDescription: "the name of a customer, and not of a product",
        added: """
          "customer": { "properties": { \(text("name")) } }, "product": { "properties": { \(text("name")) } }
          """, told: ["/customer/name"]),
      Case(
        testDescription: "two names that say together what it is",
        added: """
          "name": { "properties": { \(text("first")) } }, "phone": { "properties": { \(text("number")) } }, \
          "file": { "properties": { \(text("number")) } }
          """, told: ["/name/first", "/phone/number"]),
      Case(
        testDescription: "the name in an artifact about customers", added: text("name"), told: ["/name"],
        artifact: "crm/customer-created.v2.schema.json"),
      Case(
        testDescription: "the name in an artifact about roles of users", added: text("name"),
        artifact: "crm/user-role-created.v2.schema.json"),
      Case(
        testDescription: "an artifact of the identity service", added: text("email"),
        artifact: "identity/user-created.v1.schema.json"),
    ]

  private static let types = [
    Case(testDescription: "a flag is not an address", added: #""email": { "type": "boolean" }"#),
    Case(testDescription: "a count is not a name", added: #""user_name": { "type": ["integer", "null"] }"#),
    Case(testDescription: "a number can be a telephone", added: #""phone": { "type": "integer" }"#, told: ["/phone"]),
    Case(testDescription: "a day is not a login", added: #""login": { "type": "string", "format": "date-time" }"#),
    Case(testDescription: "one of two kinds is not a telephone", added: #""phone": { "enum": ["home", "work"] }"#),
    Case(
      testDescription: "one of two genders is a gender", added: #""gender": { "enum": ["f", "m"] }"#, told: ["/gender"]),
    Case(
      testDescription: "texts in an array", added: #""phones": { "type": "array", "items": { "type": "string" } }"#,
      told: ["/phones"]),
    Case(
      testDescription: "the format of a mail address", added: #""peer": { "type": "string", "format": "email" }"#,
      told: ["/peer"]),
    Case(
      testDescription: "no type at all", added: #""email": true"#, told: ["/email"]),
  ]

  private static let digests =
    ["^[0-9a-f]{64}$", "^sha256:[0-9a-f]{64}$", "^[A-Za-z0-9+/]{43}=$", "^(?:[0-9a-f]{8}){4}$"].map { pattern in
      Case(
        testDescription: "a digest that fits \(pattern)",
        added: #""email_hash": { "type": "string", "pattern": "\#(pattern)" }"#)
    }
    + [
      #""type": "string""#, #""type": "string", "format": "email""#, #""type": "string", "maxLength": 64"#,
      #""type": "string", "pattern": "^.+$""#, #""pattern": "^[0-9a-f]{64}$""#,
      #""type": "string", "pattern": "[0-9a-f]{64}""#, #""type": "string", "pattern": "^DE[0-9]{20}$""#,
      #""type": "string", "pattern": "^[A-Z]{2}[0-9]{2}[A-Z0-9]{18}$""#, #""type": "string", "pattern": "^[0-9]{32}$""#,
    ].map { schema in
      Case(testDescription: "no digest: \(schema)", added: #""email_hash": { \#(schema) }"#, told: ["/email_hash"])
    }

  private static let annotations =
    [
      #""x-pii": true"#, #""x-classification": "personal""#, #""classification": "PERSONAL_DATA""#,
      #""confluent:tags": ["PII"]"#,
    ].map { Case(testDescription: "annotated \($0)", added: #""ref": { \#($0) }"#, told: ["/ref"]) }
    + [#""x-pii": false"#, #""x-classification": "public""#, #""classification": "non-personal""#].map {
      Case(testDescription: "annotated \($0)", added: #""ref": { "type": "string", \#($0) }"#)
    }

  private static let references = [
    Case(
      testDescription: "through a reference to the identity service",
      added: ##""customer": { "$ref": "../identity/user.v1.schema.json#/definitions/contact" }"##,
      told: ["/customer/email"]),
    Case(
      testDescription: "through composition",
      added: ##""customer": { "allOf": [{ "oneOf": [{ "properties": { "email": { "type": "string" } } }, true] }] }"##,
      told: ["/customer/email"]),
    Case(
      testDescription: "once in a schema within itself",
      added: ##""parent": { "$ref": "#" }, "email": { "type": "string" }"##, told: ["/email"]),
    Case(
      testDescription: "an open object in an artifact that refers to the identity service",
      added: ##""user": { "$ref": "../identity/user.v1.schema.json#/definitions/id" }, "payload": {}"##,
      told: ["warning /payload"]),
    Case(
      testDescription: "an object without properties beside identity data",
      added:
        ##""user": { "$ref": "../identity/user.v1.schema.json#/definitions/id" }, "payload": { "type": "object" }"##,
      told: ["warning /payload"]),
    Case(
      testDescription: "a closed object beside identity data",
      added: ##"""
        "user": { "$ref": "../identity/user.v1.schema.json#/definitions/id" }, \##
        "payload": { "type": "object", "additionalProperties": false }
        """##),
    Case(testDescription: "an open object in any other artifact", added: #""payload": {}"#),
  ]

  private static let values =
    [
      #""ada@example.org""#, #""Ada <ada@example.org>""#, #""+49 151 23456789""#, #""DE89 3704 0044 0532 0130 00""#,
      #""4111-1111-1111-1111""#, "5500005555555559", #""(415) 555-2671""#,
    ].map { Case(testDescription: "with the example \($0)", added: #""a": { "examples": [\#($0)] }"#, told: ["/a"]) }
    + [
      #""4111111111111112""#, #""@acme/orders@2.1.0""#, #""2026-11-30T18:00:00Z""#, #""git@github.com:acme/x.git""#,
      #""DE89 3704 0044 0532 0130 01""#, "1764525600000", #""08:00-18:00""#, #""+02:00""#, #""1.2.3.4""#,
    ].map { Case(testDescription: "without, by the example \($0)", added: #""a": { "examples": [\#($0)] }"#) }

  private static func exception(_ day: String, _ pointer: String) -> String {
    """
    personal-data: { exceptions: [{ path: orders/**, pointer: \(pointer), reason: courier, owner: dana, expires: \(day) }] }
    """
  }

  private static let exceptions = [
    Case(
      testDescription: "excused by its pointer in messages", added: text("email"),
      policy: exception("2026-11-17", "/email")),
    Case(
      testDescription: "excused by its pointer in the schema", added: text("email"),
      policy: exception("2026-11-17", "/properties/email")),
    Case(
      testDescription: "no more excused", added: text("email"), told: ["/email"],
      policy: exception("2026-11-16", "/email")),
    Case(
      testDescription: "excused elsewhere", added: text("email"), told: ["/email"],
      policy: exception("2026-12-01", "/mail")),
    Case(
      testDescription: "of an artifact that the policy takes for identity", added: text("email"),
      policy: "personal-data: { identity: [orders/**] }"),
  ]

  @Test func `what was there before the change is not told`() async throws {
    let schema = #"{ "properties": { "email": { "type": "string" } } }"#
    let changed = #"{ "properties": { "email": { "type": "string", "maxLength": 99 } } }"#
    let path = "platform/contracts/a.schema.json"
    #expect(try await told("-- base: \(path) --\n\(schema)\n-- \(path) --\n\(changed)") == [])
  }

  @Test func `an exception that has expired is told of an artifact that the change leaves alone`() async throws {
    let schema = #"{ "properties": { "email": { "type": "string" } } }"#
    let text = """
      -- both: platform/contracts/orders/a.schema.json --
      \(schema)
      -- given: policy --
      \(Self.exception("2026-11-16", "/email"))
      """
    #expect(try await told(text) == ["/email"])
  }

  @Test func `a field that the identity service adds is told of those that refer to it`() async throws {
    func user(_ more: String) -> String {
      #"{ "$defs": { "contact": { "properties": { "id": { "type": "string" }\#(more) } } } }"#
    }
    let path = "platform/contracts/identity/user.v1.schema.json"
    let text = """
      -- base: \(path) --
      \(user(""))
      -- \(path) --
      \(user(#", "email": { "type": "string" }"#))
      -- both: platform/contracts/orders/a.schema.json --
      { "properties": { "buyer": { "$ref": "../identity/user.v1.schema.json#/$defs/contact" } } }
      -- both: platform/contracts/orders/b.schema.json --
      { "items": { "$ref": "a.schema.json" } }
      """
    #expect(try await told(text) == ["/buyer/email", "/buyer/email"])
  }
}
