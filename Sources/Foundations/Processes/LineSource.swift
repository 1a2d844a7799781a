internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file or standard input, read by lines and never as a whole.
package struct LineSource: ~Copyable {
  private let descriptor: FileDescriptor
  private let isOwned: Bool
  private var buffer: [UInt8] = []
  /// What of the buffer was not given yet.
  private var rest = 0..<0
  private var isAtEnd = false

  /// Why there is no next line.
  package struct Problem: Error, CustomStringConvertible {
    package let description: String
  }

  /// Standard input.
  package init() {
    descriptor = .standardInput
    isOwned = false
  }

  /// A file.
  ///
  /// - Throws: a `Problem` when it cannot be opened.
  package init(path: String) throws(Problem) {
    do {
      descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
    } catch {
      throw Problem(description: "\(path) cannot be read: \(error)")
    }
    isOwned = true
  }

  deinit {
    if isOwned { close(descriptor.rawValue) }
  }

  /// The next line, without its line feed; nil at the end.
  ///
  /// - Throws: a `Problem` when nothing can be read, or for a line of more than so many bytes.
  package mutating func next(limit: Int) throws(Problem) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if let end = lineFeed() {
        line += buffer[rest.lowerBound..<end]
        rest = end + 1..<rest.upperBound
        return line
      }
      line += buffer[rest]
      rest = 0..<0
      guard line.count <= limit else { throw Problem(description: "a line has more than \(limit) bytes") }
      guard !isAtEnd else { return line.isEmpty ? nil : line }
      try fill()
    }
  }

  /// Where the next line feed of the buffer stands.
  private func lineFeed() -> Int? {
    let bytes = buffer.span
    for offset in rest where bytes[offset] == 0x0A { return offset }
    return nil
  }

  private mutating func fill() throws(Problem) {
    if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 1 << 20) }
    do {
      let descriptor = descriptor
      let count = unsafe try buffer.withUnsafeMutableBytes { bytes in unsafe try descriptor.read(into: bytes) }
      rest = 0..<count
      isAtEnd = count == 0
    } catch {
      throw Problem(description: "the input cannot be read: \(error)")
    }
  }
}
