package import Documents

/// A value in one of the documents of a schema: a subschema, a keyword's value, or any other.
package struct Location: Hashable, Sendable {
  /// The place of the document in `SchemaResources.documents`.
  package let document: Int32
  /// The place of the value on the document's tape.
  package let index: Int32

  package init(_ document: Int, _ index: Int) {
    self.document = Int32(document)
    self.index = Int32(index)
  }
}

/// A JSON or YAML document that schemas stand in.
package struct SchemaDocument: Sendable {
  /// The URI under which it was given, without a fragment.
  package let uri: String
  package let root: Node
  /// The text that it was read from, whose lines are counted once for all who ask.
  package let source: SourceText

  init(uri: String, root: Node) {
    self.uri = uri
    self.root = root
    source = SourceText(root.tape.source)
  }

  package var tape: Tape { root.tape }

  package func node(at index: Int) -> Node { Node(tape: tape, index: index) }

  /// The way from one value to another one inside of it.
  package func pointer(to index: Int, from start: Int? = nil) -> JSONPointer {
    let entries = tape.entries
    var pointer = JSONPointer()
    var position = start ?? root.index
    while position < index {
      let entry = entries[position]
      let isObject = entry.kind == .object
      var child = position + 1
      var place = 0
      while true {
        let value = isObject ? child + 1 : child
        let end = value + entries[value].stride
        if index < end {
          pointer.tokens.append(isObject ? tape.string(of: entries[child]) : String(place))
          position = max(value, index == child ? index : value)
          break
        }
        child = end
        place += 1
      }
    }
    return pointer
  }
}
