import Changes
import Git
import Testing

@Suite struct PushedRefTests {
  static let one = String(repeating: "1", count: 40)
  static let two = String(repeating: "2", count: 40)
  static let nothing = String(repeating: "0", count: 40)

  @Test func `a line has what is pushed and what is there`() throws {
    let refs = try PushedRef.lines(Array("refs/heads/a \(Self.one) refs/heads/b \(Self.two)\n".utf8))
    #expect(refs.map(\.local) == ["refs/heads/a"])
    #expect(refs.map(\.localID) == [ObjectID(Self.one)])
    #expect(refs.map(\.remote) == ["refs/heads/b"])
    #expect(refs.map(\.remoteID) == [ObjectID(Self.two)])
  }

  @Test func `the null id is nothing, on either side`() throws {
    let text = "(delete) \(Self.nothing) refs/heads/a \(Self.one)\nHEAD \(Self.one) refs/heads/b \(Self.nothing)"
    let refs = try PushedRef.lines(Array(text.utf8))
    #expect(refs.map(\.localID) == [nil, ObjectID(Self.one)])
    #expect(refs.map(\.remoteID) == [ObjectID(Self.one), nil])
  }

  @Test(arguments: ["HEAD~2", "HEAD@{2 days ago}", ":/Fix the door", "refs/heads/été"])
  func `what is pushed may be any revision, with spaces in it`(revision: String) throws {
    let refs = try PushedRef.lines(Array("\(revision) \(Self.one) refs/heads/b \(Self.two)\n".utf8))
    #expect(refs.map(\.local) == [revision])
  }

  @Test(arguments: ["", "\n", "\n\n"]) func `no lines are no references`(input: String) throws {
    #expect(try PushedRef.lines(Array(input.utf8)) == [])
  }

  @Test(arguments: [
    ("x", "1 words"), ("a b c", "3 words"), (" 1 refs/heads/b 2", "words"), ("a \(one) b \(two)", "full name"),
    ("a \(one) refs/heads/b \(two) ", "full name"), ("a \(one)0 refs/heads/b \(two)", "hexadecimal"),
    ("a \(one) refs/heads/b \(two)\r", "hexadecimal"), ("a zz refs/heads/b \(two)", "zz is not 40"),
    ("a \(one)\trefs/heads/b\t\(two)", "2 words"),
  ])
  func `a line that git never writes is told with its number`(line: String, reason: String) throws {
    let good = "refs/heads/a \(Self.one) refs/heads/b \(Self.two)\n"
    let error = try #require(throws: MalformedPushLine.self) { try PushedRef.lines(Array((good + line).utf8)) }
    #expect(error.number == 2)
    #expect(error.reason.contains(reason), "\(error.reason)")
  }

  @Test func `bytes that are no text are a malformed line`() {
    #expect(throws: MalformedPushLine.self) { try PushedRef.lines([0xFF, 0x00, 0x20, 0x20, 0x20]) }
  }
}
