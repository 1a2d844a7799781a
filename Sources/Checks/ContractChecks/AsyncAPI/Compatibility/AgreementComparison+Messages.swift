internal import AsyncAPI
internal import Compatibility
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

extension AgreementComparison {
  /// Compares a message in what its bytes mean, by what applications do with it.
  mutating func compare(
    _ before: Application.Message, _ after: Application.Message, _ oldChannel: Application.Channel,
    _ channel: Application.Channel
  ) {
    if new.isHere(after.site), firstTime("message \(new.home(of: after.site))") {
      compareForm(before, after, on: oldChannel)
    }
    var roles = self.roles(of: after, on: channel)
    if roles.isEmpty, new.isHere(after.site), !usedChannels.contains(new.home(of: channel.site)) {
      roles = policyRoles(after, channel)
    }
    for role in roles {
      let parts: [(String, MessageSchema?, MessageSchema?)] = [
        ("payload", before.payload, after.payload), ("headers", before.headers, after.headers),
        ("key", before.key, after.key),
      ]
      for (field, one, other) in parts where firstTime("\(field) \(role.direction) \(new.home(of: after.site))") {
        compare(
          one, other,
          SchemaQuestion(field: field, role: role, old: before, message: after, oldChannel: oldChannel))
      }
    }
  }

  /// The content type, the language of the payload, and where the id of its schema is.
  private mutating func compareForm(
    _ before: Application.Message, _ after: Application.Message, on channel: Application.Channel
  ) {
    if let one = before.contentType, let other = after.contentType, one != other {
      note(
        AgreementBreak(
          "the content type of the message `\(after.name)` changes from `\(one)` to `\(other)`: receivers that are "
            + "deployed cannot read it", at: new.place(of: after.site),
          parts: old.parts(of: before, on: channel, "contentType")))
    }
    if let one = before.payload?.format, let other = after.payload?.format, one != other,
      !one.isExecuted || !other.isExecuted
    {
      note(
        AgreementBreak(
          "the payload of the message `\(after.name)` is described in \(other.words) and no longer in \(one.words)",
          at: new.place(of: after.site), parts: old.parts(of: before, on: channel, "payload")))
    }
    let field = "schemaIdLocation"
    if let one = before.bindings["kafka"]?[field]?.string, let other = after.bindings["kafka"]?[field]?.string,
      one != other
    {
      note(
        AgreementBreak(
          "`\(field)` of the message `\(after.name)` changes from `\(one)` to `\(other)`: receivers look for the id of "
            + "the schema in the \(one)", at: new.place(of: after.site),
          parts: old.parts(of: before, on: channel, "bindings", "kafka", field)))
    }
  }

  /// What the application does with a message.
  struct MessageRole: Hashable {
    let direction: ComparisonMode
    /// As in `sendPlaced sends`.
    let words: String
    let operation: String
    let isSender: Bool
  }

  private func roles(of message: Application.Message, on channel: Application.Channel) -> [MessageRole] {
    var found: [MessageRole] = []
    func add(_ role: Application.Role, _ operation: Application.Operation, _ suffix: String = "") {
      let isSender = role == .send
      let word =
        isSender
        ? "`subscribe`, which in AsyncAPI 2 is what it sends" : "`publish`, which in AsyncAPI 2 is what it receives"
      let old = new.application.version < .v30 ? " (\(word))" : ""
      found.append(
        MessageRole(
          direction: isSender ? .forward : .backward,
          words: "`\(operation.name)`\(suffix)\(old) \(isSender ? "sends" : "receives")", operation: operation.name,
          isSender: isSender))
    }
    for operation in new.application.operations {
      if operation.channel == channel.name, operation.messages.contains(message.name) { add(operation.role, operation) }
      if let reply = operation.reply, reply.channel == channel.name, reply.messages.contains(message.name) {
        add(operation.role.opposite, operation, " (the reply)")
      }
    }
    return found
  }

  /// What the policy asks of schemas, where no document says who sends.
  private func policyRoles(_ message: Application.Message, _ channel: Application.Channel) -> [MessageRole] {
    let mode = policy.schemas.compatibility.demand(on: path).mode.comparison
    func role(_ direction: ComparisonMode) -> MessageRole {
      MessageRole(
        direction: direction, words: "the channel `\(channel.name)` has", operation: channel.name,
        isSender: direction == .forward)
    }
    return switch mode {
    case .backward: [role(.backward)]
    case .forward: [role(.forward)]
    case .full: [role(.backward), role(.forward)]
    case nil: []
    }
  }

  struct SchemaQuestion {
    let field: String
    let role: MessageRole
    let old: Application.Message
    let message: Application.Message
    let oldChannel: Application.Channel
  }

  private mutating func compare(_ one: MessageSchema?, _ other: MessageSchema?, _ question: SchemaQuestion) {
    // Of what is not described nothing is known; only headers are an object in any case.
    let undescribed: MessageSchema? =
      question.field == "headers" ? MessageSchema(format: .asyncAPI, content: .merged(["type": "object"])) : nil
    guard one != nil || other != nil, let before = one ?? undescribed, let after = other ?? undescribed,
      before.format.isExecuted, after.format.isExecuted
    else { return }
    do throws(SchemaError) {
      guard let old = try compiled(before, \.old), let new = try compiled(after, \.new) else { return }
      // A reference that leads to nothing any more is told of where references are followed.
      if old.resources.unknown.isEmpty, !new.resources.unknown.isEmpty { return }
      let isForward = question.role.direction == .forward
      let verdict = Inclusion(
        writer: isForward ? new : old, reader: isForward ? old : new,
        content: policy.schemas.compatibility.demand(on: path).content
      ).verdict()
      switch verdict {
      case .compatible: return
      case .undecided(let reason):
        note(
          AgreementBreak(
            "could not check the \(question.field) of the message `\(question.message.name)`: \(reason)",
            at: self.new.place(of: question.message.site), isUndecided: true))
      case .breaking(let witness): note(witness, old, new, question)
      }
    } catch {
      // What is wrong with a new schema is told of by itself; by what was no schema before no message was read.
      return
    }
  }

