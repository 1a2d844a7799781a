internal import Calendars
internal import Documents
internal import Findings
internal import Git
internal import Policy

/// A value of an evidence document on its way to becoming a Swift one.
///
/// It knows where it stands, so that whatever is wrong with it is told with line, column and what was expected.
struct EvidenceValue {
  let node: Node
  let pointer: JSONPointer
  let source: SourceText

  /// The document as it is shown.
  let file: String

  /// The value of a key; `nil` where there is none, which means "not collected".
  func optional(_ key: String) throws(UnreadableEvidence) -> EvidenceValue? {
    guard let object = node.object else { throw wrong("an object") }
    return object[key].map { child($0, key) }
  }

  func required(_ key: String) throws(UnreadableEvidence) -> EvidenceValue {
    guard let value = try optional(key) else { throw problem("\(shown) has no key \"\(key)\"") }
    return value
  }

  func string() throws(UnreadableEvidence) -> String {
    guard let text = node.string else { throw wrong("a text") }
    return text
  }

  func boolean() throws(UnreadableEvidence) -> Bool {
    guard let value = node.boolean else { throw wrong("true or false") }
    return value
  }

  func number() throws(UnreadableEvidence) -> Int {
    guard let value = node.number?.int else { throw wrong("an integer") }
    return value
  }

  func instant() throws(UnreadableEvidence) -> Instant {
    guard let text = node.string, let instant = Instant(rfc3339: text) else {
      throw wrong("an instant of RFC 3339, as 2026-11-18T09:12:00Z")
    }
    return instant
  }

  func commit() throws(UnreadableEvidence) -> ObjectID {
    guard let text = node.string, let id = ObjectID(text) else { throw wrong("40 hexadecimal digits") }
    return id
  }

  func repositoryPath() throws(UnreadableEvidence) -> RepositoryPath { RepositoryPath(try string()) }

  func login() throws(UnreadableEvidence) -> Login { Login(try string()) }

  func word<Word>(of type: Word.Type) throws(UnreadableEvidence) -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    guard let text = node.string, let word = Word(rawValue: text) else {
      throw wrong("one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }

  /// `nil` for null.
  func orNull<Value>(
    _ read: (EvidenceValue) throws(UnreadableEvidence) -> Value
  ) throws(UnreadableEvidence) -> Value? {
    node.isNull ? nil : try read(self)
  }

  func list<Value>(
    _ read: (EvidenceValue) throws(UnreadableEvidence) -> Value
  ) throws(UnreadableEvidence) -> [Value] {
    guard let elements = node.array else { throw wrong("a list") }
    var values: [Value] = []
    for element in elements {
      let value = EvidenceValue(
        node: element, pointer: pointer.appending(values.count), source: source, file: file)
      values.append(try read(value))
    }
    return values
  }

  /// The members of an object, in order.
  func members() throws(UnreadableEvidence) -> [(key: String, value: EvidenceValue)] {
    guard let object = node.object else { throw wrong("an object") }
    return object.map { ($0.key, child($0.value, $0.key)) }
  }

  func wrong(_ expected: String) -> UnreadableEvidence {
    let found = node.object == nil ? String(node.json().prefix(60)) : "an object"
    return problem("\(shown) is \(found), and expected is \(expected)")
  }

  private var shown: String {
    pointer.tokens.isEmpty ? "the evidence" : "\(pointer.description) of the evidence"
  }

  private func problem(_ message: String) -> UnreadableEvidence {
    UnreadableEvidence(
      PolicyFault(
        message: message, place: Place(node.range, of: source, path: file),
        help: "docs/evidence.schema.json describes the document"))
  }

  private func child(_ node: Node, _ key: String) -> EvidenceValue {
    EvidenceValue(node: node, pointer: pointer.appending(key), source: source, file: file)
  }
}

/// Evidence that is no evidence, and where it goes wrong.
package struct UnreadableEvidence: Error {
  let fault: PolicyFault

  init(_ fault: PolicyFault) {
    self.fault = fault
  }

  /// What is wrong, in one sentence without a full stop at its end.
  package var message: String { fault.message }
}
