internal import Documents

/// Texts and columns of linters, as this program has them.
enum LinterWords {
  /// A message on one line, without the full stop at its end; a very long one is cut.
  static func message(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let scalars = words.unicodeScalars
    var message = scalars.count > limit ? String(String.UnicodeScalarView(scalars.prefix(limit))) + " …" : words
    if message.hasSuffix("."), !message.hasSuffix("..") { message.removeLast() }
    return message.isEmpty ? "the linter says nothing about it" : message
  }

  /// The longest message, in Unicode scalars.
  private static let limit = 1000

  /// The column in Unicode scalars of one that counts UTF-16 units, as JavaScript does; both from 1.
  static func column(ofUTF16 column: Int, line: Int, in source: SourceText) -> Int {
    guard let text = source.shortLine(line) else { return column }
    var units = 1
    var scalars = 1
    for scalar in text.unicodeScalars {
      guard units < column else { return scalars }
      units += UTF16.width(scalar)
      scalars += 1
    }
    return scalars + max(0, column - units)
  }
}
