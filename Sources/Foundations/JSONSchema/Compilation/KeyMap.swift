/// Finds the place of a key among fixed ones by its bytes.
struct KeyMap: Sendable {
  /// The bytes of all keys, one after the other.
  private let bytes: [UInt8]
  /// Where each key begins in `bytes`; the end of the last.
  private let starts: [Int32]
  /// The places of keys by their hashes, −1 where free.
  private let slots: [Int32]

  var count: Int { starts.count - 1 }

  /// The place of a key, −1 where it is none of these.
  func find(_ key: Span<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Self.hash(key, among: count) & mask
    while true {
      let place = Int(slots[slot])
      guard place >= 0 else { return -1 }
      let start = Int(starts[place])
      if Int(starts[place + 1]) - start == key.count {
        let known = bytes.span.extracting(start..<start + key.count)
        if Self.areEqual(known, key) { return place }
      }
      slot = (slot + 1) & mask
    }
  }

  /// The bytes of the key at a place.
  func withKey<Result>(at place: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(Int(starts[place])..<Int(starts[place + 1])))
  }

  func key(at place: Int) -> String {
    withKey(at: place) { span in String(decoding: (0..<span.count).map { span[$0] }, as: UTF8.self) }
  }

  private static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    for offset in left.indices where left[offset] != right[offset] { return false }
    return true
  }

  /// Hashes a key: by length and a few bytes among few keys, else by all of them with the seed of the process, so that
  /// nobody can choose keys that collide.
  private static func hash(_ key: Span<UInt8>, among count: Int) -> Int {
    let length = key.count
    guard length > 0 else { return 0 }
    if count <= 64 {
      let first = Int(key[0])
      let middle = Int(key[length / 2])
      let last = Int(key[length - 1])
      return (length &* 31 &+ first &* 7 &+ middle &* 131 &+ last &* 17) ^ (last &<< 3)
    }
    var hasher = Hasher()
    for offset in key.indices { hasher.combine(key[offset]) }
    return hasher.finalize()
  }

  /// Collects keys, each once.
  struct Builder {
    private var keys: [[UInt8]] = []
    private var places: [[UInt8]: Int] = [:]

    /// Adds a key and answers with its place.
    mutating func insert(_ key: Span<UInt8>) -> Int { insert((0..<key.count).map { key[$0] }) }

    mutating func insert(_ key: String) -> Int { insert(Array(key.utf8)) }

    private mutating func insert(_ key: [UInt8]) -> Int {
      if let known = places[key] { return known }
      places[key] = keys.count
      keys.append(key)
      return keys.count - 1
    }

    func finish() -> KeyMap {
      var size = 4
      while size < 2 * keys.count + 1 { size *= 2 }
      var bytes: [UInt8] = []
      var starts: [Int32] = [0]
      var slots = [Int32](repeating: -1, count: size)
      for (place, key) in keys.enumerated() {
        var slot = KeyMap.hash(key.span, among: keys.count) & (size - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
        slots[slot] = Int32(place)
        bytes += key
        starts.append(Int32(bytes.count))
      }
      return KeyMap(bytes: bytes, starts: starts, slots: slots)
    }
  }
}
