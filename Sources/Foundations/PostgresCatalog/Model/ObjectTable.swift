/// Objects by their names, with what they were at each point that the table can be taken back to.
///
/// Only the objects that change are kept, so that a transaction costs what it touches and not what the database has.
package struct ObjectTable<Key: Hashable & Sendable, Value: Hashable & Sendable>: Sendable {
  package private(set) var entries = SharedDictionary<Key, Value>()
  private var journals: [[Key: Value?]] = []

  init() {}

  package subscript(key: Key) -> Value? {
    get { entries[key] }
    set {
      record(key)
      entries[key] = newValue
    }
  }

  /// Changes an object in place; whether it is there.
  @discardableResult
  mutating func alter(_ key: Key, _ body: (inout Value) -> Void) -> Bool {
    guard entries[key] != nil else { return false }
    record(key)
    entries.update(key) { value in
      guard var object = value.take() else { return }
      body(&object)
      value = object
    }
    return true
  }

  private mutating func record(_ key: Key) {
    guard !journals.isEmpty, journals[journals.count - 1].index(forKey: key) == nil else { return }
    journals[journals.count - 1].updateValue(entries[key], forKey: key)
  }

  /// Begins a point to go back to.
  mutating func mark() { journals.append([:]) }

  /// What has changed since the last mark, with what it was.
  var sinceMark: [Key: Value?] { journals.last ?? [:] }

  /// Forgets the last mark, and keeps what has changed since.
  mutating func release() {
    guard let last = journals.popLast(), !journals.isEmpty else { return }
    journals[journals.count - 1].merge(last) { earlier, _ in earlier }
  }

  /// Drops all marks, and keeps what has changed since.
  mutating func settle() { journals = [] }

  /// Goes back to the last mark, and forgets it.
  mutating func rollBack() {
    for (key, value) in journals.popLast() ?? [:] { entries[key] = value }
  }
}

extension ObjectTable: Hashable {
  package static func == (first: ObjectTable, second: ObjectTable) -> Bool { first.entries == second.entries }
  package func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}
