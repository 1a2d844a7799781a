extension Node {
  package static let null = Node(tape: Tape(Entry(.null, range: .none)), index: 0)

  package static func boolean(_ value: Bool) -> Node {
    Node(tape: Tape(Entry(.boolean, flag: value, range: .none)), index: 0)
  }

  package static func number(_ value: Number) -> Node {
    let text = Array(value.description.utf8)
    return Node(
      tape: Tape(Entry(.number, flag: true, count: text.count, extent: 0, range: .none), decoded: text), index: 0)
  }

  package static func string(_ value: String) -> Node {
    let text = Array(value.utf8)
    return Node(
      tape: Tape(Entry(.string, flag: true, count: text.count, extent: 0, range: .none), decoded: text), index: 0)
  }

  /// Makes an array of copies of the values.
  package static func array(_ values: some Sequence<Node>) -> Node {
    var builder = TapeBuilder()
    builder.append(Entry(.array, range: .none))
    var count = 0
    for value in values {
      builder.append(copyOf: value)
      count += 1
    }
    builder.closeArray(at: 0, count: count, end: 0)
    return Node(tape: builder.finish(), index: 0)
  }

  /// Makes an object of copies of the values, in this order; of a key that is given twice the last counts.
  package static func object(_ members: some Sequence<(String, Node)>) -> Node {
    var builder = TapeBuilder()
    builder.append(Entry(.object, range: .none))
    var count = 0
    for (key, value) in members {
      builder.append(.string, text: key.utf8, range: .none)
      builder.append(copyOf: value)
      count += 1
    }
    builder.closeObject(at: 0, count: count, end: 0)
    return Node(tape: builder.finish(), index: 0)
  }
}

extension TapeBuilder {
  /// Appends a value of another tape; its places are lost, since they belong to another source.
  mutating func append(copyOf node: Node) {
    for position in node.index..<node.index + node.entry.stride {
      let entry = node.tape.entries[position]
      switch entry.kind {
      case .number, .string:
        node.tape.withText(of: entry) { text in
          let start = decoded.count
          for offset in text.indices { decoded.append(text[offset]) }
          append(Entry(entry.kind, flag: true, count: text.count, extent: start, range: .none))
        }
      case .table:
        appendTable(node.tape.tables[entry.textRange])
      case .null, .boolean, .array, .object:
        var copy = entry
        copy.range = .none
        append(copy)
      }
    }
  }
}

// There is no nil literal: where a `Node?` is expected, `nil` could silently become JSON's null.
extension Node: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  @usableFromInline package init(booleanLiteral value: Bool) { self = .boolean(value) }
  @usableFromInline package init(integerLiteral value: Int) { self = .number(Number(value)) }
}

extension Node: ExpressibleByStringInterpolation {
  @usableFromInline package init(stringLiteral value: String) { self = .string(value) }
}

extension Node: ExpressibleByArrayLiteral {
  @usableFromInline package init(arrayLiteral elements: Node...) { self = .array(elements) }
}

extension Node: ExpressibleByDictionaryLiteral {
  @usableFromInline package init(dictionaryLiteral elements: (String, Node)...) { self = .object(elements) }
}
