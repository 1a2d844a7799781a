internal import Calendars
internal import Documents
internal import Findings
internal import Git
internal import Policy

/// A value of an evidence document that its schema has judged, on its way to becoming a Swift one.
///
/// One that cannot be read all the same makes the whole document unreadable: nothing is guessed.
struct EvidenceValue {
  let node: Node
  let source: SourceText

  /// The document as it is shown.
  let file: String

  /// The value of a key; `nil` where there is none, which means "not collected".
  func optional(_ key: String) throws(UnreadableEvidence) -> EvidenceValue? {
    guard let object = node.object else { throw unreadable }
    return object[key].map(beside)
  }

  func required(_ key: String) throws(UnreadableEvidence) -> EvidenceValue {
    guard let value = try optional(key) else { throw unreadable }
    return value
  }

  func string() throws(UnreadableEvidence) -> String {
    guard let text = node.string else { throw unreadable }
    return text
  }

  func boolean() throws(UnreadableEvidence) -> Bool {
    guard let value = node.boolean else { throw unreadable }
    return value
  }

  func number() throws(UnreadableEvidence) -> Int {
    guard let value = node.number?.int else { throw unreadable }
    return value
  }

  func instant() throws(UnreadableEvidence) -> Instant {
    guard let text = node.string, let instant = Instant(rfc3339: text) else { throw unreadable }
    return instant
  }

  func commit() throws(UnreadableEvidence) -> ObjectID {
    guard let text = node.string, let id = ObjectID(text) else { throw unreadable }
    return id
  }

  func repositoryPath() throws(UnreadableEvidence) -> RepositoryPath { RepositoryPath(try string()) }

  func login() throws(UnreadableEvidence) -> Login { Login(try string()) }

  func word<Word>(of type: Word.Type) throws(UnreadableEvidence) -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    guard let text = node.string, let word = Word(rawValue: text) else { throw unreadable }
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
    guard let elements = node.array else { throw unreadable }
    var values: [Value] = []
    for element in elements { values.append(try read(beside(element))) }
    return values
  }

  /// The members of an object, in order.
  func members() throws(UnreadableEvidence) -> [(key: String, value: EvidenceValue)] {
    guard let object = node.object else { throw unreadable }
    return object.map { ($0.key, beside($0.value)) }
  }

  /// What is thrown where the schema lets something through that no evidence has.
  var unreadable: UnreadableEvidence {
    UnreadableEvidence([
      PolicyFault(
        message: "this cannot be read, although docs/evidence.schema.json allows it",
        place: Place(node.range, of: source, path: file))
    ])
  }

  /// Another value of the same document.
  private func beside(_ node: Node) -> EvidenceValue { EvidenceValue(node: node, source: source, file: file) }
}

/// Evidence that is no evidence, and where it goes wrong.
package struct UnreadableEvidence: Error {
  let faults: [PolicyFault]

  init(_ faults: [PolicyFault]) {
    self.faults = faults
  }

  /// What is wrong first, in one sentence without a full stop at its end.
  package var message: String { faults.first?.message ?? "" }
}
