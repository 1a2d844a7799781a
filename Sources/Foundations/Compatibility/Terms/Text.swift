/// A string that equals another when their code points do, as JSON has it; Swift's strings compare by meaning.
struct Text: Hashable, Comparable, Sendable {
  let utf8: [UInt8]

  init(_ string: String) {
    utf8 = Array(string.utf8)
  }

  var string: String { String(decoding: utf8, as: UTF8.self) }

  /// The length in Unicode scalars.
  var count: Int { utf8.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }

  static func < (left: Text, right: Text) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
}
