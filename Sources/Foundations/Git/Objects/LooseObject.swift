internal import CLibGit2
internal import CZlib

/// A loose object (gitformat-loose-object), read without trust in what its header says.
///
/// libgit2 1.5 takes room for as many bytes as the header says, and writes as many as there are.
struct LooseObject {
  let kind: git_object_t
  let size: Int

  /// Why bytes are no loose object.
  struct Damage: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
  }

  /// As much as git reads of a header.
  private static let headerLimit = 32

  /// Reads the header; the rest may be missing.
  ///
  /// - Throws: `Damage`.
  init(headerOf bytes: [UInt8]) throws(Damage) {
    try self.init(bytes) { (_, _, _) throws(Damage) in }
  }

  /// Reads the object whole: exactly as many bytes as its header says, and nothing behind them.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - limit: the most bytes that the object may have.
  ///   - allocate: makes room for so many bytes; it stays with the caller.
  /// - Throws: `Damage`.
  init(
    _ bytes: [UInt8], limit: Int, into allocate: (Int) -> UnsafeMutableRawPointer?
  ) throws(Damage) {
    try self.init(bytes) { (object, inflation, start) throws(Damage) in
      guard object.size <= limit else { throw Damage("it has \(object.size) bytes, and at most \(limit) are read") }
      guard let room = unsafe allocate(object.size) else { throw Damage("there is no memory for \(object.size) bytes") }
      let output = unsafe UnsafeMutableRawBufferPointer(start: room, count: object.size)
      guard start.count <= object.size else { throw Damage("it is longer than its header says") }
      unsafe output.copyBytes(from: start)
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: output[start.count...])
      guard unsafe inflation.fill(rest).count == rest.count else { throw Damage("it is shorter than its header says") }
      try inflation.finish()
    }
  }

  private init(
    _ bytes: [UInt8], _ body: (LooseObject, borrowing Inflation, [UInt8]) throws(Damage) -> Void
  ) throws(Damage) {
    let inflation = try Inflation(of: bytes)
    var front = [UInt8](repeating: 0, count: Self.headerLimit)
    let count = unsafe front.withUnsafeMutableBytes { unsafe inflation.fill($0).count }
    front.removeSubrange(count...)
    guard let end = front.firstIndex(of: 0) else { throw Damage("its header has no end") }
    let words = front[..<end].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 2, let kind = Self.kinds[String(decoding: words[0], as: UTF8.self)] else {
      throw Damage("its header names no kind of object")
    }
    let digits = words[1]
    guard !digits.isEmpty, digits.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }),
      digits.first != UInt8(ascii: "0") || digits.count == 1, let size = Int(String(decoding: digits, as: UTF8.self))
    else { throw Damage("its header has no length") }
    self.kind = kind
    self.size = size
    try body(self, inflation, Array(front[(end + 1)...]))
  }

  private static let kinds = [
    "blob": GIT_OBJECT_BLOB, "commit": GIT_OBJECT_COMMIT, "tag": GIT_OBJECT_TAG, "tree": GIT_OBJECT_TREE,
  ]
}

/// Deflated bytes on their way to what they were (RFC 1950).
@safe private struct Inflation: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(of bytes: [UInt8]) throws(LooseObject.Damage) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe input = .allocate(capacity: bytes.count)
    _ = unsafe input.initialize(from: bytes)
    unsafe stream.pointee.next_in = input.baseAddress
    unsafe stream.pointee.avail_in = UInt32(clamping: bytes.count)
    guard unsafe czlib_inflate_init(stream) == Z_OK else { throw LooseObject.Damage("zlib cannot be started") }
  }

  deinit {
    _ = unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe input.deallocate()
  }

  /// Inflates into a buffer until it is full or nothing comes any more; says how many bytes came, and whether the end of
  /// the stream was met.
  func fill(_ output: UnsafeMutableRawBufferPointer) -> (count: Int, isAtEnd: Bool) {
    guard let start = output.baseAddress, output.count > 0 else { return (0, false) }
    unsafe stream.pointee.next_out = unsafe start.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
    var status = Z_OK
    while unsafe stream.pointee.avail_out > 0 {
      let before = unsafe (stream.pointee.avail_in, stream.pointee.avail_out)
      status = unsafe inflate(stream, Z_NO_FLUSH)
      let after = unsafe (stream.pointee.avail_in, stream.pointee.avail_out)
      if status != Z_OK || before == after { break }
    }
    return (output.count - Int(unsafe stream.pointee.avail_out), status == Z_STREAM_END)
  }

  /// Checks that nothing more comes, that the checksum is right, and that the file ends there.
  func finish() throws(LooseObject.Damage) {
    var extra: UInt8 = 0
    // At its end a stream answers that it is there, again and again (zlib.h).
    let (count, isAtEnd) = unsafe withUnsafeMutableBytes(of: &extra) { unsafe fill($0) }
    guard count == 0 else { throw LooseObject.Damage("it is longer than its header says") }
    guard isAtEnd else { throw LooseObject.Damage("it does not inflate") }
    guard unsafe stream.pointee.avail_in == 0 else { throw LooseObject.Damage("the file goes on behind it") }
  }
}
