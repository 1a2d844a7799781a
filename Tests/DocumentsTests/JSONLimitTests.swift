import Documents
import Testing

/// Hostile JSON: each is an error or a tree, never a crash or a long wait.
@Suite struct JSONLimitTests {
  @Test func `512 levels are read and 513 are too deep`() throws {
    let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try Document.json(SourceText(deepest)).root.kind == .array)
    let error = try #require(throws: DocumentError.self) { try Document.json(SourceText("[\(deepest)]")) }
    #expect(error.kind == .tooDeep)
    #expect(error.range.start == 512)
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func `a hundred thousand levels are parsed, compared, hashed, written and released when the limit allows`(
    level: String
  ) throws {
    let depth = 100_000
    let close = String(level.filter { "[{".contains($0) }.reversed().map { $0 == "[" ? "]" : "}" })
    let text = String(repeating: level, count: depth) + "1" + String(repeating: close, count: depth)
    let limits = DocumentLimits(depth: 2 * depth)
    let one = try Document.json(SourceText(text), limits: limits).root
    let other = try Document.json(SourceText(text), limits: limits).root
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one.json() == text)
    #expect(try String(decoding: one.canonicalJSON(), as: UTF8.self) == text)
  }

  @Test func `unclosed brackets are too deep before memory is spent`() throws {
    let error = try #require(throws: DocumentError.self) {
      try Document.json(SourceText(String(repeating: "[", count: 10_000_000)))
    }
    #expect(error.kind == .tooDeep)
  }

  @Test func `a file over the limit of bytes or nodes is refused`() throws {
    let long = try #require(throws: DocumentError.self) {
      try Document.json(SourceText("[1,2,3]"), limits: DocumentLimits(bytes: 6))
    }
    #expect(long.kind == .tooLong)
    let large = try #require(throws: DocumentError.self) {
      try Document.json(SourceText("[1,2,3]"), limits: DocumentLimits(nodes: 3))
    }
    #expect(large.kind == .tooManyNodes)
  }

  @Test func `a number of a million digits is exact and quick`() throws {
    let digits = String(repeating: "1234567890", count: 100_000)
    let document = try Document.json(SourceText("[\(digits), \(digits).0, \(digits.dropLast())1]"))
    let numbers = try #require(document.root.array).compactMap(\.number)
    #expect(numbers[0] == numbers[1])
    #expect(numbers[0] < numbers[2])
    #expect(numbers[0].isInteger)
    #expect(numbers[0].description == digits)
    #expect(numbers[0].double == nil)
  }

  @Test func `a hundred thousand keys are found, and so are their duplicates`() throws {
    let members = (0..<100_000).map { "\"key\($0)\":\($0)" }
    let document = try Document.json(SourceText("{\(members.joined(separator: ",")),\"key7\":-7}"))
    let object = try #require(document.root.object)
    #expect(object.count == 100_000)
    #expect(object["key99999"]?.number == 99_999)
    #expect(object["key7"]?.number == -7)
    #expect(object["key100000"] == nil)
    #expect(document.defects.map(\.kind) == [.duplicateKey])
  }

  @Test func `more duplicates than the limit are an error`() throws {
    let members = (0..<1_000).map { _ in "\"a\":1" }
    let error = try #require(throws: DocumentError.self) {
      try Document.json(SourceText("{\(members.joined(separator: ","))}"))
    }
    #expect(error.kind == .defective)
  }

  @Test func `fifty megabytes are parsed`() throws {
    let record = #"{"id":123456,"name":"Königsallee 1","tags":["a","b","c"],"price":12.50,"ok":true},"#
    let count = 50_000_000 / record.utf8.count
    let bytes = Array("[\(String(repeating: record, count: count))null]".utf8)
    let root = try Document.json(SourceText(bytes)).root
    #expect(root.array?.count == count + 1)
  }
}
