package import Documents

/// A place in a file of the repository, with the text that stands there.
///
/// The text travels with the place, so that whoever draws a code frame or computes a fingerprint needs no file.
package struct Place: Sendable, Hashable {
  /// The file as it is shown: from the root of the repository, escaped as git does where it is no plain text.
  package var path: String

  /// Where in the file; `nil` means the file as a whole.
  package var span: Span?

  /// What is the matter here, in a few words below the marked text.
  package var message: String?

  package init(path: String, span: Span? = nil, message: String? = nil) {
    self.path = path
    self.span = span
    self.message = message
  }

  /// The place of a byte range of a file.
  package init(_ range: SourceRange, of source: SourceText, path: String, message: String? = nil) {
    self.init(path: path, span: Span(range, of: source), message: message)
  }

  package func saying(_ message: String) -> Place {
    Place(path: path, span: span, message: message)
  }
}

extension Place {
  /// From one position up to, and without, another; lines and columns count from 1, columns in Unicode scalars.
  package struct Span: Sendable, Hashable {
    package let start: SourcePosition
    package let end: SourcePosition
    package let excerpt: Excerpt

    /// The file, for those who need more of it than a line.
    package let source: SourceText

    package init(_ range: SourceRange, of source: SourceText) {
      start = source.position(at: Int(range.start))
      end = source.position(at: Int(range.end))
      self.source = source
      excerpt = Excerpt(of: source.line(start.line) ?? "", around: start.column)
    }
  }

  /// The line of a place, or, of a line too long to read, the part around the place.
  package struct Excerpt: Sendable, Hashable {
    package let text: String

    /// The column at which the text starts: 1 unless the line was cut.
    package let firstColumn: Int

    /// The longest text that is kept, in Unicode scalars: minified files have lines of megabytes.
    package static let limit = 400

    package init(of line: String, around column: Int) {
      let scalars = line.unicodeScalars
      guard let end = scalars.index(scalars.startIndex, offsetBy: Self.limit, limitedBy: scalars.endIndex),
        end != scalars.endIndex
      else {
        text = line
        firstColumn = 1
        return
      }
      firstColumn = max(1, column - Self.limit / 4)
      text = String(String.UnicodeScalarView(scalars.dropFirst(firstColumn - 1).prefix(Self.limit)))
    }
  }
}

extension Place: Comparable {
  /// Orders by path, line and column; a file as a whole comes before its lines.
  package static func < (left: Place, right: Place) -> Bool {
    left.sortKey < right.sortKey
  }

  private var sortKey: (String, Int, Int) {
    (path, span?.start.line ?? 0, span?.start.column ?? 0)
  }
}
