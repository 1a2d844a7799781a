internal import Documents

/// Splits a JSON object into its members while its bytes arrive, so that a document of any size takes little memory.
///
/// A member is kept only where it is asked for, and of an array each element by itself. What is passed over is followed
/// through its brackets and strings, so that the end of the document is known, and not checked otherwise.
package struct JSONPieces {
  /// What is done with the value of a key of the outermost object.
  package enum Treatment: Sendable {
    case pass
    case whole
    case elements
  }

  /// A value that is complete: of a member, or an element of the array that it is.
  package struct Piece {
    package let key: String
    package let bytes: [UInt8]
  }

  package enum Problem: Error, Sendable, Equatable {
    /// The first bytes are those of UTF-16.
    case wide
    /// Nothing was given.
    case empty
    /// Something that is no object comes first; the beginning of it.
    case noObject(String)
    case cutOff
    /// A second object follows.
    case second
    /// Something else follows; the beginning of it.
    case trailing(String)
    case malformed
    /// The value of this key is larger than what is read at once.
    case tooLarge(String)
  }

  private enum State {
    case start
    case key
    case keyText
    case colon
    case value
    case inside
    case comma
    case end
  }

  private let treat: @Sendable (String) -> Treatment
  private let limit: Int
  private var state = State.start
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var treatment = Treatment.pass
  private var key = ""
  private var buffer: [UInt8] = []
  private var text: [UInt8] = []
  private var pieces: [Piece] = []
  private var head: [UInt8] = []

  package init(limit: Int = 32 << 20, _ treat: @escaping @Sendable (String) -> Treatment) {
    self.treat = treat
    self.limit = limit
  }

  /// Takes the next bytes and returns the pieces that are complete with them.
  package mutating func take(_ bytes: [UInt8]) throws(Problem) -> [Piece] {
    if head.count < 4 {
      head += bytes.prefix(4 - head.count)
      if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || head.prefix(2).contains(0) {
        throw .wide
      }
    }
    pieces = []
    var index = 0
    while index < bytes.count {
      if state == .inside {
        try inside(bytes, &index)
      } else {
        try between(bytes, &index)
      }
    }
    return pieces
  }

  /// Says whether the document is complete.
  package func finish() throws(Problem) {
    switch state {
    case .end: return
    case .start: throw text.isEmpty ? .empty : .noObject(String(decoding: text, as: UTF8.self))
    default: throw .cutOff
    }
  }

  // MARK: Between values

  private mutating func between(_ bytes: [UInt8], _ index: inout Int) throws(Problem) {
    let byte = bytes[index]
    switch state {
    case .start: try begin(bytes, &index)
    case .keyText:
      index += 1
      buffer.append(byte)
      guard buffer.count <= 65_536 else { throw .malformed }
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        key = try name(of: buffer)
        state = .colon
      }
    case .end:
      index += 1
      guard !Self.isSpace(byte) else { return }
      throw byte == UInt8(ascii: "{") ? .second : .trailing(Self.line(bytes[(index - 1)...]))
    default:
      if Self.isSpace(byte) {
        index += 1
        return
      }
      try step(byte, &index)
    }
  }

  private mutating func step(_ byte: UInt8, _ index: inout Int) throws(Problem) {
    switch (state, byte) {
    case (.key, UInt8(ascii: "\"")):
      buffer = [byte]
      state = .keyText
    case (.key, UInt8(ascii: "}")), (.comma, UInt8(ascii: "}")):
      state = .end
      depth = 0
    case (.colon, UInt8(ascii: ":")): state = .value
    case (.comma, UInt8(ascii: ",")): state = .key
    case (.value, _):
      treatment = treat(key)
      buffer = []
      isInString = false
      // The byte is the first of the value, and looked at again as such.
      state = .inside
      depth = 1
      return
    default: throw .malformed
    }
    index += 1
  }

  private mutating func begin(_ bytes: [UInt8], _ index: inout Int) throws(Problem) {
    let byte = bytes[index]
    index += 1
    if text.isEmpty, Self.isSpace(byte) || [0xEF, 0xBB, 0xBF].contains(byte) { return }
    if text.isEmpty, byte == UInt8(ascii: "{") {
      state = .key
      return
    }
    throw .noObject(Self.line(bytes[(index - 1)...]))
  }

  // MARK: Within a value

  /// Goes through the bytes of a value: depth 1 is that of the outermost object, 2 that of an array of elements.
  private mutating func inside(_ bytes: [UInt8], _ index: inout Int) throws(Problem) {
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        keep(byte)
        index += 1
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
        keep(byte)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if !(treatment == .elements && depth == 2) { keep(byte) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 1 {
          // It closes the outermost object, behind a number or a word.
          guard byte == UInt8(ascii: "}") else { throw .malformed }
          emit()
          state = .comma
          return
        }
        depth -= 1
        if treatment == .elements, depth == 1 { emit() } else { keep(byte) }
      case UInt8(ascii: ","):
        if depth == 1 {
          emit()
          state = .comma
          return
        }
        if treatment == .elements, depth == 2 { emit() } else { keep(byte) }
      default: keep(byte)
      }
      index += 1
      guard buffer.count <= limit else { throw .tooLarge(key) }
    }
  }

  private mutating func keep(_ byte: UInt8) {
    if treatment != .pass { buffer.append(byte) }
  }

  private mutating func emit() {
    defer { buffer = [] }
    guard treatment != .pass, !buffer.allSatisfy(Self.isSpace) else { return }
    pieces.append(Piece(key: key, bytes: buffer))
  }

  private func name(of bytes: [UInt8]) throws(Problem) -> String {
    do throws(DocumentError) {
      return try Document.json(SourceText(bytes)).root.string ?? ""
    } catch {
      throw .malformed
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// The first words of a line, to show what was found.
  private static func line(_ bytes: ArraySlice<UInt8>) -> String {
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(40)
    return String(decoding: line.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}