  private mutating func compiled(
    _ schema: MessageSchema, _ side: WritableKeyPath<AgreementComparison, AgreementSide>
  ) throws(SchemaError) -> ComparedSchema? {
    let set = self[keyPath: side].set
    let options = policy.schemas.options
    guard let (resources, location) = try self[keyPath: side].schemas.location(of: schema, in: set) else { return nil }
    return try ComparedSchema(at: location, in: resources, options: options)
  }

  private mutating func note(
    _ witness: Node, _ old: ComparedSchema, _ new: ComparedSchema, _ question: SchemaQuestion
  ) {
    let message = question.message
    let direction = question.role.direction
    noteBreaking()
    if question.field == "payload", isTold(of: message, direction) { return }
    let file = self.new.library.path(of: self.new.set.uri(of: message.site)) ?? path
    let entry = CompiledContracts.Entry(path: file, node: self.new.set.node(at: message.site))
    let proof = read(
      BreakReader.Proof(
        witness: witness, direction: direction, old: old, new: new,
        content: policy.schemas.compatibility.demand(on: path).content), of: entry)
    let planned = plan(of: question)
    let answers = proof.changes.map { PlanAnswer.best(of: [planned, plan(of: $0)]) }
    guard let first = answers.firstIndex(where: { $0 != .ripe }) else { return }
    let told = answers[proof.culprit] == .ripe ? first : proof.culprit
    let change = proof.changes[told]
    let whole = Self.whole(witness, field: question.field)
    let code = change.code.map { "\($0): " } ?? ""
    let text: String
    if question.role.isSender {
      text =
        "\(code)\(question.role.words) `\(message.name)`, \(shown(whole)) is allowed now, and old receivers refuse it"
    } else {
      text =
        "\(code)\(question.role.words) `\(message.name)`, old senders may send \(shown(whole)), which is refused now"
    }
    var explanation: [String] = []
    if let refusal = proof.proof.refusal {
      explanation.append(
        refusal.instance.tokens.isEmpty ? refusal.message : "\(refusal.message), at \(refusal.instance)")
    }
    let others = question.role.isSender ? receivers(question.oldChannel) : []
    if !others.isEmpty { explanation.append("receivers: \(others.joined(separator: ", "))") }
    note(
      AgreementBreak(
        text, at: change.place, explanation: explanation,
        help: question.role.isSender
          ? "let receivers accept it first, or send a second message beside this one" : "keep accepting it",
        data: [
          "operation": .string(question.role.operation), "message": .string(message.name),
          "direction": .string(direction.rawValue), "witness": whole, "headers": smallestHeaders(of: message),
        ], plan: answers[told]))
  }

  /// What the plans say of a message as a whole.
  private func plan(of question: SchemaQuestion) -> PlanAnswer {
    plan(old.parts(of: question.old, on: question.oldChannel).compactMap(\.self), nil)
  }

  /// What the plans say of a changed part of a schema.
  private func plan(of change: SchemaBreak.Change) -> PlanAnswer {
    guard let part = change.part, let file = old.library.path(of: part.document) else { return .missing }
    return plan([AgreementBreak.Part(file: file, pointer: part.pointer)], nil)
  }

  /// Headers that go with a payload; null where a message has none.
  private mutating func smallestHeaders(of message: Application.Message) -> Node {
    guard let headers = message.headers, headers.format.isExecuted else { return .null }
    do throws(SchemaError) {
      let nothing = MessageSchema(format: .asyncAPI, content: .merged(false))
      guard let schema = try compiled(headers, \.new), let never = try compiled(nothing, \.new),
        case .breaking(let example) = Inclusion(writer: schema, reader: never).verdict()
      else { return .null }
      return example
    } catch {
      return .null
    }
  }

  /// The whole message of a proof: headers and payload by their names.
  private static func whole(_ witness: Node, field: String) -> Node { field == "payload" ? witness : [field: witness] }

  private func shown(_ node: Node) -> String {
    let text = node.json()
    return text.utf8.count > 300 ? "\(text.prefix(300))…" : text
  }

  /// Whether the comparison of the artifact says the same already.
  private func isTold(of message: Application.Message, _ direction: ComparisonMode) -> Bool {
    var set = new.set
    guard case .written(let site)? = message.payload?.content, let target = set.target(of: site),
      let file = new.library.path(of: set.uri(of: target)), target.index == set.documents[target.document].root.index
    else { return false }
    return toldOf.contains(ToldSchema(path: file.description, direction: direction))
  }
}

extension PayloadFormat {
  /// As in a sentence.
  fileprivate var words: String {
    switch self {
    case .asyncAPI, .jsonSchema: "JSON Schema"
    case .openAPI: "OpenAPI"
    case .foreign(let name): name
    }
  }
}
