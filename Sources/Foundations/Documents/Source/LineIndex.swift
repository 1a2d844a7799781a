import Synchronization

/// Where the lines of a text begin; found at the first question, since most documents are never asked.
final class LineIndex: Sendable {
  private let starts = Mutex<[UInt32]?>(nil)

  /// Answers with the offsets of the first byte of each line, ascending, at least one.
  func starts(of bytes: [UInt8]) -> [UInt32] {
    starts.withLock { known in
      if let known { return known }
      let found = Self.lineStarts(bytes.span)
      known = found
      return found
    }
  }

  private static func lineStarts(_ bytes: Span<UInt8>) -> [UInt32] {
    var starts: [UInt32] = [0]
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      guard byte == Byte.lineFeed || byte == Byte.carriageReturn else { continue }
      if byte == Byte.carriageReturn, offset < bytes.count, bytes[offset] == Byte.lineFeed { offset += 1 }
      starts.append(UInt32(clamping: offset))
    }
    return starts
  }
}
