/// A Markdown document of limited size: an entry that does not fit is left out whole, and counted.
struct CappedDocument {
  private let limit: Int
  private var text: [UInt8] = []
  private var heading = ""
  private var omitted = 0

  /// The room that is kept for the last line.
  private static let reserve = 200

  /// A document of at most so many bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// A heading for the entries that follow; without one it is not written.
  mutating func begin(_ heading: String) {
    self.heading = "\n\(heading)\n\n"
  }

  /// The head of a table for the rows that follow; without one it is not written.
  mutating func beginTable(_ head: String) {
    heading = "\n\(head)\n"
  }

  /// What follows belongs to no table.
  mutating func endTable() {
    heading = ""
  }

  /// A part of the document that ends its lines itself.
  mutating func add(_ entry: String, counts: Bool = true) {
    let addition = heading + entry
    guard text.count + addition.utf8.count + Self.reserve <= limit else {
      if counts { omitted += 1 }
      return
    }
    heading = ""
    text += addition.utf8
  }

  /// The document; of a limit that leaves no room for anything, nothing.
  var bytes: [UInt8] {
    guard omitted > 0, limit >= Self.reserve else { return text }
    return text + Array("\n\(omitted) more did not fit here; the log and the other reports have them.\n".utf8)
  }
}
