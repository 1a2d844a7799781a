import Documents
import Testing

/// The corner cases of RFC 8259's grammar.
@Suite struct JSONGrammarTests {
  static let valid = [
    "null", "true", "false", "0", "-0", "0.0", "1e1", "1E+1", "1e-1", "-1.5e+300", "123456789012345678901234567890",
    "\"\"", "\"a\"", "[]", "{}", " [ ] ", "\t{\r\n}\n", "[1]", "[1,2]", "[[],{}]", "{\"\":0}", "{\"a\":{\"b\":[null]}}",
    "\"\\u0041\\n\\\"\\\\\\/\\b\\f\\r\\t\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\u{7F}\u{2028}é😀\"", "[1\n,\n2]",
    "\u{FEFF}{}", "1e00000000000000000000000000000000001", "[0e0]", "\"\\uFFFF\"", "{\"a\" : 1 , \"b\" : 2}",
  ]

  @Test(arguments: valid)
  func `a text of the grammar is parsed without defects`(text: String) throws {
    let document = try Document.json(SourceText(text))
    try document.requireNoDefects()
    let again = try Document.json(SourceText(document.root.json()))
    #expect(again.root == document.root)
    let pretty = try Document.json(SourceText(document.root.json(pretty: true)))
    #expect(pretty.root == document.root)
  }

  static let invalid: [(text: String, offset: Int, message: String)] = [
    ("", 0, "expected a JSON value, found the end of the text"),
    (" \n", 2, "expected a JSON value, found the end of the text"),
    ("[1,]", 2, "trailing comma before ']'"),
    ("{\"a\":1 ,\n}", 7, "trailing comma before '}'"),
    ("[,1]", 1, "expected a value, found ','"),
    ("[1 2]", 3, "expected ',' or ']' after this element, found '2'"),
    ("[1", 2, "expected ',' or ']' after this element, found the end of the text"),
    ("[1}", 2, "expected ',' or ']' after this element, found '}'"),
    ("{\"a\":1 \"b\":2}", 7, "expected ',' or '}' after this member, found '\"'"),
    ("{\"a\" 1}", 5, "expected ':' after this key, found '1'"),
    ("{a:1}", 1, "expected a key in double quotes, found 'a'"),
    ("{\"a\":}", 5, "expected a value, found '}'"),
    ("{1:1}", 1, "expected a key in double quotes, found '1'"),
    ("['a']", 1, "a JSON string is in double quotes, found a single quote"),
    ("[1] // end", 4, "JSON has no comments"),
    ("[1, /* two */ 2]", 4, "JSON has no comments"),
    ("# yaml\n1", 0, "JSON has no comments"),
    ("[NaN]", 1, "JSON has neither NaN nor Infinity"),
    ("-Infinity", 0, "JSON has neither NaN nor Infinity"),
    ("True", 0, "expected true in lower case"),
    ("[None]", 1, "JSON's word for nothing is null"),
    ("nul", 0, "expected a JSON value, found \"nul\""),
    ("nullx", 0, "expected a JSON value, found \"nullx\""),
    ("[1] [2]", 4, "expected the end of the text after the value, found '['"),
    ("1,", 1, "expected the end of the text after the value, found ','"),
    ("\"abc", 0, "this string is not closed"),
    ("[\"abc\n\"]", 1, "this string is not closed at the end of its line"),
    ("\"a\tb\"", 2, "a tab inside a string is written \\t"),
    ("\"a\u{1}b\"", 2, "the control character U+0001 inside a string is written \\u0001"),
    ("\"\\x41\"", 1, "expected one of \" \\ / b f n r t u after the backslash, found \"x41\""),
    ("\"\\u12g4\"", 1, "expected four hexadecimal digits after \\u, found \"g4\""),
    ("\"\\", 0, "this string is not closed"),
    ("01", 0, "a number has no leading zeros in JSON"),
    ("-012", 0, "a number has no leading zeros in JSON"),
    ("+1", 0, "a number starts with '-' or a digit in JSON, found '+'"),
    (".5", 0, "a number starts with '-' or a digit in JSON, found '.'"),
    ("1.", 0, "expected a digit after the decimal point, found the end of the text"),
    ("[1.e1]", 1, "expected a digit after the decimal point, found \"e1\""),
    ("1e", 0, "expected a digit after the exponent's 'e', found the end of the text"),
    ("1e+", 0, "expected a digit after the exponent's 'e', found the end of the text"),
    ("-", 0, "expected a digit after '-', found the end of the text"),
    ("[-a]", 1, "expected a digit after '-', found 'a'"),
    ("0x1F", 1, "expected the end of the text after the value, found \"x1F\""),
    ("[\u{A0}1]", 1, "expected a value, found U+00A0"),
    ("[1\u{C}]", 2, "expected ',' or ']' after this element, found U+000C"),
    ("[\u{FEFF}]", 1, "expected a value, found U+FEFF"),
    ("1e999999999999999999", 0, "the exponent of this number has more than 17 digits"),
  ]

  @Test(arguments: invalid)
  func `a text outside of the grammar is refused at its place in words`(
    text: String, offset: Int, message: String
  ) throws {
    let error = try #require(throws: DocumentError.self) { try Document.json(SourceText(text)) }
    #expect(error.message == message)
    #expect(error.range.start == UInt32(offset))
  }

  @Test func `an open array is named where the text ends`() throws {
    let error = try #require(throws: DocumentError.self) { try Document.json(SourceText("{\n  \"a\": [1\n")) }
    #expect(error.help == "the array that opens at 2:8 is not closed")
    #expect(error.position == SourcePosition(line: 3, column: 1))
  }

  @Test(
    arguments: [
      ([0x22, 0xFF, 0x22], 1), ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0xE9], 0),
      ([0xFE, 0xFF, 0x00, 0x31], 0), ([0x22, 0x41, 0xF4, 0x90, 0x80, 0x80], 2), ([0x31, 0xE2, 0x82], 1),
    ] as [([UInt8], Int)])
  func `bytes that are not UTF-8 are an encoding error at the first`(bytes: [UInt8], offset: Int) throws {
    let source = SourceText(bytes)
    #expect(source.firstInvalidUTF8 == offset)
    let error = try #require(throws: DocumentError.self) { try Document.json(source) }
    #expect(error.kind == .encoding)
    #expect(error.range.start == UInt32(offset))
  }
}
