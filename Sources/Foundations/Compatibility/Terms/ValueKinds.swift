package import Documents

/// The kinds of values that terms tell apart: those of JSON, with booleans and numbers split up.
///
/// Integers are split by notation, since draft 4 takes `1.0` for no integer (draft 4, core, §3.5).
package struct ValueKinds: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let string = ValueKinds(rawValue: 1)
  /// An integer in digits alone.
  package static let plainInteger = ValueKinds(rawValue: 2)
  package static let `true` = ValueKinds(rawValue: 4)
  package static let `false` = ValueKinds(rawValue: 8)
  package static let object = ValueKinds(rawValue: 16)
  package static let array = ValueKinds(rawValue: 32)
  package static let null = ValueKinds(rawValue: 64)
  /// A number that is no integer.
  package static let fraction = ValueKinds(rawValue: 128)
  /// An integer in any other notation, such as `1.0`.
  package static let writtenInteger = ValueKinds(rawValue: 256)

  package static let boolean: ValueKinds = [.true, .false]
  package static let integer: ValueKinds = [.plainInteger, .writtenInteger]
  package static let number: ValueKinds = [.plainInteger, .writtenInteger, .fraction]
  package static let any = ValueKinds(rawValue: 511)

  /// Each kind by itself, those first that make the plainest examples.
  package static let each: [ValueKinds] = (0..<9).map { ValueKinds(rawValue: 1 << $0) }

  /// The place of a single kind in `each`.
  var place: Int { rawValue.trailingZeroBitCount }

  /// The kind of a value.
  package init(of node: Node) {
    switch node.kind {
    case .null: self = .null
    case .boolean: self = node.boolean == true ? .true : .false
    case .string: self = .string
    case .array: self = .array
    case .object: self = .object
    case .number:
      guard let number = node.number, number.isInteger else {
        self = .fraction
        return
      }
      let isPlain = node.withText { text in
        for offset in text.indices where text[offset] < 0x30 || text[offset] > 0x39 {
          if text[offset] != 0x2D { return false }
        }
        return true
      }
      self = isPlain == true ? .plainInteger : .writtenInteger
    }
  }
}
