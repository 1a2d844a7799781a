extension ProtocolBinding {
  /// ibmmq 0.1 and 0.2.
  static let ibmmq: [BindingLevel: BindingFields] = [
    .server: BindingFields([
      BindingField("groupId", .text), BindingField("ccdtQueueManagerName", .text), BindingField("cipherSpec", .text),
      BindingField("multiEndpointServer", .boolean), BindingField("heartBeatInterval", .integer(0...999_999)),
    ]),
    .channel: BindingFields([
      BindingField("destinationType", .choice(["topic", "queue"])), BindingField("queue", .group(.mqQueue)),
      BindingField("topic", .group(.mqTopic)), BindingField("maxMsgLength", .integer(0...104_857_600)),
    ]),
    .message: BindingFields([
      BindingField("type", .choice(["string", "jms", "binary"])), BindingField("headers", .text),
      BindingField("description", .text), BindingField("expiry", .natural),
    ]),
  ]

  /// sns 0.1, 0.2 and 1.0.
  static let sns: [BindingLevel: BindingFields] = [
    .channel: BindingFields(
      [
        BindingField("name", .text, isRequired: true), BindingField("ordering", .group(.ordering)),
        BindingField("policy", .group(.policy)), BindingField("tags", .map(.any, names: .any)),
      ], mayBeEmpty: true),
    .operation: BindingFields(
      [
        BindingField("topic", .group(.identifier)),
        BindingField("consumers", .list(.group(.consumer)), isRequired: true),
        BindingField("deliveryPolicy", .group(.deliveryPolicy)),
      ], mayBeEmpty: true),
  ]

  /// sqs 0.1 to 0.3.
  static let sqs: [BindingLevel: BindingFields] = [
    .channel: BindingFields(
      [
        BindingField("queue", .group(.sqsQueue), isRequired: true),
        BindingField("deadLetterQueue", .group(.sqsQueue)),
      ], mayBeEmpty: true),
    .operation: BindingFields(
      [BindingField("queues", .list(.group(.sqsQueue)), isRequired: true)], mayBeEmpty: true),
  ]
}

extension BindingGroup {
  /// The fields of the object.
  var fields: [BindingField] {
    switch self {
    case .topicConfiguration: Self.topicConfigurationFields
    case .amqpExchange:
      [
        BindingField("name", .shortText(255)),
        BindingField("type", .choice(["topic", "direct", "fanout", "default", "headers"])),
        BindingField("durable", .boolean), BindingField("autoDelete", .boolean), BindingField("vhost", .text),
      ]
    case .amqpQueue:
      [
        BindingField("name", .shortText(255)), BindingField("durable", .boolean),
        BindingField("exclusive", .boolean), BindingField("autoDelete", .boolean), BindingField("vhost", .text),
      ]
    case .lastWill:
      [
        BindingField("topic", .text), BindingField("qos", .integer(0...2)), BindingField("message", .text),
        BindingField("retain", .boolean),
      ]
    case .mqQueue:
      [
        BindingField("objectName", .shortText(48), isRequired: true), BindingField("isPartitioned", .boolean),
        BindingField("exclusive", .boolean),
      ]
    case .mqTopic:
      [
        BindingField("string", .shortText(10_240)), BindingField("objectName", .shortText(48)),
        BindingField("durablePermitted", .boolean), BindingField("lastMsgRetained", .boolean),
      ]
    default: Self.amazonFields(self)
    }
  }

  /// Kafka adds settings, and vendors add theirs, so that others are left alone from version 0.5 on.
  private static let topicConfigurationFields = [
    BindingField("cleanup.policy", .list(.choice(["compact", "delete"]))),
    BindingField("retention.ms", .integer(-1...Int.max)), BindingField("retention.bytes", .integer(-1...Int.max)),
    BindingField("delete.retention.ms", .natural), BindingField("max.message.bytes", .natural),
    BindingField("confluent.key.schema.validation", .boolean, since: 5),
    BindingField("confluent.key.subject.name.strategy", .text, since: 5),
    BindingField("confluent.value.schema.validation", .boolean, since: 5),
    BindingField("confluent.value.subject.name.strategy", .text, since: 5),
  ]

  private static let textOrTexts = FieldShape.either(.text, .list(.text))

  private static func amazonFields(_ group: BindingGroup) -> [BindingField] {
    switch group {
    case .ordering:
      [
        BindingField("type", .choice(["standard", "FIFO"]), isRequired: true),
        BindingField("contentBasedDeduplication", .boolean),
      ]
    case .policy: [BindingField("statements", .list(.group(.statement)), isRequired: true)]
    case .statement:
      [
        BindingField("effect", .choice(["Allow", "Deny"]), isRequired: true),
        BindingField("principal", .either(textOrTexts, .map(.any, names: .any)), isRequired: true),
        BindingField("action", textOrTexts, isRequired: true), BindingField("resource", textOrTexts),
        BindingField("condition", .any),
      ]
    case .identifier:
      ["url", "email", "phone", "arn", "name"].map { BindingField($0, .text) }
    case .consumer:
      [
        BindingField(
          "protocol",
          .choice(["http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"]),
          isRequired: true),
        BindingField("endpoint", .group(.identifier), isRequired: true),
        BindingField("filterPolicy", .map(.any, names: .any)),
        BindingField("filterPolicyScope", .choice(["MessageAttributes", "MessageBody"])),
        BindingField("rawMessageDelivery", .boolean, isRequired: true),
        BindingField("redrivePolicy", .group(.redrivePolicy)),
        BindingField("deliveryPolicy", .group(.deliveryPolicy)), BindingField("displayName", .text),
      ]
    case .redrivePolicy:
      [
        BindingField("deadLetterQueue", .group(.identifier), isRequired: true),
        BindingField("maxReceiveCount", .natural),
      ]
    case .deliveryPolicy:
      [
        "minDelayTarget", "maxDelayTarget", "numRetries", "numNoDelayRetries", "numMinDelayRetries",
        "numMaxDelayRetries", "maxReceivesPerSecond",
      ].map { BindingField($0, .natural) } + [
        BindingField("backoffFunction", .choice(["arithmetic", "exponential", "geometric", "linear"]))
      ]
    default: queueFields
    }
  }

  /// A queue of SQS, with the limits that the service has.
  private static let queueFields = [
    BindingField("name", .text, isRequired: true), BindingField("fifoQueue", .boolean),
    BindingField("deduplicationScope", .choice(["queue", "messageGroup"])),
    BindingField("fifoThroughputLimit", .choice(["perQueue", "perMessageGroupId"])),
    BindingField("deliveryDelay", .integer(0...900)), BindingField("visibilityTimeout", .integer(0...43_200)),
    BindingField("receiveMessageWaitTime", .integer(0...20)),
    BindingField("messageRetentionPeriod", .integer(60...1_209_600)),
    BindingField("redrivePolicy", .group(.redrivePolicy)), BindingField("policy", .group(.policy)),
    BindingField("tags", .map(.any, names: .any)),
  ]
}
