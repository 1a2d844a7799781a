/// A pattern for paths from the root of the repository, as `.gitattributes` and `CODEOWNERS` have them.
///
/// `*` stands for any bytes within a segment, `?` for one, `[a-z]` and `[!a-z]` for one of a set, `{a,b}` for either
/// word, `**` as a whole segment for any number of segments. A pattern without a wildcard also stands for all that is
/// below the folder it names. Matching takes time in proportion to pattern × path, whatever they are.
package struct PathPattern: Sendable, Hashable {
  /// The pattern as it was written.
  package let text: String

  private let alternatives: [[Segment]]

  private enum Segment: Sendable, Hashable {
    case anySegments
    case pieces([Piece])
  }

  private enum Piece: Sendable, Hashable {
    case byte(UInt8)
    case anyByte
    case anyBytes
    case oneOf([ClosedRange<UInt8>], negated: Bool)
  }

  /// Why a text is no pattern.
  package struct Malformed: Error {
    package let message: String
  }

  package init(_ text: String) throws(Malformed) {
    guard !text.isEmpty, !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
      throw Malformed(
        message: "a pattern is relative to the root of the repository, without a leading / and without ..")
    }
    guard text.utf8.count <= Self.lengthLimit else {
      throw Malformed(message: "a pattern has at most \(Self.lengthLimit) bytes")
    }
    self.text = text
    var alternatives: [[Segment]] = []
    for alternative in try Self.expanded(Array(text.utf8)) {
      // It would stand for everything: every path lies below the top folder.
      guard alternative.contains(where: { $0 != UInt8(ascii: "/") }) else {
        throw Malformed(message: "a pattern whose braces may leave nothing of it; for everything write **")
      }
      var segments: [Segment] = []
      for segment in alternative.split(separator: UInt8(ascii: "/")) {
        segments.append(try Self.segment(segment))
      }
      alternatives.append(segments)
    }
    self.alternatives = alternatives
  }

  /// Whether the pattern stands for a path, given as its bytes from the root of the repository.
  package func matches(_ path: [UInt8]) -> Bool {
    let parts = path.split(separator: UInt8(ascii: "/"))
    return alternatives.contains { Self.matches($0, parts) }
  }
}

extension PathPattern {
  /// The most alternatives that braces may stand for: `{a,b}` twenty times over would be a million.
  private static let alternativeLimit = 256

  /// As long as a path can be on Linux, in bytes.
  private static let lengthLimit = 4096

  private static func expanded(_ text: [UInt8]) throws(Malformed) -> [[UInt8]] {
    var done: [[UInt8]] = []
    var open = [text]
    while let next = open.popLast() {
      guard done.count + open.count < alternativeLimit else {
        throw Malformed(message: "the braces of a pattern may stand for at most \(alternativeLimit) alternatives")
      }
      guard let brace = next.firstIndex(of: UInt8(ascii: "{")) else {
        done.append(next)
        continue
      }
      guard let close = next[brace...].firstIndex(of: UInt8(ascii: "}")) else {
        throw Malformed(message: "a { without its }")
      }
      let inner = next[(brace + 1)..<close]
      guard !inner.contains(UInt8(ascii: "{")) else { throw Malformed(message: "braces cannot be nested") }
      let words = inner.split(
        separator: UInt8(ascii: ","), maxSplits: alternativeLimit, omittingEmptySubsequences: false)
      for word in words {
        open.append(Array(next[..<brace] + word + next[(close + 1)...]))
      }
    }
    return done
  }

  private static func segment(_ text: ArraySlice<UInt8>) throws(Malformed) -> Segment {
    if text.elementsEqual("**".utf8) { return .anySegments }
    var pieces: [Piece] = []
    var rest = text
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"):
        if pieces.last != .anyBytes { pieces.append(.anyBytes) }
      case UInt8(ascii: "?"): pieces.append(.anyByte)
      case UInt8(ascii: "["): pieces.append(try set(from: &rest))
      default: pieces.append(.byte(byte))
      }
    }
    return .pieces(pieces)
  }

  private static func set(from rest: inout ArraySlice<UInt8>) throws(Malformed) -> Piece {
    let negated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if negated { rest.removeFirst() }
    // A ] in the first place is a member (POSIX, XCU section 2.14.1).
    guard let close = rest.dropFirst().firstIndex(of: UInt8(ascii: "]")) else {
      throw Malformed(message: "a [ without its ]")
    }
    var members = rest[..<close]
    rest = rest[(close + 1)...]
    var ranges: [ClosedRange<UInt8>] = []
    while let low = members.popFirst() {
      guard members.count > 1, members.first == UInt8(ascii: "-"), let high = members.dropFirst().first else {
        ranges.append(low...low)
        continue
      }
      guard low <= high else { throw Malformed(message: "a range in [ ] runs backwards") }
      ranges.append(low...high)
      members = members.dropFirst(2)
    }
    return .oneOf(ranges, negated: negated)
  }

  private static func matches(_ segments: [Segment], _ parts: [ArraySlice<UInt8>]) -> Bool {
    // reachable[i]: the segments so far can stand for the first i parts.
    var reachable = Array(repeating: false, count: parts.count + 1)
    reachable[0] = true
    for segment in segments {
      var next = Array(repeating: false, count: parts.count + 1)
      switch segment {
      case .anySegments:
        var any = false
        for index in reachable.indices {
          any = any || reachable[index]
          next[index] = any
        }
      case .pieces(let pieces):
        for index in parts.indices where reachable[index] && matches(pieces, parts[index]) { next[index + 1] = true }
      }
      reachable = next
    }
    return reachable[parts.count] || (isLiteral(segments) && reachable.contains(true))
  }

  private static func isLiteral(_ segments: [Segment]) -> Bool {
    segments.allSatisfy { segment in
      guard case .pieces(let pieces) = segment else { return false }
      return pieces.allSatisfy { piece in
        guard case .byte = piece else { return false }
        return true
      }
    }
  }

  private static func matches(_ pieces: [Piece], _ part: ArraySlice<UInt8>) -> Bool {
    var reachable = Array(repeating: false, count: part.count + 1)
    reachable[0] = true
    for piece in pieces {
      var next = Array(repeating: false, count: part.count + 1)
      var any = false
      for (index, isReachable) in reachable.enumerated() {
        any = any || isReachable
        if piece == .anyBytes {
          next[index] = any
        } else if isReachable, index < part.count, matches(piece, part[part.startIndex + index]) {
          next[index + 1] = true
        }
      }
      reachable = next
    }
    return reachable[part.count]
  }

  private static func matches(_ piece: Piece, _ byte: UInt8) -> Bool {
    switch piece {
    case .byte(let expected): byte == expected
    case .anyByte, .anyBytes: true
    case .oneOf(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
    }
  }
}
