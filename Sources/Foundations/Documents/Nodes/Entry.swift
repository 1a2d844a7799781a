/// One value, key or look-up table of a tape, in sixteen bytes.
@usableFromInline package struct Entry: BitwiseCopyable, Sendable {
  /// Where it stands in the source: a string with its quotes, an array with its brackets.
  @usableFromInline package var range: SourceRange
  /// The kind in bits 0 to 2, a flag in bit 3, a count or length in the others.
  @usableFromInline var tag: UInt32
  /// Where a text begins; how many entries an array or object takes, its own included; where a table begins.
  @usableFromInline var extent: UInt32

  @usableFromInline package enum Kind: UInt32 {
    case null
    case boolean
    case number
    case string
    case array
    case object
    case table
  }

  init(_ kind: Kind, flag: Bool = false, count: Int = 0, extent: Int = 1, range: SourceRange) {
    tag = kind.rawValue | (flag ? 8 : 0) | UInt32(truncatingIfNeeded: count) << 4
    self.extent = UInt32(truncatingIfNeeded: extent)
    self.range = range
  }

  @inlinable @inline(__always) package var kind: Kind {
    switch tag & 7 {
    case 0: .null
    case 1: .boolean
    case 2: .number
    case 3: .string
    case 4: .array
    case 5: .object
    default: .table
    }
  }

  /// The value of a boolean; that a text stands in `Tape.decoded`; that an object ends with a look-up table.
  @inlinable @inline(__always) package var flag: Bool { tag & 8 != 0 }

  /// The elements of an array, the members of an object, the bytes of a text, the slots of a table.
  @inlinable @inline(__always) package var count: Int { Int(tag >> 4) }

  /// How far it is from this entry to the one after all that is inside.
  @inlinable @inline(__always) package var stride: Int { tag & 7 == 4 || tag & 7 == 5 ? Int(extent) : 1 }

  /// Where the text of a string or number lies in the source or in `Tape.decoded`.
  @inlinable @inline(__always) var textRange: Range<Int> { Int(extent)..<Int(extent) + count }
}
