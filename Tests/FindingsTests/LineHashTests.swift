import Documents
import Findings
import SystemPackage
import TestSupport
import Testing

@Suite struct LineHashTests {
  /// The hashes of all lines of a text, as a log has them for a finding in each.
  private func hashes(_ text: String) throws -> [String] {
    let source = SourceText(text)
    let places = (1...source.lineCount).compactMap { source.range(ofLine: $0) }
      .map { Place(SourceRange(Int($0.start), Int($0.start)), of: source, path: "a") }
    let log = try Document.json(
      SourceText(SARIFReportWriter().bytes(for: [report(places.map { finding(at: $0) })]))
    ).root
    return log["runs"]?.array?.first?["results"]?.array?.compactMap {
      $0["partialFingerprints"]?["primaryLocationLineHash"]?.string
    } ?? []
  }

  /// The definition, word by word: slow, and plain to see.
  private func expected(_ text: String) -> [String] {
    var units: [UInt64] = []
    var starts = [0]
    var last: UInt16 = 0
    for unit in text.utf16 {
      defer { last = unit }
      if unit == 0x20 || unit == 0x09 || (unit == 0x0A && last == 0x0D) { continue }
      units.append(unit == 0x0D ? 0x0A : UInt64(unit))
      if units.last == 0x0A { starts.append(units.count) }
    }
    units += [0xFFFF] + Array(repeating: 0, count: 100)
    var seen: [String: Int] = [:]
    return starts.map { start in
      let hash = String(units[start..<start + 100].reduce(0) { $0 &* 37 &+ $1 }, radix: 16)
      seen[hash, default: 0] += 1
      return "\(hash):\(seen[hash, default: 0])"
    }
  }

  @Test func `an empty file has the hash of its end`() throws {
    #expect(try hashes("") == ["c129715d7a2bc9a3:1"])
  }

  @Test func `white space, line breaks, repeated lines and characters of two units are hashed as they are defined`()
    throws
  {
    var random = SeededGenerator(seed: Soak.seed)
    let pieces = ["a", "b", " ", "\t", "\n", "\r", "\r\n", "👍", "é", "long enough to fill a window twice", "\u{FFFF}"]
    for _ in 0..<Soak.count(100, full: 10_000) {
      let text = (0..<Int.random(in: 0..<80, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      #expect(try hashes(text) == expected(text), "seed \(Soak.seed)")
    }
  }

  @Test func `bytes that are not UTF-8 are hashed as U+FFFD`() throws {
    let source = SourceText([0x61, 0xFF, 0x0A])
    let log = SARIFReportWriter().bytes(
      for: [report([finding(at: Place(SourceRange(0, 1), of: source, path: "a"))])])
    let hash = try #require(expected("a\u{FFFD}\n").first)
    #expect(String(decoding: log, as: UTF8.self).contains("\"primaryLocationLineHash\": \"\(hash)\""))
  }

  private static let vectors = Project.corpora.appending("sarif/fingerprint-vectors.json")

  @Test(.enabled(if: Project.exists(vectors), "the vectors are not beside this checkout"))
  func `the hashes are those that GitHub computes`() throws {
    let file = try Document.json(SourceText(try #require(Project.text(of: Self.vectors))))
    let vectors = try #require(file.root["vectors"]?.array)
    #expect(vectors.count == 6)
    for vector in vectors {
      let input = try #require(vector["input"]?.string)
      #expect(try hashes(input) == vector["hashes"]?.array?.compactMap(\.string), "\(input)")
    }
  }
}
