import Calendars
import SystemPackage
import TestSupport
import Testing

@Suite struct ZoneFileTests {
  /// A TZif file as RFC 9636, section 3 has it, built by hand.
  struct File {
    var version = 2
    var starts: [Int] = []
    var indices: [UInt8] = []
    var offsets = [3600]
    var footer: String? = "CET-1"
    var leapSeconds = 0

    var bytes: [UInt8] {
      guard version > 1 else { return header(0) + block(4) }
      let digit = UInt8(ascii: "0") + UInt8(version)
      let empty = File(version: 1, leapSeconds: 0)
      var bytes = empty.header(digit) + empty.block(4)
      bytes += header(digit)
      bytes += block(8)
      if let footer { bytes += Array("\n\(footer)\n".utf8) }
      return bytes
    }

    func header(_ version: UInt8) -> [UInt8] {
      var bytes: [UInt8] = Array("TZif".utf8)
      bytes.append(version)
      bytes += [UInt8](repeating: 0, count: 15)
      for count in [0, 0, leapSeconds, starts.count, offsets.count, 4] { bytes += Self.big(count, 4) }
      return bytes
    }

    func block(_ size: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      for start in starts { bytes += Self.big(start, size) }
      bytes += indices
      for offset in offsets { bytes += Self.big(offset, 4) + [0, 0] }
      bytes += Array("LMT\0".utf8)
      bytes += [UInt8](repeating: 0, count: leapSeconds * (size + 4))
      return bytes
    }

    static func big(_ number: Int, _ size: Int) -> [UInt8] {
      (0..<size).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
  }

  private func offsets(_ zone: Zone, _ seconds: Int...) -> [Int] {
    seconds.map { zone.offset(at: Instant(secondsSince1970: $0)) }
  }

  @Test func `version 1 has 32-bit times, and its last offset goes on`() throws {
    let file = File(version: 1, starts: [-100, 100], indices: [1, 0], offsets: [3600, 7200])
    let zone = try Zone(name: "x", tzif: file.bytes)
    #expect(offsets(zone, -101, -100, 99, 100, 1 << 40) == [3600, 7200, 7200, 3600, 3600])
  }

  @Test(arguments: [2, 3, 4])
  func `later versions have 64-bit times, and go on by their footer`(version: Int) throws {
    let file = File(
      version: version, starts: [-(1 << 40), 0], indices: [1, 0], offsets: [3600, 7200],
      footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    let zone = try Zone(name: "x", tzif: file.bytes)
    // 2026-03-29T01:00:00Z and 2026-10-25T01:00:00Z
    #expect(
      offsets(zone, -(1 << 40), 0, 1_774_745_999, 1_774_746_000, 1_792_889_999, 1_792_890_000)
        == [7200, 3600, 3600, 7200, 7200, 3600])
  }

  @Test func `an empty footer says nothing, and the last offset goes on`() throws {
    let file = File(starts: [0], indices: [1], offsets: [3600, -7200], footer: "")
    #expect(offsets(try Zone(name: "x", tzif: file.bytes), -1, 0, 1 << 40) == [3600, -7200, -7200])
  }

  @Test func `from version 3 on a turn may lie days away from its day`() throws {
    let rule = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0"
    let zone = try Zone(name: "x", tzif: File(version: 3, offsets: [-7200], footer: rule).bytes)
    // Saturday 2026-03-28T23:00 at -02:00, and Sunday 2026-10-25T00:00 at -01:00.
    #expect(offsets(zone, 1_774_745_999, 1_774_746_000, 1_792_889_999, 1_792_890_000) == [-7200, -3600, -3600, -7200])
    #expect(throws: ZoneError.self) { try Zone(name: "x", tzif: File(version: 2, footer: rule).bytes) }
  }

  @Test func `daylight saving time may last the whole year`() throws {
    let zone = try Zone(name: "x", tzif: File(version: 3, footer: "XXX3EDT4,0/0,J365/23").bytes)
    for second in stride(from: 1_767_225_600 - 20_000, to: 1_767_225_600 + 20_000, by: 60) {
      #expect(zone.offset(at: Instant(secondsSince1970: second)) == -4 * 3600)
    }
  }

