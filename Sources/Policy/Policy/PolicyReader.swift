package import Documents
package import Findings

/// Reads the values of one mapping of a policy file that its schema has judged already.
///
/// A value that is absent reads as `nil`. One that the schema has let through and that cannot be read all the same does
/// so, too, and leaves a fault behind, as does what only the reader of a value can know to be wrong.
package struct PolicyReader {
  private let mapping: Object?
  private let source: SourceText
  private let path: String

  /// Where the values come from, of a mapping that several files make together.
  private let layered: LayeredValue?

  /// The keys that were asked for, each once.
  package private(set) var knownKeys: [String] = []

  /// All keys that were asked for, those of mappings within as `approval.role`; `x` stands for a name that somebody chose,
  /// and for an element of a list.
  package private(set) var askedKeys: Set<String> = []

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
  }

  /// Reads what several files say together: a fault is told at the latest of them that has a hand in it.
  init(_ layered: LayeredValue) {
    self.layered = layered
    source = SourceText("")
    path = ""
    mapping = layered.node.object
  }

  /// The keys that are there, in their order.
  var ownKeys: [String] { mapping.map { $0.map(\.key) } ?? [] }

  /// Notes that a value is wrong, at the value.
  package mutating func refuse(_ key: String, _ message: String, help: String? = nil) {
    if let layered {
      guard !hasTooManyFaults else { return }
      return note(PolicyFault(message: message, place: layered[key]?.latestPlace, help: help))
    }
    fault(message, at: mapping?[key]?.range ?? .none, help: help)
  }

  /// Reads the mapping that is the value of a key.
  package mutating func mapping<Result>(_ key: String, _ read: (inout PolicyReader) -> Result) -> Result? {
    guard let node = value(key) else { return nil }
    guard let inner = layered?[key], case .mapping = inner else { return nested(node, at: key, read) }
    var reader = PolicyReader(inner)
    let result = read(&reader)
    noteAskedKeys(of: reader, at: key)
    for fault in reader.faults { note(fault) }
    return result
  }

  /// Reads each member of the mapping that is the value of a key, and each of those is a mapping.
  package mutating func entries(_ key: String, _ read: (String, inout PolicyReader) -> Void) {
    for member in members(key) where !hasTooManyFaults {
      nested(member.value, at: "\(key).x") { read(member.key, &$0) }
    }
  }

  /// Reads each element of the list that is the value of a key, and each of those is a mapping.
  package mutating func list<Result>(
    _ key: String, _ read: (inout PolicyReader, Place) -> Result?
  ) -> [Result] {
    elements(key).compactMap { element in
      guard !hasTooManyFaults else { return nil }
      let place = place(of: element.range)
      return nested(element, at: "\(key).x") { read(&$0, place) }
    }
  }

  /// Reads this mapping once for each element of a list, with the keys of the element laid over it.
  package mutating func overlays<Result>(_ key: String, _ read: (inout PolicyReader) -> Result) -> [Result] {
    let own = (mapping.map(Array.init) ?? []).filter { $0.key != key }.map { ($0.key, $0.value) }
    return elements(key).map { element in
      var reader = PolicyReader(Node.object(own).overlaid(by: element), source: source, path: path)
      let result = read(&reader)
      for member in element.object.map(Array.init) ?? [] { askedKeys.insert("\(key).x.\(member.key)") }
      for fault in reader.faults { note(fault) }
      return result
    }
  }

  /// Reads each element of a list, which is a text or a mapping; `nil` where there is no list.
  package mutating func texts<Result>(
    _ key: String, text: (String) -> Result, orMappings read: (inout PolicyReader) -> Result?
  ) -> [Result]? {
    guard value(key) != nil else { return nil }
    return elements(key).compactMap { element in
      guard !hasTooManyFaults else { return nil }
      if let string = element.string { return text(string) }
      return nested(element, at: "\(key).x", read)
    }
  }

  /// The members of the mapping that is the value of a key.
  mutating func members(_ key: String) -> [Object.Member] {
    read(key) { $0.object.map(Array.init) } ?? []
  }

  /// The elements of the list that is the value of a key.
  mutating func elements(_ key: String) -> [Node] {
    read(key) { $0.array.map(Array.init) } ?? []
  }

  /// Makes the value of a key into something else; `nil` where there is none, or where it cannot be.
  mutating func read<Value>(_ key: String, _ convert: (Node) -> Value?) -> Value? {
    guard let node = value(key) else { return nil }
    return read(node, of: key, convert)
  }

  /// Makes a value, or an element of the list, of a key into something else.
  mutating func read<Value>(_ node: Node, of key: String, _ convert: (Node) -> Value?) -> Value? {
    if let value = convert(node) { return value }
    fault("this value of \(quoted(key)) \(Self.unreadable)", at: node.range)
    return nil
  }

  /// The value of a key, which is known from now on.
  mutating func value(_ key: String) -> Node? {
    if !knownKeys.contains(key) { knownKeys.append(key) }
    askedKeys.insert(key)
    return mapping?[key]
  }

  mutating func fault(_ message: String, at range: SourceRange, help: String? = nil) {
    // Past the limit no place is looked up: on a line of megabytes each would take its time.
    guard !hasTooManyFaults else { return }
    note(PolicyFault(message: message, place: place(of: range), help: help))
  }

  var hasTooManyFaults: Bool { faults.count >= PolicyFault.limit }

  private mutating func note(_ fault: PolicyFault) {
    guard !hasTooManyFaults else { return }
    faults.append(faults.count == PolicyFault.limit - 1 ? .more(in: path) : fault)
  }

  private static let unreadable = "cannot be read, although the schema allows it"

  func quoted(_ text: String) -> String { "\"\(text)\"" }

  /// What removes an element of a list; `nil` where the layout does not tell where it ends.
  func removal(ofElement index: Int, in list: Node) -> Fix? {
    source.removal(ofElement: index, in: list).map { Fix("Remove the duplicate", [$0]) }
  }

  private func place(of range: SourceRange) -> Place {
    Place(range, of: source, path: path)
  }

  @discardableResult
  private mutating func nested<Result>(
    _ node: Node, at key: String, _ read: (inout PolicyReader) -> Result
  ) -> Result {
    if node.object == nil, !node.isNull { fault("this \(Self.unreadable)", at: node.range) }
    var reader = PolicyReader(node, source: source, path: path)
    let result = read(&reader)
    noteAskedKeys(of: reader, at: key)
    for fault in reader.faults { note(fault) }
    return result
  }

  private mutating func noteAskedKeys(of reader: PolicyReader, at key: String) {
    for asked in reader.askedKeys { askedKeys.insert("\(key).\(asked)") }
  }
}

extension Node {
  /// A mapping with another one laid over it, key by key.
  fileprivate func overlaid(by upper: Node) -> Node {
    guard let lower = object, let members = upper.object else { return upper }
    let kept = lower.filter { member in !members.contains { $0.key == member.key } }.map { ($0.key, $0.value) }
    let laid = members.map { member in
      (member.key, lower.first { $0.key == member.key }.map { $0.value.overlaid(by: member.value) } ?? member.value)
    }
    return .object(kept + laid)
  }
}
