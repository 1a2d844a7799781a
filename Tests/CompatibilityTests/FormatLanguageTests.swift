import JSONSchema
import RegularExpressions
import TestSupport
import Testing

@testable import Compatibility

/// The expressions that stand for formats, held against the validator.
@Suite struct FormatLanguageTests {
  static let formats = [
    "date", "date-time", "duration", "email", "hostname", "idn-email", "ipv4", "ipv6", "iri", "iri-reference",
    "json-pointer", "relative-json-pointer", "time", "uri", "uri-reference", "uuid",
  ]

  /// Texts that are of some format, or nearly.
  private static let seeds =
    FormatExamples.texts + [
      "1900-02-29", "2000-02-29", "2023-02-29", "2024-04-31", "0000-12-31", "23:59:60Z", "15:59:60-08:00", "12:30:60Z",
      "P1Y2M3DT4H5M6S", "P1Y3D", "P", "PT", "P1DT", "\"a b\"@example.org", "a@[192.0.2.1]", "a@[IPv6:::1]", "a..b@c.de",
      "xn--mnchen-3ya.de", "ab--cd.de", "-a.de", "a-.de", "255.255.255.255", "256.1.1.1", "01.2.3.4", "::", "::1",
      "1::",
      "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:192.0.2.1", "1::2::3", "1:2:3:4:5:6:192.0.2.1",
      "1:2:3:4:5:6:7:192.0.2.1", "12345::", "http://[::1]:80/", "http://[v1.a]/", "http://a b/", "//host/path", "a:b",
      "./a:b", "?q", "#f", "http://exämple.de/ü", "%41", "%4", "/a~0b", "/a~2", "0#", "01", "10/a", "a@b@c",
    ]

  @Test(arguments: formats)
  func `a format lies between the expressions that stand for it`(format: String) throws {
    let language = try #require(FormatLanguage.of(format))
    let containing = try RegularExpression(language.containing.string)
    let contained = try language.contained.map { try RegularExpression($0.string) }
    var random = SeededGenerator(seed: 20_260_131)
    var (inside, outside) = (0, 0)
    for round in 0..<4_000 {
      let text = round < Self.seeds.count ? Self.seeds[round] : Self.text(&random)
      let isOfFormat = FormatText.accepts(text, format: format) == true
      if isOfFormat { inside += 1 } else { outside += 1 }
      if isOfFormat {
        #expect(try containing.matches(text.utf8.span, effort: .large), "\(text) is a \(format)")
        #expect(Text(text).count <= language.longest)
      }
      if try contained?.matches(text.utf8.span, effort: .large) ?? false {
        #expect(isOfFormat, "\(text) is no \(format)")
      }
    }
    #expect(inside >= 3 && outside > 100, "\(inside) texts are a \(format), \(outside) are not")
  }

  @Test(arguments: formats)
  func `an automaton is built of each expression`(format: String) throws {
    let language = try #require(FormatLanguage.of(format))
    var library = PatternLibrary()
    #expect(library.automaton(language.containing) != nil)
    if let contained = language.contained { #expect(library.automaton(contained) != nil) }
  }

  @Test func `a format within another is so for every text`() {
    var random = SeededGenerator(seed: 7)
    let texts = Self.seeds + (0..<4_000).map { _ in Self.text(&random) }
    for format in Self.formats {
      for other in Self.formats where FormatLanguage.isKnown(format, within: other) {
        for text in texts where FormatText.accepts(text, format: format) == true {
          #expect(FormatText.accepts(text, format: other) == true, "\(text) is a \(format) and no \(other)")
        }
      }
    }
  }

  /// A seed with a few characters replaced, removed or added.
  private static func text(_ random: inout SeededGenerator) -> String {
    var characters = Array(seeds.randomElement(using: &random) ?? "")
    let others = Array("0159aAfFzZtTPYMWDHS-:.+/#?@[]%~\"\\ éxn{}^|<>_!$&'()*,;=\n\0")
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      let place = Int.random(in: 0...characters.count, using: &random)
      let character = others.randomElement(using: &random) ?? "0"
      switch Int.random(in: 0..<3, using: &random) {
      case 0: characters.insert(character, at: place)
      case 1 where place < characters.count: characters.remove(at: place)
      default: if place < characters.count { characters[place] = character }
      }
    }
    return String(characters)
  }
}
