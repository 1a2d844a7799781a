import Documents
import TestSupport
import Testing

/// Hostile YAML: each is an error or a tree, never a crash or a long wait.
@Suite struct YAMLLimitTests {
  /// Of a processor, in a debug build; what is read takes a second, and what grows with the square takes an hour.
  private static let wait = Duration.seconds(60)

  private func error(_ text: String, limits: DocumentLimits = .standard) throws -> DocumentError {
    try #require(throws: DocumentError.self) { try Document.yaml(SourceText(text), limits: limits) }
  }

  @Test(arguments: ["[", "[\n", "{a: ", "{? ", "- ", "? ", "[a: ", "!!seq [", "&a [", "- ? "])
  func `a hundred thousand open levels are too deep`(level: String) throws {
    let time = try processorTime { () throws in
      let found = try error(String(repeating: level, count: 100_000))
      #expect(found.kind == .tooDeep || found.kind == .unsupported || found.kind == .syntax)
      if level == "[" || level == "- " { #expect(found.kind == .tooDeep) }
    }
    #expect(time < Self.wait)
  }

  @Test func `many levels are read where the limit allows`() throws {
    let depth = 5_000
    let text = String(repeating: "- ", count: depth) + "x"
    let time = try processorTime { () throws in
      let root = try Document.yaml(SourceText(text), limits: DocumentLimits(depth: depth)).root
      #expect(root.json() == String(repeating: "[", count: depth) + "\"x\"" + String(repeating: "]", count: depth))
    }
    #expect(time < Self.wait)
  }

  @Test func `a billion laughs end before they are expanded`() throws {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(try error(text).kind == .tooManyAliases)
  }

  @Test func `aliases count towards the depth`() throws {
    var text = "a0: &a0 []\n"
    for level in 1...600 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(try error(text, limits: DocumentLimits(aliasedNodes: 1_000_000)).kind == .tooDeep)
  }

  @Test func `aliases share a long text`() throws {
    let text = "- &long \(String(repeating: "x", count: 1_000_000))\n" + String(repeating: "- *long\n", count: 50_000)
    let root = try Document.yaml(SourceText(text)).root
    #expect(root.array?.count == 50_001)
    #expect(root.array?[50_000] == root.array?[0])
  }

  @Test func `an anchor within a replaced member cannot be used any more`() throws {
    #expect(try error("- {a: &x [1], a: 2}\n- *x").kind == .defective)
    let moved = try Document.yaml(SourceText("- {a: 0, b: &x [1], a: 2}\n- *x"))
    #expect(moved.root.json() == #"[{"b":[1],"a":2},[1]]"#)
    #expect(moved.defects.map(\.kind) == [.duplicateKey])
  }

  @Test(
    arguments: ["a: b\n", "- x\n", "k", "\"", "'", "#", "&", "*", "!", "%", "|\n", "\t", "\r", "? a\n: b\n"])
  func `a megabyte of the same is read or refused`(piece: String) {
    let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
    let time = processorTime {
      let outcome = Result { () throws(DocumentError) in try Document.yaml(SourceText(text)) }
      if case .failure(let error) = outcome { #expect(!error.message.isEmpty) }
    }
    #expect(time < Self.wait)
  }

  @Test(.timeLimit(.minutes(60)), arguments: ["%TAG !t@! tag:x,@:\n", "%YAML 1.2\n", "# x\n%X @\n\n", "...\n%X\n"])
  func `a few directives are read, and a great many are refused before they are compared`(directive: String) throws {
    let text = (0..<20_000).map { directive.replacing("@", with: "\($0)") }.joined() + "---\na: 1\n"
    let found = try error(text)
    #expect(found.message == "more than 100 directives stand before this document")
    #expect(found.position.line > 100)
  }

  @Test func `as many directives as a document needs are read, and what only looks like one is not counted`() throws {
    let tags = (0..<100).map { "%TAG !t\($0)! tag:yaml.org,2002:\n" }.joined()
    #expect(try Document.yaml(SourceText(tags + "---\n!t7!str 1\n")).root == "1")
    let lines = String(repeating: "%!PS\n", count: 200)
    let indented = String(repeating: " %!PS\n", count: 200)
    #expect(try Document.yaml(SourceText("--- |\n" + indented)).root.string == lines)
    let stream = try Document.yamlStream(SourceText(String(repeating: "%YAML 1.2\n--- 1\n...\n", count: 200)))
    #expect(stream.count == 200)
  }

  @Test(.timeLimit(.minutes(60))) func `a hundred replaced members do not look through all anchors`() throws {
    let item = { (number: Int) in "- &a\(number) {a: 1\(number % 3000 == 0 ? ", a: 2" : "")}\n" }
    let text = (0..<200_000).map(item).joined() + "- [*a0, *a1, *a199999]\n"
    let root = try Document.yaml(SourceText(text)).root
    #expect(root.array?[200_000]?.json() == #"[{"a":2},{"a":1},{"a":1}]"#)
  }

  @Test func `an anchor follows its value where members before it are replaced, also the inner and later ones`() throws
  {
    let text = "- {k: &o {i: &i [1], a: &x 0, a: 2}, z: 0, z: &z *x, k2: *i, z: 3}\n"
    #expect(throws: DocumentError.self) { try Document.yaml(SourceText(text)) }
    let moved = "- {d: 0, k: &o {i: &i [1], e: 0, e: &e 2, j: *i}, d: 1, l: *e}\n- [*o, *i, *e]\n"
    let root = try Document.yaml(SourceText(moved)).root
    #expect(root.array?[1]?.json() == #"[{"i":[1],"e":2,"j":[1]},[1],2]"#)
  }

  @Test func `cut off and altered texts never crash`() throws {
    let text = "a: &x [1, 'b', \"c\\n\"]\nd: !!map {? e : *x}\nf: |+\n  g\n\n? h\n: - i\n  - {j: k}\n"
    let bytes = Array(text.utf8)
    for length in bytes.indices {
      for byte in [0x09, 0x0A, 0x22, 0x26, 0x27, 0x2A, 0x2D, 0x3A, 0x3F, 0x5B, 0x5D, 0x7B, 0x7C, 0x7D, 0x80] as [UInt8]
      {
        var altered = bytes
        altered[length] = byte
        _ = Result { () throws(DocumentError) in try Document.yaml(SourceText(altered)) }
        _ = Result { () throws(DocumentError) in try Document.yaml(SourceText(Array(altered[...length]))) }
        _ = Result { () throws(DocumentError) in try Document.json(SourceText(altered)) }
      }
    }
  }
}
