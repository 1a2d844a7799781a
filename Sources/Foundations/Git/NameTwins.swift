/// The other names that macOS and Windows take for a name of a repository.
///
/// They fold case, HFS+ and APFS do not tell normal forms of Unicode apart, HFS+ ignores some characters, and NTFS cuts
/// names off and has a short one for each long one. The lists are those by which git protects `.git` and `.gitmodules`
/// (git, `utf8.c` and `path.c`; git-config, `core.protectHFS` and `core.protectNTFS`).
package struct NameTwins: Sendable {
  private let name: [UInt8]
  private let folded: Folded
  private let short: ShortName?
  private let isASCII: Bool

  package init(of name: [UInt8]) {
    self.name = name
    folded = Folded(name)
    short = ShortName(of: name)
    isASCII = name.allSatisfy { $0 < 0x80 }
  }

  /// Whether it is the name itself.
  package func isName(_ other: [UInt8]) -> Bool { other == name }

  /// Whether another name is taken for this one.
  package func contains(_ other: [UInt8]) -> Bool {
    if other == name || other.isEmpty { return false }
    let windows = Self.asWindowsCuts(other)
    // Most names are plain, and most are other ones.
    if isASCII, other.allSatisfy({ $0 < 0x80 }) {
      return Self.equalWithoutCase(other, name) || Self.equalWithoutCase(windows, name)
        || short?.matches(windows) == true
    }
    return folded.equals(Folded(other)) || folded.equals(Folded(windows)) || short?.matches(windows) == true
  }

  private static func equalWithoutCase(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
    return zip(one, other).allSatisfy { lowercased($0) == lowercased($1) }
  }

  /// A name without a stream of its file behind a colon, and without dots and spaces at its end.
  private static func asWindowsCuts(_ name: [UInt8]) -> [UInt8] {
    var name = name.prefix { $0 != UInt8(ascii: ":") }
    while let last = name.last, last == UInt8(ascii: ".") || last == UInt8(ascii: " ") { name.removeLast() }
    return Array(name)
  }
}

/// A name without what file systems do not tell apart; Swift compares strings by canonical equivalence.
private struct Folded {
  private let lower: String
  private let upper: String

  init(_ name: [UInt8]) {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: String(decoding: name, as: UTF8.self).unicodeScalars.filter { !Self.isIgnored($0) })
    let text = String(scalars)
    lower = text.lowercased()
    upper = text.uppercased()
  }

  func equals(_ other: Folded) -> Bool { lower == other.lower || upper == other.upper }

  /// The characters that HFS+ ignores (git, `next_hfs_char`).
  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }
}

/// The names of eight letters and three that NTFS makes for a longer one.
private struct ShortName {
  /// `CONTRA`, as in `CONTRA~1`.
  private let front: String
  /// `CO` and the digits of a sum, as in `CO1A2B~1`, once four others have the same front.
  private let summed: String
  /// With its dot.
  private let ending: String

  /// `nil` for a name that is short itself, and for one beyond ASCII, whose short name depends on the code page.
  init?(of name: [UInt8]) {
    guard name.allSatisfy({ $0 < 0x80 }) else { return nil }
    let text = String(decoding: name, as: UTF8.self)
    let plain = text.drop { $0 == "." || $0 == " " }
    let dot = plain.lastIndex(of: ".")
    let base = Self.letters(plain[..<(dot ?? plain.endIndex)])
    let ending = dot.map { Self.letters(plain[plain.index(after: $0)...]) } ?? ""
    let whole = ending.isEmpty ? base : "\(base).\(ending)"
    guard base.count > 8 || ending.count > 3 || whole != text.uppercased() else { return nil }
    front = String(base.prefix(6))
    summed = String(base.prefix(2)) + Self.sum(of: name)
    self.ending = ending.isEmpty ? "" : "." + ending.prefix(3)
  }

  func matches(_ other: [UInt8]) -> Bool {
    guard other.contains(UInt8(ascii: "~")) else { return false }
    var text = String(decoding: other, as: UTF8.self).uppercased()[...]
    guard text.hasSuffix(ending) else { return false }
    text = text.dropLast(ending.count)
    let parts = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].utf8.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else {
      return false
    }
    return parts[0] == front || parts[0] == summed
  }

  private static func letters(_ text: Substring) -> String {
    let kept = text.filter { $0 != "." && $0 != " " }
    return String(kept.map { "+,;=[]".contains($0) ? "_" : $0 }).uppercased()
  }

  /// The sum that Windows makes of a name, by which git knows `GI7EBA~1` for `.gitmodules`.
  private static func sum(of name: [UInt8]) -> String {
    var sum: UInt16 = 0
    for byte in name { sum = sum &* 0x25 &+ UInt16(byte) }
    let product = Int64(abs(Int64(Int32(truncatingIfNeeded: Int64(sum) * 314_159_269))))
    let rest = product - (product * 1_152_921_497 >> 60) * 1_000_000_007
    let digits = String(UInt16(truncatingIfNeeded: rest), radix: 16, uppercase: true)
    return String((String(repeating: "0", count: 4 - digits.count) + digits).reversed())
  }
}
