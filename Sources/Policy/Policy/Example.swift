/// A small change that shows a rule at work: documentation and test in one.
///
/// The text is the judged side. A text of several files has a header line before each, as Go's `txtar` has:
///
/// ```
/// -- platform/contracts/a.json --         a file of the judged side
/// -- base: platform/contracts/a.json --   the same file as it was
/// -- both: platform/contracts/e.json --   a file that the change leaves alone
/// -- platform/contracts/b.json -> a.json --  a symbolic link
/// -- platform/contracts/c.json (bytes) --    `\x` and two digits stand for a byte
/// -- platform/contracts/d (submodule) --     a submodule
/// -- report: lint.json --                     what a tool wrote earlier; `{{blob PATH}}` stands for the id of a file
/// -- given: now --                           no file: the instant to judge as of
/// -- given: artifact plan.json --            a file that the evidence names
/// ```
///
/// The mark 👉 stands before the character at which a finding is due, and is not part of the file.
package struct Example: Sendable {
  package let text: String

  /// Where the example is written, for the test that reports on it.
  package let fileID: String
  package let line: Int

  package init(_ text: String, fileID: String = #fileID, line: Int = #line) {
    self.text = text
    self.fileID = fileID
    self.line = line
  }

  /// Stands before the character at which a finding is due.
  package static let mark = "👉"

  /// Whether a line begins a file: a comment of SQL begins like one, and does not end like one.
  package static func isHeader(_ line: some StringProtocol) -> Bool {
    line.utf8.count > 6 && line.hasPrefix("-- ") && line.hasSuffix(" --")
  }

  /// Whether the text names its files itself.
  package var namesFiles: Bool {
    text.split(separator: "\n", maxSplits: 1).first.map(Self.isHeader) ?? false
  }

  /// The text without its marks, as documentation shows it.
  package var unmarked: String {
    Self.parts(of: text).joined()
  }

  /// What stands between the marks of a text.
  ///
  /// It is split by scalars: as a character, a mark would be one with an accent or a joiner behind it.
  fileprivate static func parts(of text: String) -> [String] {
    text.unicodeScalars.split(separator: Array(mark.unicodeScalars), omittingEmptySubsequences: false)
      .map { String(String.UnicodeScalarView($0)) }
  }
}

extension Example {
  /// One file of an example.
  package struct File: Sendable, Equatable {
    package enum Side: Sendable {
      case base
      case judged
      /// A file of the base and of the judged side.
      case both
      /// No file of the repository, but a report that a tool wrote.
      case report
      /// No file, but what the change is judged with; the path says what.
      case given
    }

    package enum Content: Sendable, Equatable {
      case bytes([UInt8])
      case link(to: String)
      case submodule
    }

    package let side: Side
    package let path: String
    package let content: Content

    /// The offsets of the bytes at which findings are due.
    package let marks: [Int]
  }

  /// The files of the example; a text without headers is one file with the given path.
  package func files(path defaultPath: String) -> [File] {
    var files: [File] = []
    var header: Header?
    var body: [Substring] = []
    func finish(isLast: Bool) {
      guard header != nil || !body.isEmpty else { return }
      // Between headers a file is whole lines, and so is the last one whether or not the text ends with a line break.
      if !isLast || header != nil && body.last?.isEmpty == false { body.append("") }
      let text = body.joined(separator: "\n")
      files.append((header ?? Header(path: defaultPath)).file(text))
      body = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let next = Header(line: line) {
        finish(isLast: false)
        header = next
      } else {
        body.append(line)
      }
    }
    finish(isLast: true)
    return files
  }
}

/// The line before a file of an example.
private struct Header {
  var side = Example.File.Side.judged
  var path: String
  var target: String?
  var hasEscapes = false
  var isSubmodule = false

  init(path: String) {
    self.path = path
  }

  init?(line: Substring) {
    guard Example.isHeader(line) else { return nil }
    var rest = line.dropFirst(3).dropLast(3)
    if rest.hasPrefix("base: ") {
      side = .base
      rest = rest.dropFirst(6)
    } else if rest.hasPrefix("both: ") {
      side = .both
      rest = rest.dropFirst(6)
    } else if rest.hasPrefix("given: ") {
      side = .given
      rest = rest.dropFirst(7)
    } else if rest.hasPrefix("report: ") {
      side = .report
      rest = rest.dropFirst(8)
    }
    if rest.hasSuffix(" (bytes)") {
      hasEscapes = true
      rest = rest.dropLast(8)
    }
    if rest.hasSuffix(" (submodule)") {
      isSubmodule = true
      rest = rest.dropLast(12)
    }
    if let arrow = rest.firstRange(of: " -> ") {
      target = String(rest[arrow.upperBound...])
      rest = rest[..<arrow.lowerBound]
    }
    path = String(rest)
  }

  func file(_ text: String) -> Example.File {
    if let target { return Example.File(side: side, path: path, content: .link(to: target), marks: []) }
    if isSubmodule { return Example.File(side: side, path: path, content: .submodule, marks: []) }
    var bytes: [UInt8] = []
    var marks: [Int] = []
    for part in Example.parts(of: text) {
      bytes += hasEscapes ? unescaped(Array(part.utf8)) : Array(part.utf8)
      marks.append(bytes.count)
    }
    return Example.File(side: side, path: path, content: .bytes(bytes), marks: marks.dropLast())
  }

  private func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"),
        let value = Self.value(ofDigits: rest.dropFirst().prefix(2))
      {
        result.append(value)
        rest = rest.dropFirst(3)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func value(ofDigits digits: ArraySlice<UInt8>) -> UInt8? {
    // The initializer would take a sign.
    guard digits.count == 2, !digits.contains(UInt8(ascii: "+")) else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
