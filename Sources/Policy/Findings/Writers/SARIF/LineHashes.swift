internal import Documents

/// The hash of each line of a file by which GitHub's code scanning knows a result again after its line has moved.
///
/// The hash of a line covers the 100 UTF-16 code units from its beginning on, later lines among them. Spaces and tabs
/// do not count, each line break is one line feed, 0xFFFF marks the end of the file and zeros follow it. It is the
/// polynomial of these units in powers of 37, modulo 2⁶⁴, the first unit with the highest power: what the field
/// `primaryLocationLineHash` holds, which GitHub documents under "SARIF support for code scanning".
struct LineHashes {
  private var hashes: [UInt64] = []
  private var ordinals: [Int] = []
  private var seen: [UInt64: Int] = [:]

  // The polynomial of all units so far; a window is the difference of two of them.
  private var polynomial: UInt64 = 0
  private var position = 0
  private var open: [(start: Int, polynomial: UInt64)] = []
  private var isAtLineStart = true

  private static let base: UInt64 = 37
  private static let window = 100
  private static let highestPower = (0..<window).reduce(1 as UInt64) { power, _ in power &* base }

  init(of source: SourceText) {
    var isAfterCarriageReturn = false
    for unit in String(decoding: source.bytes, as: UTF8.self).utf16 {
      let isBlank = unit == 0x20 || unit == 0x09
      let endsCarriageReturn = isAfterCarriageReturn && unit == 0x0A
      isAfterCarriageReturn = unit == 0x0D
      guard !isBlank, !endsCarriageReturn else { continue }
      append(unit == 0x0D ? 0x0A : UInt64(unit))
    }
    append(0xFFFF)
    isAtLineStart = false
    for _ in 0..<Self.window { append(0) }
  }

  /// The hash of a line, from 1, in hexadecimal, and how many lines up to it have that hash; `nil` without such a line.
  subscript(line: Int) -> String? {
    guard hashes.indices.contains(line - 1) else { return nil }
    return "\(String(hashes[line - 1], radix: 16)):\(ordinals[line - 1])"
  }

  private mutating func append(_ unit: UInt64) {
    if isAtLineStart { open.append((position, polynomial)) }
    isAtLineStart = unit == 0x0A
    polynomial = polynomial &* Self.base &+ unit
    position += 1
    // Each line has a unit at least, so no more than one window ends here, and it is the first of at most a hundred.
    guard let first = open.first, position - first.start == Self.window else { return }
    open.removeFirst()
    let hash = polynomial &- first.polynomial &* Self.highestPower
    seen[hash, default: 0] += 1
    hashes.append(hash)
    ordinals.append(seen[hash, default: 1])
  }
}

/// The hashes of the files of a report, each computed once.
struct LineHashCache {
  private struct File: Hashable {
    let path: String
    let source: SourceText
  }

  private var files: [File: LineHashes] = [:]

  /// The hash of the line at which a place begins.
  mutating func hash(at place: Place) -> String? {
    guard let span = place.span else { return nil }
    let file = File(path: place.path, source: span.source)
    if let known = files[file] { return known[span.start.line] }
    let hashes = LineHashes(of: span.source)
    files[file] = hashes
    return hashes[span.start.line]
  }
}