  @Test(
    arguments: [
      "", "CE-1", "CET", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
      "CET-1CEST,M3.6.0,M10.5.0",
      "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365", "CET-1CEST,366,1", "CET-1CEST,M3.5.0/168,M10.5.0",
      "CET-1CEST,M3.5.0,M10.5.0,", "<CET-1", "CET-1:60", "CET-1 ", "CET-99999999999999999999",
    ].dropFirst())
  func `a footer that is no rule is an error`(footer: String) {
    let error = #expect(throws: ZoneError.self) { try Zone(name: "x", tzif: File(version: 3, footer: footer).bytes) }
    #expect(error?.code == .malformed)
  }

  @Test(arguments: [
    File(offsets: [93_600]), File(offsets: [-93_600]), File(offsets: []), File(starts: [0, 0], indices: [0, 0]),
    File(starts: [1, 0], indices: [0, 0]), File(starts: [0], indices: [1]), File(footer: nil), File(version: 9),
  ])
  func `what a file cannot have is an error`(file: File) {
    let error = #expect(throws: ZoneError.self) { try Zone(name: "x", tzif: file.bytes) }
    #expect(error?.code == .malformed)
  }

  @Test func `a file that counts leap seconds is not read`() {
    let error = #expect(throws: ZoneError.self) { try Zone(name: "x", tzif: File(leapSeconds: 1).bytes) }
    #expect(error?.code == .unsupported)
  }

  @Test func `no file that is cut short or has a bit turned stops the program`() throws {
    let bytes = File(
      version: 3, starts: [-5, 0, 5], indices: [0, 1, 0], offsets: [3600, 7200], footer: "CET-1CEST,M3.5.0,M10.5.0/3"
    ).bytes
    for count in 0..<bytes.count {
      #expect(throws: ZoneError.self) { try Zone(name: "x", tzif: Array(bytes.prefix(count))) }
    }
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << bit
        do throws(ZoneError) {
          let zone = try Zone(name: "x", tzif: damaged)
          _ = offsets(zone, .min / 2, -1, 0, 1_774_746_000, 253_402_300_799)
          _ = zone.instant(of: LocalDateTime(secondsSince1970: 1_774_746_000))
        } catch {
          #expect(error.code == .malformed || error.code == .unsupported)
        }
      }
    }
  }

  @Test func `every zone of the system is read`() throws {
    let folder = ZoneFolder()
    let names = folder.names()
    #expect(names.count > 300)
    #expect(names.contains("Europe/Amsterdam"))
    for name in names {
      let zone = try folder.zone(named: name)
      #expect(abs(zone.offset(at: Instant(secondsSince1970: 1_800_000_000))) <= 14 * 3600)
    }
  }

  @Test(arguments: [
    "", "..", "../UTC", "Europe/../UTC", "/usr/share/zoneinfo/UTC", "Europe//Amsterdam", "Europe/", "localtime",
    "posixrules", "tzdata.zi", "Europe/Amsterdam\0", "Zürich", " UTC", String(repeating: "a", count: 65),
  ])
  func `a name that leads elsewhere is none`(name: String) {
    let error = #expect(throws: ZoneError.self) { try ZoneFolder().zone(named: name) }
    #expect(error?.code == .invalidName)
  }

  @Test(arguments: ["Europe/Amsterdm", "Europe", "europe", "UTC/UTC"])
  func `a zone without a file is unknown`(name: String) {
    let error = #expect(throws: ZoneError.self) { try ZoneFolder().zone(named: name) }
    #expect(error?.code == .unknown)
  }

  @Test func `a folder that somebody names is the one that is read`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending("Here").write(File(offsets: [1800], footer: "XXX-0:30").bytes)
      try await folder.appending("Text").write("no zone")
      try await folder.appending("Large").write(Array("TZif".utf8) + [UInt8](repeating: 0, count: 300_000))
      let zones = ZoneFolder(folder.string)
      #expect(offsets(try zones.zone(named: "Here"), 0) == [1800])
      #expect(#expect(throws: ZoneError.self) { try zones.zone(named: "Text") }?.code == .unknown)
      #expect(#expect(throws: ZoneError.self) { try zones.zone(named: "Large") }?.code == .malformed)
      #expect(zones.names() == [])
      // UTC needs no file.
      #expect(try zones.zone(named: "UTC") == .utc)
    }
  }
}
