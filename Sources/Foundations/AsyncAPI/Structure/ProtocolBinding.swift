/// What the document of a protocol's binding allows at one level, over all of its versions.
struct BindingFields: Sendable {
  let fields: [BindingField]
  /// Whether `{}` says no more than that the protocol is used.
  var mayBeEmpty = false

  init(_ fields: [BindingField], mayBeEmpty: Bool = false) {
    self.fields = fields
    self.mayBeEmpty = mayBeEmpty
  }
}

/// A field of a binding, and the versions of the binding that have it.
struct BindingField: Sendable {
  let name: String
  let shape: FieldShape
  let isRequired: Bool
  /// Minor versions of the binding (0.x): the first that has it, and the first that has not any more.
  let since: Int
  let until: Int

  init(_ name: String, _ shape: FieldShape, isRequired: Bool = false, since: Int = 0, until: Int = Int.max) {
    self.name = name
    self.shape = shape
    self.isRequired = isRequired
    self.since = since
    self.until = until
  }
}

/// An object inside of a binding.
enum BindingGroup: String, Sendable {
  case topicConfiguration
  case amqpExchange = "exchange"
  case amqpQueue = "queue of AMQP"
  case lastWill
  case mqQueue = "queue of IBM MQ"
  case mqTopic = "topic of IBM MQ"
  case ordering
  case policy
  case statement
  case identifier
  case consumer
  case redrivePolicy
  case deliveryPolicy
  case sqsQueue = "queue of SQS"
}

/// The bindings that are judged; others are not executed.
enum ProtocolBinding {
  /// The protocols whose bindings this module knows.
  static let known: Set<String> = ["kafka", "amqp", "mqtt", "http", "ws", "ibmmq", "sns", "sqs"]

  /// The protocols whose bindings the specification names beside them.
  static let foreign: Set<String> = [
    "amqp1", "mqtt5", "nats", "jms", "stomp", "redis", "mercure", "solace", "anypointmq", "googlepubsub", "pulsar",
    "ros2",
  ]

  /// The fields of a protocol at a level; none where the document of the binding reserves the object.
  static func fields(of name: String, _ level: BindingLevel) -> BindingFields {
    tables[name]?[level] ?? BindingFields([])
  }

  private static let tables: [String: [BindingLevel: BindingFields]] = [
    "kafka": kafka, "amqp": amqp, "mqtt": mqtt, "http": http,
    "ws": [
      .channel: BindingFields([
        BindingField("method", .choice(["GET", "POST"])), BindingField("query", .schema(.bindingObject)),
        BindingField("headers", .schema(.bindingObject)),
      ])
    ],
    "ibmmq": ibmmq, "sns": sns, "sqs": sqs,
  ]

  /// kafka 0.1 to 0.5.
  private static let kafka: [BindingLevel: BindingFields] = [
    .server: BindingFields([
      BindingField("schemaRegistryUrl", .text, since: 3), BindingField("schemaRegistryVendor", .text, since: 3),
    ]),
    .channel: BindingFields([
      BindingField("topic", .text, since: 3), BindingField("partitions", .integer(1...Int.max), since: 3),
      BindingField("replicas", .integer(1...Int.max), since: 3),
      BindingField("topicConfiguration", .group(.topicConfiguration), since: 4),
    ]),
    .operation: BindingFields([
      BindingField("groupId", .schema(.binding)), BindingField("clientId", .schema(.binding)),
    ]),
    .message: BindingFields([
      BindingField("key", .schema(.binding)),
      BindingField("schemaIdLocation", .choice(["header", "payload"]), since: 3),
      BindingField("schemaIdPayloadEncoding", .text, since: 3), BindingField("schemaLookupStrategy", .text, since: 3),
    ]),
  ]

  /// amqp 0.1 to 0.4.
  private static let amqp: [BindingLevel: BindingFields] = [
    .channel: BindingFields([
      BindingField("is", .choice(["queue", "routingKey"])), BindingField("name", .text, since: 4),
      BindingField("channel", .any, since: 4), BindingField("exchange", .group(.amqpExchange)),
      BindingField("queue", .group(.amqpQueue)),
    ]),
    .operation: BindingFields([
      BindingField("expiration", .natural), BindingField("userId", .text), BindingField("cc", .list(.text)),
      BindingField("priority", .integer(Int.min...Int.max)), BindingField("deliveryMode", .integer(1...2)),
      BindingField("mandatory", .boolean), BindingField("bcc", .list(.text)), BindingField("replyTo", .text, until: 3),
      BindingField("timestamp", .boolean), BindingField("ack", .boolean),
    ]),
    .message: BindingFields([BindingField("contentEncoding", .text), BindingField("messageType", .text)]),
  ]

  /// mqtt 0.1 and 0.2.
  private static let mqtt: [BindingLevel: BindingFields] = [
    .server: BindingFields([
      BindingField("clientId", .text), BindingField("cleanSession", .boolean),
      BindingField("lastWill", .group(.lastWill)), BindingField("keepAlive", .natural),
      BindingField("sessionExpiryInterval", .either(.integer(0...4_294_967_295), .schema(.binding)), since: 2),
      BindingField("maximumPacketSize", .either(.integer(1...4_294_967_295), .schema(.binding)), since: 2),
    ]),
    .operation: BindingFields([
      BindingField("qos", .integer(0...2)), BindingField("retain", .boolean),
      BindingField("messageExpiryInterval", .either(.integer(0...4_294_967_295), .schema(.binding)), since: 2),
    ]),
    .message: BindingFields([
      BindingField("payloadFormatIndicator", .integer(0...1), since: 2),
      BindingField("correlationData", .schema(.binding), since: 2), BindingField("contentType", .text, since: 2),
      BindingField("responseTopic", .either(.text, .schema(.binding)), since: 2),
    ]),
  ]

  /// http 0.1 to 0.3; the first had `type`.
  private static let http: [BindingLevel: BindingFields] = [
    .operation: BindingFields([
      BindingField("type", .choice(["request", "response"]), isRequired: true, until: 2),
      BindingField(
        "method", .choice(["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE"])),
      BindingField("query", .schema(.bindingObject)),
    ]),
    .message: BindingFields([
      BindingField("headers", .schema(.bindingObject)), BindingField("statusCode", .number, since: 3),
    ]),
  ]
}
