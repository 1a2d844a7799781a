import Fuzzing
import TestSupport

/// Makes inputs out of others, the same ones for the same seed.
///
/// It knows nothing of what an input reaches, as libFuzzer does; it is for short runs where there is no libFuzzer.
struct Mutator {
  private var random: SeededGenerator
  private var pool: [[UInt8]]

  /// Begins with some inputs, which are mixed with each other.
  init(seed: UInt64, from pool: [[UInt8]]) {
    random = SeededGenerator(seed: seed)
    self.pool = pool.isEmpty ? [[]] : pool
  }

  /// The next input.
  mutating func next() -> [UInt8] {
    var bytes = pool[Int.random(in: pool.indices, using: &random)]
    for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes) }
    if bytes.count > FuzzTarget.sizeLimit { bytes.removeLast(bytes.count - FuzzTarget.sizeLimit) }
    // Some inputs are kept, so that changes add up.
    if Int.random(in: 0..<16, using: &random) == 0 { pool[Int.random(in: pool.indices, using: &random)] = bytes }
    return bytes
  }

  private static let marks = Array("{}[]\":,'&*!%|>-#\\$/();.0123456789eE+~\n\t \u{0}\u{1}".utf8) + [0x7F, 0x80, 0xFF]

  private mutating func mutate(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return bytes.append(mark()) }
    let place = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = mark()
    case 2: bytes.insert(mark(), at: place)
    case 3: bytes.removeSubrange(part(of: bytes))
    case 4: bytes.insert(contentsOf: bytes[part(of: bytes)], at: place)
    case 5:
      let other = pool[Int.random(in: pool.indices, using: &random)]
      if !other.isEmpty { bytes.insert(contentsOf: other[part(of: other)], at: place) }
    default:
      let piece = Array(bytes[part(of: bytes).prefix(16)])
      let count = min(Int.random(in: 2...64, using: &random), max(2, 1024 / max(1, piece.count)))
      bytes.insert(contentsOf: (0..<count).flatMap { _ in piece }, at: place)
    }
  }

  private mutating func mark() -> UInt8 { Self.marks[Int.random(in: Self.marks.indices, using: &random)] }

  private mutating func part(of bytes: [UInt8]) -> Range<Int> {
    let start = Int.random(in: bytes.indices, using: &random)
    return start..<Int.random(in: start...min(bytes.count, start + 256), using: &random)
  }
}
