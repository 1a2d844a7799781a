import Documents

/// Keywords that look at a value alone.
extension KeywordCompiler {
  mutating func compileAssertion(
    _ keyword: Keyword, _ value: Node, beside object: Object, with compiler: inout Compiler
  ) throws(SchemaError) {
    switch keyword {
    case .const:
      compiler.program.values.append(value)
      emit(.const, Int32(compiler.program.values.count - 1), at: value)
    case .enum:
      guard let values = value.array else {
        throw malformed("\"enum\" is an array, and this is \(value.kind.phrase)", value, compiler)
      }
      compiler.program.enumerations.append(Enumeration(values))
      emit(.enumeration, Int32(compiler.program.enumerations.count - 1), at: value)
    case .multipleOf, .maximum, .minimum, .exclusiveMaximum, .exclusiveMinimum:
      try compileBound(keyword, value, beside: object, with: &compiler)
    case .maxLength, .minLength, .maxItems, .minItems, .maxProperties, .minProperties:
      let count = try count(keyword, value, compiler)
      switch keyword {
      case .maxLength: emit(.maxLength, count, at: value)
      case .minLength: emit(.minLength, count, at: value)
      case .maxItems: emit(.maxItems, count, at: value)
      case .minItems: emit(.minItems, count, at: value)
      case .maxProperties: emit(.maxProperties, count, at: value)
      default: emit(.minProperties, count, at: value)
      }
    case .uniqueItems:
      guard let isUnique = value.boolean else {
        throw malformed("\"uniqueItems\" is true or false, and this is \(value.kind.phrase)", value, compiler)
      }
      if isUnique { emit(.uniqueItems, at: value) }
    case .pattern:
      guard let text = value.string else {
        throw malformed("\"pattern\" is a string, and this is \(value.kind.phrase)", value, compiler)
      }
      emit(.pattern, try compiler.pattern(text, at: place(of: value)), at: value)
    case .format: compileFormat(value, with: &compiler)
    case .contentEncoding: compileContent(value, beside: object, with: &compiler)
    case .contentMediaType where object["contentEncoding"] == nil:
      compileContent(value, beside: object, with: &compiler)
    default: annotateText(value, with: &compiler)
    }
  }

  /// Notes what a keyword annotates strings with.
  mutating func annotateText(_ value: Node, with compiler: inout Compiler) {
    compiler.program.values.append(value)
    emit(.textAnnotation, Int32(compiler.program.values.count - 1), at: value)
  }

  private mutating func compileBound(
    _ keyword: Keyword, _ value: Node, beside object: Object, with compiler: inout Compiler
  ) throws(SchemaError) {
    // In draft 4 the exclusive ones are booleans that belong to the others (validation, §5.1.2.1).
    if dialect.draft == .draft4, keyword == .exclusiveMaximum || keyword == .exclusiveMinimum { return }
    guard let number = value.number else {
      throw malformed("\"\(keyword.rawValue)\" is a number, and this is \(value.kind.phrase)", value, compiler)
    }
    if keyword == .multipleOf, number.isNegative || number.isZero {
      throw malformed("\"multipleOf\" is over 0, and this is \(value.json())", value, compiler)
    }
    compiler.program.numbers.append(number)
    let index = Int32(compiler.program.numbers.count - 1)
    let isDraft4 = dialect.draft == .draft4
    switch keyword {
    case .multipleOf: emit(.multipleOf, index, at: value)
    case .maximum:
      emit(isDraft4 && object["exclusiveMaximum"]?.boolean == true ? .exclusiveMaximum : .maximum, index, at: value)
    case .minimum:
      emit(isDraft4 && object["exclusiveMinimum"]?.boolean == true ? .exclusiveMinimum : .minimum, index, at: value)
    case .exclusiveMaximum: emit(.exclusiveMaximum, index, at: value)
    default: emit(.exclusiveMinimum, index, at: value)
    }
  }

  /// A count of a keyword; no text is long enough to tell larger ones from the largest that is kept.
  func count(_ keyword: Keyword, _ value: Node, _ compiler: Compiler) throws(SchemaError) -> Int32 {
    guard let number = value.number, number.isInteger, !number.isNegative else {
      throw malformed("\"\(keyword.rawValue)\" is an integer of 0 or more, and not this", value, compiler)
    }
    return Int32(clamping: number.int ?? Int.max)
  }

  private mutating func compileFormat(_ value: Node, with compiler: inout Compiler) {
    compiler.program.values.append(value)
    let format = value.string.flatMap { Format(rawValue: $0) }
    let isAsserted = compiler.options.assertsFormats(of: dialect)
    let known = format.flatMap { Format.allCases.firstIndex(of: $0) } ?? -1
    emit(
      .format, Int32(known), isAsserted && known >= 0 ? 1 : 0, Int32(compiler.program.values.count - 1), at: value)
  }

  private mutating func compileContent(_ value: Node, beside object: Object, with compiler: inout Compiler) {
    annotateText(value, with: &compiler)
    // From 2019-09 on the keywords are annotations whatever is asked for (2019-09, validation, §8.2).
    guard compiler.options.assertsContent, dialect.draft == .draft7 else { return }
    emit(
      .content, object["contentEncoding"]?.string?.lowercased() == "base64" ? 1 : 0,
      object["contentMediaType"]?.string == "application/json" ? 1 : 0, 1, at: value)
  }
}
