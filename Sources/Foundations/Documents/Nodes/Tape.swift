/// A whole tree as one flat list in the order of the text: an array or object, then all that is inside, then what follows.
///
/// Keys are string entries before their values. The list is released at once, so no depth can exhaust the stack.
/// Who walks over many values does it here, by index; all others take a `Node`.
@usableFromInline package final class Tape: Sendable {
  @usableFromInline package let source: [UInt8]
  @usableFromInline package let entries: [Entry]
  /// The texts that do not stand in the source as they are: unescaped, folded, or made by a program.
  @usableFromInline let decoded: [UInt8]
  /// The slots of all look-up tables: how far the key is from its object's entry, 0 where free.
  let tables: [UInt32]

  init(source: [UInt8], entries: [Entry], decoded: [UInt8], tables: [UInt32]) {
    self.source = source
    self.entries = entries
    self.decoded = decoded
    self.tables = tables
  }

  /// Makes a tree of one value.
  convenience init(_ entry: Entry, decoded: [UInt8] = []) {
    self.init(source: [], entries: [entry], decoded: decoded, tables: [])
  }

  /// Lends the text of a string or number.
  @inlinable @inline(__always)
  package func withText<Result, Failure: Error>(
    of entry: Entry, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = entry.flag ? decoded : source
    return try body(bytes.span.extracting(entry.textRange))
  }

  /// Makes the string of an entry of that kind.
  @usableFromInline package func string(of entry: Entry) -> String {
    String(decoding: (entry.flag ? decoded : source)[entry.textRange], as: UTF8.self)
  }
}
