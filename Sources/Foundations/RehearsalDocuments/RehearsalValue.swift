internal import Documents

/// Why a plan or a report of a rehearsal cannot be read.
package struct UnreadableRehearsal: Error, Sendable {
  /// One sentence.
  package let message: String

  package init(message: String) {
    self.message = message
  }
}

/// A value of a document on its way to becoming a Swift one.
struct RehearsalValue {
  private let node: Node
  /// Where in the document, as in `migrations[0].up`.
  private let name: String

  /// Parses a document.
  static func root(of bytes: [UInt8]) throws(UnreadableRehearsal) -> RehearsalValue {
    do throws(DocumentError) {
      let document = try Document.json(SourceText(bytes), limits: DocumentLimits(depth: 32, nodes: 4_000_000))
      try document.requireNoDefects()
      return RehearsalValue(node: document.root, name: "")
    } catch {
      throw UnreadableRehearsal(message: error.message)
    }
  }

  /// The value of a key; `nil` where there is none.
  func optional(_ key: String) throws(UnreadableRehearsal) -> RehearsalValue? {
    guard let object = node.object else { throw wrong("an object") }
    return object[key].map { RehearsalValue(node: $0, name: name.isEmpty ? key : "\(name).\(key)") }
  }

  subscript(key: String) -> RehearsalValue {
    get throws(UnreadableRehearsal) {
      guard let value = try optional(key) else { throw wrong("an object with the key \"\(key)\"") }
      return value
    }
  }

  func text() throws(UnreadableRehearsal) -> String {
    guard let text = node.string else { throw wrong("a text") }
    return text
  }

  func integer() throws(UnreadableRehearsal) -> Int {
    guard let integer = node.number?.int, integer >= 0 else { throw wrong("a number") }
    return integer
  }

  func flag() throws(UnreadableRehearsal) -> Bool {
    guard let flag = node.boolean else { throw wrong("true or false") }
    return flag
  }

  func word<Word: RawRepresentable<String>>(of type: Word.Type) throws(UnreadableRehearsal) -> Word {
    guard let word = Word(rawValue: try text()) else { throw wrong("one of the words of its schema") }
    return word
  }

  func list<Element>(
    _ read: (RehearsalValue) throws(UnreadableRehearsal) -> Element
  ) throws(UnreadableRehearsal) -> [Element] {
    guard let elements = node.array else { throw wrong("a list") }
    var values: [Element] = []
    for element in elements { values.append(try read(RehearsalValue(node: element, name: "\(name)[\(values.count)]"))) }
    return values
  }

  private func wrong(_ expected: String) -> UnreadableRehearsal {
    UnreadableRehearsal(message: "\(name.isEmpty ? "the document" : name) is to be \(expected)")
  }
}

extension RehearsedFile {
  var node: Node { .object([("path", .string(path)), ("blob", .string(blob))]) }

  init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    self.init(path: try value["path"].text(), blob: try value["blob"].text())
  }
}

extension Node {
  /// The members that have a value.
  static func members(_ members: [(String, Node?)]) -> Node {
    .object(members.compactMap { name, value in value.map { (name, $0) } })
  }

  static func texts(_ texts: [String]) -> Node { .array(texts.map(Node.string)) }
}
