/// Reads the fields of a packed message of Protocol Buffers one after the other ("Encoding", message structure).
///
/// Trees stay packed: that is a tenth of the memory of unpacked ones, has no pointers that a deep tree would have to
/// free one within the other, and costs nothing for statements that nobody looks into.
struct ProtobufReader {
  enum Value {
    /// An integer, a truth value or an enumerated one.
    case number(UInt64)
    /// The offsets of a text or of a message within it.
    case bytes(Range<Int>)
  }

  private let bytes: [UInt8]
  private let end: Int
  private var offset: Int

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The next field with its number; `nil` at the end, and at anything that no packed message has.
  mutating func next() -> (number: UInt32, value: Value)? {
    guard offset < end, let tag = varint() else { return nil }
    let number = UInt32(truncatingIfNeeded: tag >> 3)
    switch tag & 7 {
    case 0: return varint().map { (number, .number($0)) }
    case 1: return fixed(8).map { (number, .number($0)) }
    case 2:
      guard let length = varint(), length <= UInt64(end - offset) else { return nil }
      let start = offset
      offset += Int(length)
      return (number, .bytes(start..<offset))
    case 5: return fixed(4).map { (number, .number($0)) }
    default: return nil
    }
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < end, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  private mutating func fixed(_ length: Int) -> UInt64? {
    guard offset + length <= end else { return nil }
    var value: UInt64 = 0
    for index in (0..<length).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
    offset += length
    return value
  }
}
