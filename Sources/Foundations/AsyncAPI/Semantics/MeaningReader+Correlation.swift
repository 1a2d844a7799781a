internal import Documents

extension MeaningReader {
  /// Holds the place of a correlation ID against the headers or the payload that it is in.
  mutating func readCorrelation(of message: Application.Message) {
    guard let node = set.node(at: message.site)["correlationId"],
      let target = set.target(of: set.site(of: node, beside: message.site)),
      let value = set.node(at: target)["location"], let text = value.string
    else { return }
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let isHeader = parts.first == "$message.header"
    guard parts.count == 2, let schema = isHeader ? message.headers : message.payload, schema.format.isExecuted,
      case .written(let site) = schema.content
    else { return }
    do throws(JSONPointerError) {
      let pointer = try JSONPointer(parsing: String(parts[1]))
      guard !mayHave(pointer.tokens[...], at: site, depth: 0) else { return }
      note(
        "the correlation ID of the message `\(message.name)` is at `\(pointer)`, which its "
          + "\(isHeader ? "headers do" : "payload does") not have", at: message.site,
        help: "declare it there, or correct `location`")
    } catch {
      // It is told of where the expression is read.
      return
    }
  }

  /// Whether a value of a schema may have something at a pointer; it is sure only of closed objects.
  private mutating func mayHave(_ tokens: ArraySlice<String>, at site: Site, depth: Int) -> Bool {
    guard let token = tokens.first, depth < 100, let target = set.target(of: site) else { return true }
    let schema = set.node(at: target)
    guard schema["patternProperties"] == nil, schema["allOf"] == nil, schema["anyOf"] == nil, schema["oneOf"] == nil
    else { return true }
    if let property = schema["properties"]?[token] {
      return mayHave(tokens.dropFirst(), at: set.site(of: property, beside: target), depth: depth + 1)
    }
    return schema["additionalProperties"]?.boolean != false
  }
}
