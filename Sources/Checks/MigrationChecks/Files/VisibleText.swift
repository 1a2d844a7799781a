/// Markdown as its readers see it, without comments of HTML.
struct VisibleText {
  let lines: [String]

  init(_ markdown: String) {
    var isComment = false
    var lines: [String] = []
    for line in markdown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      lines.append(Self.visible(line, &isComment))
    }
    self.lines = lines
  }

  /// The numbers of fourteen digits, each with nothing of a longer number around it.
  var versions: Set<String> { Set(words.filter { $0.utf8.count == 14 && $0.allSatisfy(\.isNumber) }) }

  /// Whether a name stands in the text by itself, not as a part of a longer word.
  func names(_ name: String) -> Bool {
    if name.utf8.count == 14, name.allSatisfy(\.isNumber) { return versions.contains(name) }
    return words.contains(name)
  }

  private var words: [String] {
    lines.flatMap { line in
      let parts = line.split { !$0.isLetter && !$0.isNumber && !"-._".contains($0) }.map(String.init)
      let digits = line.split { !$0.isASCII || !$0.isNumber }.map(String.init)
      return parts + digits
    }
  }

  /// A line without what is within `<!-- -->`.
  private static func visible(_ line: Substring, _ isComment: inout Bool) -> String {
    var rest = line
    var text = ""
    while !rest.isEmpty {
      guard let found = rest.firstRange(of: isComment ? "-->" : "<!--") else { break }
      if !isComment { text += rest[..<found.lowerBound] }
      isComment.toggle()
      rest = rest[found.upperBound...]
    }
    return isComment ? text : text + rest
  }
}
