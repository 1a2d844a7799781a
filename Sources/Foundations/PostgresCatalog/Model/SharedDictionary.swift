/// A dictionary whose copies share what is equal in them.
///
/// A change copies only the nodes on the way to its key (a hash array mapped trie with small dictionaries as leaves), so
/// that a state of the database for each migration costs what the migration touches.
package struct SharedDictionary<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  package private(set) var count = 0
  private var root = Node.leaf([:])

  fileprivate enum Node: Sendable {
    case leaf([Key: Value])
    case branch([Node])
  }

  package init() {}

  package var isEmpty: Bool { count == 0 }

  package var keys: [Key] { map(\.key) }

  package subscript(key: Key) -> Value? {
    get {
      var node = root
      var hash = key.hashValue
      while case .branch(let nodes) = node {
        node = nodes[hash & Node.mask]
        hash >>= Node.bits
      }
      guard case .leaf(let entries) = node else { return nil }
      return entries[key]
    }
    set { update(key) { $0 = newValue } }
  }

  /// Changes the value of a key in place; `nil` for none.
  mutating func update(_ key: Key, _ body: (inout Value?) -> Void) {
    count += root.update(key, key.hashValue, depth: 0, body)
  }
}

extension SharedDictionary.Node {
  fileprivate static var bits: Int { 4 }
  fileprivate static var mask: Int { 15 }

  /// As many entries as the smallest storage of a dictionary has room for.
  private static var leafSize: Int { 3 }

  /// Returns by how much the count changes.
  fileprivate mutating func update(
    _ key: Key, _ hash: Int, depth: Int, _ body: (inout Value?) -> Void
  ) -> Int {
    // The node is empty while its content is changed, so that the content is not copied for a second owner.
    switch self {
    case .leaf(var entries):
      self = .leaf([:])
      let count = entries.count
      body(&entries[key])
      let change = entries.count - count
      let isFull = entries.count > Self.leafSize && (depth + 1) * Self.bits < Int.bitWidth
      self = isFull ? Self.split(entries, depth) : .leaf(entries)
      return change
    case .branch(var nodes):
      self = .leaf([:])
      let change = nodes[hash & Self.mask].update(key, hash >> Self.bits, depth: depth + 1, body)
      self = .branch(nodes)
      return change
    }
  }

  private static func split(_ entries: [Key: Value], _ depth: Int) -> Self {
    var nodes = [Self](repeating: .leaf([:]), count: mask + 1)
    for (key, value) in entries {
      let hash = key.hashValue >> (depth * bits)
      _ = nodes[hash & mask].update(key, hash >> bits, depth: depth + 1) { $0 = value }
    }
    return .branch(nodes)
  }
}

extension SharedDictionary: Sequence {
  package struct Iterator: IteratorProtocol {
    private var leaf: Dictionary<Key, Value>.Iterator
    private var waiting: [Node]

    fileprivate init(_ root: Node) {
      leaf = [:].makeIterator()
      waiting = [root]
    }

    package mutating func next() -> (key: Key, value: Value)? {
      while true {
        if let entry = leaf.next() { return entry }
        guard let node = waiting.popLast() else { return nil }
        switch node {
        case .leaf(let entries): leaf = entries.makeIterator()
        case .branch(let nodes): waiting += nodes
        }
      }
    }
  }

  package func makeIterator() -> Iterator { Iterator(root) }
}

extension SharedDictionary: Equatable where Value: Equatable {
  package static func == (first: SharedDictionary, second: SharedDictionary) -> Bool {
    first.count == second.count && first.allSatisfy { second[$0.key] == $0.value }
  }
}

extension SharedDictionary: Hashable where Value: Hashable {
  package func hash(into hasher: inout Hasher) {
    // Equal dictionaries can have their entries in different orders.
    var sum = 0
    for (key, value) in self {
      var entry = Hasher()
      entry.combine(key)
      entry.combine(value)
      sum ^= entry.finalize()
    }
    hasher.combine(count)
    hasher.combine(sum)
  }
}
