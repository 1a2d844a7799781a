/// One value of a JSON or YAML tree: a reference into its tape, cheap to copy and to walk.
@usableFromInline package struct Node: Sendable {
  @usableFromInline package let tape: Tape
  /// The place of its entry on the tape.
  @usableFromInline package let index: Int

  @inlinable package init(tape: Tape, index: Int) {
    self.tape = tape
    self.index = index
  }

  @usableFromInline package enum Kind: String, Hashable, Sendable, CaseIterable {
    case null
    case boolean
    case number
    case string
    case array
    case object
  }

  /// A value with what it holds.
  @usableFromInline package enum Content: Sendable {
    case null
    case boolean(Bool)
    case number(Number)
    case string(String)
    case array(Elements)
    case object(Object)
  }

  @inlinable @inline(__always)
  var entry: Entry { tape.entries[index] }

  @inlinable package var kind: Kind {
    switch entry.kind {
    case .null, .table: .null
    case .boolean: .boolean
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  /// Where the value stands in its source; `SourceRange.none` when a program made it.
  @inlinable package var range: SourceRange { entry.range }

  /// The value with what it holds; a string or number is made from its text at each call.
  @inlinable package var content: Content {
    let entry = entry
    return switch entry.kind {
    case .null, .table: .null
    case .boolean: .boolean(entry.flag)
    case .number: .number(tape.number(of: entry))
    case .string: .string(tape.string(of: entry))
    case .array: .array(Elements(tape: tape, index: index))
    case .object: .object(Object(tape: tape, index: index))
    }
  }

  @inlinable package var isNull: Bool { entry.kind == .null }

  @inlinable package var boolean: Bool? {
    let entry = entry
    return entry.kind == .boolean ? entry.flag : nil
  }

  @inlinable package var number: Number? {
    let entry = entry
    return entry.kind == .number ? tape.number(of: entry) : nil
  }

  @inlinable package var string: String? {
    let entry = entry
    return entry.kind == .string ? tape.string(of: entry) : nil
  }

  @inlinable package var array: Elements? { entry.kind == .array ? Elements(tape: tape, index: index) : nil }

  @inlinable package var object: Object? { entry.kind == .object ? Object(tape: tape, index: index) : nil }

  /// The value of a key; nil when this is no object or has no such key.
  @inlinable package subscript(key: String) -> Node? { object?[key] }

  /// Lends the text of a string, or of a number as it is written, in UTF-8; nil for all others.
  @inlinable package func withText<Result>(_ body: (Span<UInt8>) -> Result) -> Result? {
    let entry = entry
    guard entry.kind == .string || entry.kind == .number else { return nil }
    return tape.withText(of: entry, body)
  }
}

extension Tape {
  /// Makes the number of an entry of that kind.
  @usableFromInline package func number(of entry: Entry) -> Number {
    withText(of: entry) { Number(checked: $0) }
  }
}
