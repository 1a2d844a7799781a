package import Documents
package import Findings

/// Reads the values of one mapping of a policy file, and notes what is wrong with them and where.
///
/// A value that is absent or wrong reads as `nil`; a wrong one leaves a fault behind. Keys that were never asked for
/// are unknown keys.
package struct PolicyReader {
  private let mapping: Object?
  private let source: SourceText
  private let path: String

  /// Where the values come from, of a mapping that several files make together.
  private let layered: LayeredValue?

  /// The keys that were asked for, each once.
  package private(set) var knownKeys: [String] = []

  /// What is wrong so far, in the order in which it was asked for.
  package private(set) var faults: [PolicyFault] = []

  /// Reads the root of a file, or a mapping within it.
  ///
  /// For a value that no file has as it is, the source is empty and nobody asks for faults.
  package init(_ root: Node, source: SourceText = SourceText(""), path: String = "") {
    self.source = source
    self.path = path
    layered = nil
    mapping = root.object
    if mapping == nil, !root.isNull { fault("a policy file is a mapping of keys to values", at: root.range) }
  }

  /// Reads what several files say together: a fault is told at the latest of them that has a hand in it.
  init(_ layered: LayeredValue) {
    self.layered = layered
    source = SourceText("")
    path = ""
    mapping = layered.node.object
  }

  /// Notes every key that nobody asked for.
  package mutating func refuseUnknownKeys() {
    for member in mapping.map(Array.init) ?? [] where !hasTooManyFaults && !knownKeys.contains(member.key) {
      let help = Suggestion.help(for: member.key, among: knownKeys)
      fault("unknown key \(quoted(member.key))", at: member.keyRange, help: help)
    }
  }

  /// Notes every element of a list of keys, as `approval` or `approval.role`, that begins with a key nobody asked for.
  ///
  /// Such a lock would hold nothing, and nobody would notice.
  mutating func refuseUnknownLocks(_ key: String) {
    for element in elements(key, expected: "a list of texts") {
      guard let text = element.string else {
        fault("\(quoted(key)) is a list of texts", at: element.range)
        continue
      }
      let name = String(text.prefix { $0 != "." })
      guard !knownKeys.contains(name) else { continue }
      let help = Suggestion.help(for: name, among: knownKeys)
      fault("there is no key \(quoted(name)) to lock", at: element.range, help: help)
    }
  }

  /// Notes that a value is wrong, at the value.
  package mutating func refuse(_ key: String, _ message: String, help: String? = nil) {
    if let layered {
      guard !hasTooManyFaults else { return }
      return note(PolicyFault(message: message, place: layered[key]?.latestPlace, help: help))
    }
    fault(message, at: mapping?[key]?.range ?? .none, help: help)
  }

  /// Notes that something is missing from a mapping, unless what is there was wrong already.
  package mutating func refuseIncomplete(_ message: String, _ place: Place) {
    if faults.isEmpty { note(PolicyFault(message: message, place: place)) }
  }

  /// Reads the mapping that is the value of a key; what it does not ask for is unknown.
  package mutating func mapping<Result>(_ key: String, _ read: (inout PolicyReader) -> Result) -> Result? {
    guard let node = value(key) else { return nil }
    guard let inner = layered?[key], case .mapping = inner else { return nested(node, read) }
    var reader = PolicyReader(inner)
    let result = read(&reader)
    for fault in reader.faults { note(fault) }
    return result
  }

  /// Reads each member of the mapping that is the value of a key, and each of those is a mapping.
  package mutating func entries(_ key: String, _ read: (String, inout PolicyReader) -> Void) {
    for member in members(key, expected: "a mapping of names to mappings") where !hasTooManyFaults {
      nested(member.value) { read(member.key, &$0) }
    }
  }

  /// Reads each element of the list that is the value of a key, and each of those is a mapping.
  package mutating func list<Result>(
    _ key: String, _ read: (inout PolicyReader, Place) -> Result?
  ) -> [Result] {
    elements(key, expected: "a list of mappings").compactMap { element in
      guard !hasTooManyFaults else { return nil }
      let place = place(of: element.range)
      return nested(element) { read(&$0, place) }
    }
  }

  /// The members of the mapping that is the value of a key.
  mutating func members(_ key: String, expected: String) -> [Object.Member] {
    guard let node = value(key) else { return [] }
    guard case .object(let members) = node.content else {
      fault("\(quoted(key)) is \(expected)", at: node.range)
      return []
    }
    return Array(members)
  }

  /// The elements of the list that is the value of a key.
  mutating func elements(_ key: String, expected: String) -> [Node] {
    guard let node = value(key) else { return [] }
    guard case .array(let elements) = node.content else {
      fault("\(quoted(key)) is \(expected)", at: node.range)
      return []
    }
    return Array(elements)
  }

  /// The value of a key, which is known from now on.
  mutating func value(_ key: String) -> Node? {
    if !knownKeys.contains(key) { knownKeys.append(key) }
    return mapping?[key]
  }

  mutating func fault(_ message: String, at range: SourceRange, help: String? = nil) {
    // Past the limit no place is looked up: on a line of megabytes each would take its time.
    guard !hasTooManyFaults else { return }
    note(PolicyFault(message: message, place: place(of: range), help: help))
  }

  /// The most faults that are noted: each carries its line, and a file may have a million of them in one.
  private static let faultLimit = 50

  private var hasTooManyFaults: Bool { faults.count >= Self.faultLimit }

  private mutating func note(_ fault: PolicyFault) {
    guard !hasTooManyFaults else { return }
    let isLast = faults.count == Self.faultLimit - 1
    let more = PolicyFault(message: "more is wrong with \(path), and shown once this is put right")
    faults.append(isLast ? more : fault)
  }

  func quoted(_ text: String) -> String { "\"\(text)\"" }

  private func place(of range: SourceRange) -> Place {
    Place(range, of: source, path: path)
  }

  @discardableResult
  private mutating func nested<Result>(_ node: Node, _ read: (inout PolicyReader) -> Result) -> Result {
    var reader = PolicyReader(node, source: source, path: path)
    let result = read(&reader)
    reader.refuseUnknownKeys()
    for fault in reader.faults { note(fault) }
    return result
  }
}
