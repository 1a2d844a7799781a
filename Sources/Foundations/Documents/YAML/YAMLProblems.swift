/// What a person is told about the faults that libyaml finds.
extension SourceText {
  var outOfMemory: DocumentError {
    DocumentError(.tooLong, "there is not enough memory to read this file", at: SourceRange(0, 0), in: self)
  }

  /// A character that no YAML text may have (YAML 1.2.2 §5.1).
  func unreadable(at offset: Int) -> DocumentError {
    DocumentError(
      .encoding, "found \(found(at: offset)), a character that may not stand in YAML", at: foundRange(at: offset),
      in: self, help: "remove it, or write it as an escape in double quotes")
  }

  /// Puts a problem of libyaml in words.
  func yamlProblem(_ problem: String, at offset: Int, context: String, from start: Int) -> DocumentError {
    let offset = placeOfFault(problem, at: offset)
    let known = Self.knownProblems[problem] ?? (message: problem, expected: nil, help: nil)
    var message = known.message
    var expected = known.expected
    var help = known.help
    if offset < bytes.count, bytes[offset] == Byte.tab {
      message = "found a tab where YAML expects spaces"
      expected = "spaces"
      help = "indent with spaces"
    } else if problem.hasPrefix("did not find expected") || problem == "found character that cannot start any token" {
      message += ", found \(found(at: offset))"
    }
    if help == nil, let opened = Self.contexts[context], start < offset {
      help = "\(opened) that begins at \(position(at: start)) goes on here"
    }
    return DocumentError(
      .syntax, message, at: foundRange(at: offset), in: self, expected: expected, help: help)
  }

  /// Moves a fault that libyaml reports before white space with a tab to that tab.
  private func placeOfFault(_ problem: String, at offset: Int) -> Int {
    guard problem.contains("token") || problem.contains("tab") else { return offset }
    var place = offset
    while place < bytes.count, bytes[place] == Byte.space { place += 1 }
    return place < bytes.count && bytes[place] == Byte.tab ? place : offset
  }

  private static let contexts = [
    "while parsing a block mapping": "the mapping",
    "while parsing a block collection": "the sequence",
    "while parsing a flow mapping": "the mapping in braces",
    "while parsing a flow sequence": "the sequence in brackets",
    "while scanning a quoted scalar": "the quoted text",
    "while scanning a simple key": "the key",
    "while scanning a block scalar": "the block text",
  ]

  private static let knownProblems: [String: (message: String, expected: String?, help: String?)] = [
    "mapping values are not allowed in this context": (
      "a ':' cannot stand here", nil, "put the text in quotes if the ':' belongs to it, or check the indentation"
    ),
    "mapping keys are not allowed in this context": ("a key cannot begin here", nil, "check the indentation"),
    "block sequence entries are not allowed in this context": (
      "a '-' entry cannot begin here", nil, "begin the sequence on a line of its own, and check the indentation"
    ),
    "could not find expected ':'": ("expected ':' after this key", "':'", "write a key as 'key: value'"),
    "did not find expected key": ("expected a key", "a key", nil),
    "did not find expected '-' indicator": ("expected a '-' entry", "'-'", nil),
    "did not find expected ',' or ']'": ("expected ',' or ']'", "',' or ']'", nil),
    "did not find expected ',' or '}'": ("expected ',' or '}'", "',' or '}'", nil),
    "did not find expected node content": ("expected a value", "a value", nil),
    "did not find expected <document start>": (
      "expected the end of the document or '---'", "'---'", "a document has one root; check the indentation"
    ),
    "found character that cannot start any token": (
      "no value can begin like this", nil, "put the text in quotes"
    ),
    "found unexpected end of stream": ("the quoted text is not closed", "a closing quote", nil),
    "found unexpected document indicator": (
      "the quoted text is not closed before this document marker", "a closing quote", nil
    ),
    "found unknown escape character": (
      "YAML has no such escape", nil, "write '\\\\' for a backslash, or use single quotes"
    ),
    "did not find expected hexdecimal number": ("expected hexadecimal digits", "hexadecimal digits", nil),
    "found undefined tag handle": ("this tag's handle is not declared", nil, "remove the tag"),
    "found incompatible YAML document": ("only YAML 1.1 and 1.2 are read", "%YAML 1.2", "remove the directive"),
    "exceeded maximum depth": ("this is nested too deeply", nil, "flatten the document"),
  ]
}
