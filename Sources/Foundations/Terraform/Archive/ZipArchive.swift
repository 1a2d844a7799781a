internal import CZlib

/// A zip archive in memory, as `terraform plan -out` writes one (APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16).
package struct ZipArchive: Sendable {
  package struct Entry: Sendable {
    package let name: String

    /// In bytes, once it is inflated.
    package let size: Int
    fileprivate let method: Int
    fileprivate let compressedSize: Int
    fileprivate let checksum: UInt32
    fileprivate let offset: Int
  }

  /// In the order of the directory.
  package let entries: [Entry]
  private let bytes: [UInt8]

  /// The largest file of an archive that is inflated, in bytes.
  package static let sizeLimit = 64 << 20

  /// How many bytes all files of an archive may have together: a bomb has a few kilobytes and claims gigabytes.
  package static let totalLimit = 256 << 20

  /// As many files as a plan with a thousand modules has.
  package static let countLimit = 65_000

  /// Reads the directory of an archive.
  ///
  /// - Throws: a `ZipError` for what is no archive, is damaged, encrypted or too large, or has a name twice.
  package init(_ bytes: [UInt8]) throws(ZipError) {
    self.bytes = bytes
    guard bytes.starts(with: [0x50, 0x4B]) else { throw ZipError("it is no zip archive") }
    let end = try Self.endOfDirectory(in: bytes)
    let count = Int(bytes.uint16(at: end + 10))
    var position = Int(bytes.uint32(at: end + 16))
    guard position < 0xFFFF_FFFF, count < 0xFFFF else { throw ZipError("it is a zip archive of more than 4 GiB") }
    var entries: [Entry] = []
    var names: Set<String> = []
    var total = 0
    for _ in 0..<count {
      guard position + 46 <= bytes.count, bytes.uint32(at: position) == 0x0201_4B50 else {
        throw ZipError("its directory is damaged")
      }
      let lengths = [28, 30, 32].map { Int(bytes.uint16(at: position + $0)) }
      let nameEnd = position + 46 + lengths[0]
      guard nameEnd <= bytes.count, let name = String(validating: bytes[(position + 46)..<nameEnd], as: UTF8.self)
      else { throw ZipError("its directory is damaged") }
      guard bytes.uint16(at: position + 8) & 1 == 0 else { throw ZipError("`\(name)` in it is encrypted") }
      let entry = Entry(
        name: name, size: Int(bytes.uint32(at: position + 24)), method: Int(bytes.uint16(at: position + 10)),
        compressedSize: Int(bytes.uint32(at: position + 20)), checksum: bytes.uint32(at: position + 16),
        offset: Int(bytes.uint32(at: position + 42)))
      total += entry.size
      guard entry.size <= Self.sizeLimit, total <= Self.totalLimit else {
        throw ZipError("its files have more than \(Self.totalLimit >> 20) MiB")
      }
      guard names.insert(name).inserted else { throw ZipError("it has `\(name)` twice") }
      entries.append(entry)
      position = nameEnd + lengths[1] + lengths[2]
    }
    self.entries = entries
  }

  package func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  /// The bytes of a file.
  ///
  /// - Throws: a `ZipError` where they do not inflate to the size and the checksum of the directory.
  package func contents(of entry: Entry) throws(ZipError) -> [UInt8] {
    let damaged = ZipError("`\(entry.name)` in it is damaged")
    guard entry.offset + 30 <= bytes.count, bytes.uint32(at: entry.offset) == 0x0403_4B50 else { throw damaged }
    let start =
      entry.offset + 30 + Int(bytes.uint16(at: entry.offset + 26)) + Int(bytes.uint16(at: entry.offset + 28))
    guard start + entry.compressedSize <= bytes.count else { throw damaged }
    let packed = bytes[start..<(start + entry.compressedSize)]
    let content: [UInt8]
    switch entry.method {
    case 0: content = Array(packed)
    case 8:
      guard let inflated = Self.inflated(Array(packed), size: entry.size) else { throw damaged }
      content = inflated
    default: throw ZipError("`\(entry.name)` in it is compressed by another method than deflate")
    }
    guard content.count == entry.size, Self.checksum(of: content) == entry.checksum else { throw damaged }
    return content
  }

  /// The offset of the record at the end, behind which only a comment may stand.
  private static func endOfDirectory(in bytes: [UInt8]) throws(ZipError) -> Int {
    var position = bytes.count - 22
    let last = max(0, bytes.count - 22 - 0xFFFF)
    while position >= last {
      if bytes.uint32(at: position) == 0x0605_4B50, position + 22 + Int(bytes.uint16(at: position + 20)) == bytes.count
      {
        return position
      }
      position -= 1
    }
    throw ZipError("it is cut off: a zip archive ends with its directory")
  }

  /// Inflates to at most the size that is due, whatever the stream goes on to.
  private static func inflated(_ packed: [UInt8], size: Int) -> [UInt8]? {
    var input = packed
    var output = [UInt8](repeating: 0, count: size + 1)
    var stream = unsafe z_stream()
    guard unsafe czlib_inflate_init_raw(&stream) == Z_OK else { return nil }
    defer { _ = unsafe inflateEnd(&stream) }
    let written = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target -> Int? in
        unsafe stream.next_in = source.baseAddress
        unsafe stream.avail_in = UInt32(source.count)
        unsafe stream.next_out = target.baseAddress
        unsafe stream.avail_out = UInt32(target.count)
        guard unsafe inflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
        return Int(unsafe stream.total_out)
      }
    }
    guard written == size else { return nil }
    output.removeLast()
    return output
  }

  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: unsafe crc32(0, buffer.baseAddress, UInt32(buffer.count)))
    }
  }
}

/// Why an archive, or a file of it, cannot be read.
package struct ZipError: Error, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

extension [UInt8] {
  /// A number of two bytes, the lower one first; 0 where there are none.
  fileprivate func uint16(at offset: Int) -> UInt16 {
    guard offset >= 0, offset + 2 <= count else { return 0 }
    return UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }

  /// A number of four bytes, the lowest one first; 0 where there are none.
  fileprivate func uint32(at offset: Int) -> UInt32 {
    UInt32(uint16(at: offset)) | UInt32(uint16(at: offset + 2)) << 16
  }
}
