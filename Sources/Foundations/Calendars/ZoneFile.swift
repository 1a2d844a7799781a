extension Zone {
  /// Reads a TZif file of version 1 to 4 (RFC 9636, section 3).
  ///
  /// Of version 1 the block of 32-bit times is all there is; of the others it is passed over, and the footer says how
  /// the zone goes on.
  ///
  /// - Throws: `ZoneError` with the code `malformed`, or `unsupported` for a file that counts leap seconds.
  package init(name: String, tzif bytes: [UInt8]) throws(ZoneError) {
    var file = ZoneFileReader(bytes: bytes, name: name)
    var header = try file.header()
    let version = header.version
    if version > 1 {
      try file.skip(header.size(ofTimes: 4))
      header = try file.header()
      guard header.version == version else { throw file.malformed("its two headers name two versions") }
    }
    guard header.leapSeconds == 0 else {
      throw ZoneError(
        .unsupported, "the zone \(name) counts leap seconds, which no policy means", name: name)
    }
    let block = try file.block(header, timeSize: version > 1 ? 8 : 4)
    self.init(
      name: name, starts: block.starts, offsets: block.offsets,
      rule: version > 1 ? try file.footer(version: version) : nil)
  }
}

/// Takes the parts of a TZif file from its front; all numbers are big-endian.
private struct ZoneFileReader {
  let bytes: [UInt8]
  let name: String
  private var position = 0

  init(bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  /// The counts of a header (RFC 9636, section 3.1).
  struct Header {
    let version: Int
    let indicatorsOfUTC: Int
    let indicatorsOfStandardTime: Int
    let leapSeconds: Int
    let transitions: Int
    let types: Int
    let characters: Int

    /// The bytes of the data block behind the header.
    func size(ofTimes size: Int) -> Int {
      transitions * (size + 1) + types * 6 + characters + leapSeconds * (size + 4) + indicatorsOfStandardTime
        + indicatorsOfUTC
    }
  }

  mutating func header() throws(ZoneError) -> Header {
    guard try take(4) == Array("TZif".utf8)[...] else { throw malformed("it does not begin with TZif") }
    let version = try number(1)
    let known = [0: 1, 0x32: 2, 0x33: 3, 0x34: 4]
    guard let version = known[version] else { throw malformed("its version is none of 1 to 4") }
    try skip(15)
    let header = Header(
      version: version, indicatorsOfUTC: try number(4), indicatorsOfStandardTime: try number(4),
      leapSeconds: try number(4), transitions: try number(4), types: try number(4), characters: try number(4))
    guard (1...256).contains(header.types), header.characters > 0,
      [0, header.types].contains(header.indicatorsOfUTC), [0, header.types].contains(header.indicatorsOfStandardTime)
    else { throw malformed("its header has counts that cannot be") }
    guard header.size(ofTimes: 4) <= bytes.count else { throw malformed("it ends too early") }
    return header
  }

  mutating func block(_ header: Header, timeSize: Int) throws(ZoneError) -> (starts: [Int], offsets: [Int]) {
    guard header.size(ofTimes: timeSize) <= bytes.count - position else { throw malformed("it ends too early") }
    var starts: [Int] = []
    for _ in 0..<header.transitions {
      let start = try signed(timeSize)
      if let last = starts.last, last >= start { throw malformed("its transitions do not ascend") }
      starts.append(start)
    }
    let indices = try take(header.transitions)
    var types: [Int] = []
    for _ in 0..<header.types {
      let offset = try signed(4)
      guard abs(offset) < Zone.offsetLimit else { throw malformed("an offset of \(offset) s cannot be") }
      guard try number(1) <= 1, try number(1) < header.characters else {
        throw malformed("a local time type says what cannot be")
      }
      types.append(offset)
    }
    try skip(header.characters + header.indicatorsOfStandardTime + header.indicatorsOfUTC)
    var offsets = [types[0]]
    for index in indices {
      guard Int(index) < types.count else { throw malformed("a transition names a local time type that is not there") }
      offsets.append(types[Int(index)])
    }
    return (starts, offsets)
  }

  /// The rule between two line feeds at the end (RFC 9636, section 3.3); `nil` where they have nothing between them.
  mutating func footer(version: Int) throws(ZoneError) -> ZoneRule? {
    let footer = bytes[position...]
    guard footer.count >= 2, footer.first == 0x0A, footer.last == 0x0A else { throw malformed("it has no footer") }
    let text = footer.dropFirst().dropLast()
    guard !text.isEmpty else { return nil }
    guard let rule = ZoneRule(text, version: version) else {
      throw malformed("its footer is no rule: \(String(decoding: text.prefix(60), as: UTF8.self))")
    }
    return rule
  }

  mutating func skip(_ count: Int) throws(ZoneError) { _ = try take(count) }

  private mutating func take(_ count: Int) throws(ZoneError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw malformed("it ends too early") }
    defer { position += count }
    return bytes[position..<position + count]
  }

  private mutating func number(_ size: Int) throws(ZoneError) -> Int {
    try take(size).reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func signed(_ size: Int) throws(ZoneError) -> Int {
    let number = try take(size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return size == 8 ? Int(Int64(bitPattern: number)) : Int(Int32(truncatingIfNeeded: number))
  }

  func malformed(_ problem: String) -> ZoneError {
    ZoneError(.malformed, "the file of the zone \(name) is no TZif file: \(problem)", name: name)
  }
}
