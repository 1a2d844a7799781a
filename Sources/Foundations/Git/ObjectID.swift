internal import CLibGit2

/// The SHA-1 id of an object: 20 bytes, held inline.
package struct ObjectID: Hashable, Sendable {
  // Whole words instead of a tuple of bytes: comparing and hashing them is a few instructions.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt32

  /// The null id, which is that of no object.
  package static let zero = ObjectID()

  private init() {
    (first, second, third) = (0, 0, 0)
  }

  /// The number of bytes of an id.
  package static let byteCount = 20

  /// Reads an id written as exactly 40 hexadecimal digits, of either case.
  package init?(_ text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == Self.byteCount * 2 else { return nil }
    self.init(digits: digits.span, at: 0)
  }

  /// Reads the 40 hexadecimal digits at an offset; nil when there are fewer.
  init?(digits: Span<UInt8>, at offset: Int) {
    guard offset >= 0, digits.count - offset >= Self.byteCount * 2,
      let first = Self.word(digits, offset, 16), let second = Self.word(digits, offset + 16, 16),
      let third = Self.word(digits, offset + 32, 8)
    else { return nil }
    (self.first, self.second, self.third) = (first, second, UInt32(truncatingIfNeeded: third))
  }

  private static func word(_ digits: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64? {
    var word: UInt64 = 0
    for index in start..<start + count {
      let digit = digits[index]
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): word = word << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): word = word << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): word = word << 4 | UInt64(digit - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return word
  }

  /// Reads the 20 bytes at an offset.
  init(_ span: Span<UInt8>, at offset: Int) {
    let bytes = unsafe span.bytes
    first = UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    second = UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    third = UInt32(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
  }

  init(_ id: git_oid) {
    self = unsafe withUnsafeBytes(of: id.id) { unsafe ObjectID($0.assumingMemoryBound(to: UInt8.self).span, at: 0) }
  }

  /// The id as libgit2 has it.
  var raw: git_oid {
    var id = git_oid()
    unsafe withUnsafeMutableBytes(of: &id.id) { bytes in
      unsafe bytes.storeBytes(of: first.bigEndian, as: UInt64.self)
      unsafe bytes.storeBytes(of: second.bigEndian, toByteOffset: 8, as: UInt64.self)
      unsafe bytes.storeBytes(of: third.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return id
  }

  /// The first ten digits, as they stand in messages.
  package var abbreviated: String { String(description.prefix(10)) }
}

extension ObjectID: Comparable {
  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.first, left.second, left.third) < (right.first, right.second, right.third)
  }
}

extension ObjectID: CustomStringConvertible {
  /// The id as 40 hexadecimal digits in lower case.
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(Self.byteCount * 2)
    for (word, bits) in [(first, 64), (second, 64), (UInt64(third), 32)] {
      for shift in stride(from: bits - 4, through: 0, by: -4) { text.append(digits[Int(word >> UInt64(shift) & 15)]) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
