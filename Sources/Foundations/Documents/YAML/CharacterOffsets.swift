/// Turns libyaml's marks, which count characters, into byte offsets.
struct CharacterOffsets {
  private let source: SourceText
  /// The byte offset of the first character that libyaml sees: it does not count a byte order mark.
  let base: Int
  /// The byte offset of each 64th character; empty when each character is one byte.
  private var checkpoints: [UInt32] = []
  private static let distance = 64

  /// Makes the table of a text that is UTF-8.
  init(_ source: SourceText) {
    self.source = source
    base = source.hasByteOrderMark ? Byte.byteOrderMark.count : 0
    let bytes = source.bytes.span
    guard source.bytes.contains(where: { $0 >= 0x80 }) else { return }
    var character = 0
    for offset in base..<bytes.count where !Byte.isContinuation(bytes[offset]) {
      if character % Self.distance == 0 { checkpoints.append(UInt32(offset)) }
      character += 1
    }
  }

  /// The byte offset of a character, counted from 0; the end of the text for one after it.
  func offset(ofCharacter character: Int) -> Int {
    let bytes = source.bytes
    guard let last = checkpoints.indices.last else { return min(base + character, bytes.count) }
    let checkpoint = min(character / Self.distance, last)
    var offset = Int(checkpoints[checkpoint])
    for _ in 0..<character - checkpoint * Self.distance {
      guard offset < bytes.count else { break }
      offset += 1
      while offset < bytes.count, Byte.isContinuation(bytes[offset]) { offset += 1 }
    }
    return offset
  }
}
