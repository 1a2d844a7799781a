/// A string that equals another when their code points do, as JSON has it; Swift's strings compare by meaning.
package struct Text: Hashable, Comparable, Sendable {
  package let utf8: [UInt8]

  package init(_ string: String) {
    utf8 = Array(string.utf8)
  }

  package var string: String { String(decoding: utf8, as: UTF8.self) }

  /// The length in Unicode scalars.
  package var count: Int { utf8.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }

  package static func < (left: Text, right: Text) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
}
