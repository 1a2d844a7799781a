enum YAMLTag {
  /// What `!!` stands for (YAML 1.2.2 §6.9.1).
  static let prefix = "tag:yaml.org,2002:"
  /// The tag `!`: the node is a string, sequence or mapping by its kind alone.
  static let nonSpecific = "!"
}

extension YAMLComposer {
  /// Appends a key: its text as it stands there, whatever a value like it would mean.
  mutating func appendKey(_ scalar: YAMLScalar, range: SourceRange) throws(DocumentError) {
    if let tag = scalar.properties.tag { try requireCoreTag(tag, range: range) }
    if scalar.isPlain, scalar.properties.tag == nil, packed(scalar.text.span) == 0x3C3C {
      try add(
        DocumentDefect(
          .mergeKey, "'<<' is an ordinary key in YAML 1.2, but merges mappings for YAML 1.1 readers", at: range))
    }
    builder.append(.string, text: scalar.text, range: range)
  }

  /// Appends a value by its tag or, without one, by the core schema.
  mutating func appendValue(_ scalar: YAMLScalar, range: SourceRange) throws(DocumentError) {
    guard let tag = scalar.properties.tag else {
      guard scalar.isPlain else { return builder.append(.string, text: scalar.text, range: range) }
      return try append(CoreSchema.resolve(scalar.text), of: scalar, range: range)
    }
    try requireCoreTag(tag, range: range)
    if tag == YAMLTag.nonSpecific || tag == YAMLTag.prefix + "str" {
      return builder.append(.string, text: scalar.text, range: range)
    }
    let resolution = CoreSchema.resolve(scalar.text)
    let fits =
      switch (tag.dropFirst(YAMLTag.prefix.count), resolution) {
      case ("null", .null), ("bool", .boolean), ("int", .integer), ("float", .float), ("float", .integer): true
      case (_, .notFinite), (_, .outOfRange): true
      default: false
      }
    guard fits else {
      throw DocumentError(
        .unsupported, "\(quoted(scalar)) is no !!\(tag.dropFirst(YAMLTag.prefix.count))", at: range, in: source,
        help: "correct the value, or remove the tag")
    }
    try append(resolution, of: scalar, range: range)
  }

  private mutating func append(
    _ resolution: CoreSchema.Resolution, of scalar: YAMLScalar, range: SourceRange
  ) throws(DocumentError) {
    switch resolution {
    case .null: builder.append(Entry(.null, range: range))
    case .boolean(let value): builder.append(Entry(.boolean, flag: value, range: range))
    case .integer(let json), .float(let json): builder.append(.number, text: json, range: range)
    case .string: builder.append(.string, text: scalar.text, range: range)
    case .notFinite:
      throw DocumentError(
        .number, "\(quoted(scalar)) is a number that JSON does not have", at: range, in: source,
        help: "write null, a number, or put the text in quotes")
    case .outOfRange:
      throw DocumentError(
        .number, "this number is longer than those that are read", at: range, in: source,
        help: "write it with a smaller exponent, or put it in quotes")
    }
  }

  private func requireCoreTag(_ tag: String, range: SourceRange) throws(DocumentError) {
    if tag == YAMLTag.nonSpecific { return }
    guard tag.hasPrefix(YAMLTag.prefix) else { throw source.unsupportedTag(tag, range: range) }
    guard ["str", "null", "bool", "int", "float"].contains(tag.dropFirst(YAMLTag.prefix.count)) else {
      throw source.unsupportedTag(tag, range: range)
    }
  }

  private func quoted(_ scalar: YAMLScalar) -> String {
    Node.string(String(String(decoding: scalar.text, as: UTF8.self).prefix(40))).json()
  }
}

extension SourceText {
  func unsupportedTag(_ tag: String, range: SourceRange) -> DocumentError {
    let short = tag.hasPrefix(YAMLTag.prefix) ? "!!\(tag.dropFirst(YAMLTag.prefix.count))" : tag
    return DocumentError(
      .unsupported, "the tag \(Node.string(short).json()) has no meaning here", at: range, in: self,
      expected: "!!str, !!int, !!float, !!bool, !!null, !!seq or !!map", help: "remove the tag")
  }

  func collectionAsKey(_ range: SourceRange) -> DocumentError {
    DocumentError(
      .unsupported, "a sequence or mapping cannot be a key", at: foundRange(at: Int(range.start)), in: self,
      expected: "a scalar key",
      help: bytes[Int(range.start)...].first == Byte.openBrace ? "put '{{ … }}' in quotes if it is meant as text" : nil)
  }
}
