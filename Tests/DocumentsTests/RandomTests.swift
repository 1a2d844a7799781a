import Documents
import TestSupport
import Testing

@Suite struct RandomTests {
  private static let seed = Soak.seed

  private static func node(_ random: inout SeededGenerator, depth: Int) -> Node {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &random))
    case 2: return .number(Number(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random)))
    case 3: return Number(shortest: Double(bitPattern: random.next())).map(Node.number) ?? .null
    case 4: return .string(text(&random))
    case 5, 6: return .array((0..<Int.random(in: 0..<6, using: &random)).map { _ in node(&random, depth: depth - 1) })
    default:
      let count = Int.random(in: 0..<(Bool.random(using: &random) ? 4 : 40), using: &random)
      return .object((0..<count).map { _ in (text(&random), node(&random, depth: depth - 1)) })
    }
  }

  private static func text(_ random: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<8, using: &random) {
      let limit = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF].randomElement(using: &random) ?? 0x7F
      if let scalar = Unicode.Scalar(UInt32.random(in: 0...UInt32(limit), using: &random)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  @Test func `random values survive JSON, pretty JSON and YAML`() throws {
    var random = SeededGenerator(seed: Self.seed)
    for round in 0..<Soak.count(300, full: 30_000) {
      let node = Self.node(&random, depth: 4)
      let comment = Comment("seed \(Self.seed), round \(round)")
      let compact = try Document.json(SourceText(node.jsonBytes()))
      #expect(compact.root == node, comment)
      #expect(compact.root.hashValue == node.hashValue, comment)
      #expect(compact.root.json() == node.json(), comment)
      #expect(try Document.json(SourceText(node.jsonBytes(pretty: true))).root == node, comment)
      let canonical = try node.canonicalJSON()
      #expect(try Document.json(SourceText(canonical)).root.canonicalJSON() == canonical, comment)
    }
  }

  @Test func `random ASCII values in JSON are the same in YAML`() throws {
    var random = SeededGenerator(seed: Self.seed)
    for round in 0..<Soak.count(300, full: 30_000) {
      let text = Self.node(&random, depth: 3).json()
      guard text.utf8.allSatisfy({ $0 < 0x7F }) else { continue }
      let json = try Document.json(SourceText(text)).root
      #expect(try Document.yaml(SourceText(text)).root == json, "seed \(Self.seed), round \(round)")
    }
  }

  @Test func `random bytes are read or refused`() {
    var random = SeededGenerator(seed: Self.seed)
    let alphabet = Array("[]{}\",:\\u0123e.-+ntrf \n\t'&*!|>#%@?ä😀~".utf8) + [0x80, 0xFF, 0x00]
    for _ in 0..<Soak.count(20_000, full: 2_000_000) {
      let bytes = (0..<Int.random(in: 0..<24, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      for isJSON in [true, false] {
        let source = SourceText(bytes)
        let outcome = Result { () throws(DocumentError) in
          try isJSON ? Document.json(source) : Document.yaml(source)
        }
        guard case .failure(let error) = outcome else { continue }
        #expect(Int(error.range.end) <= bytes.count, "seed \(Self.seed): \(bytes)")
        #expect(!error.message.isEmpty)
      }
    }
  }
}
