internal import Documents

/// The marked lines of one file, as a compiler shows them.
///
/// ```
///   --> platform/contracts/order.json:12:5
///    |
///  8 |   "id": "string",
///    |   ---- first given here
/// ...
/// 12 |   "id": "integer"
///    |   ^^^^ given again here
/// ```
struct CodeFrame {
  private let primary: Place
  private let marks: [Mark]
  private let style: TextStyle
  private let role: TextStyle.Role

  private struct Mark {
    let span: Place.Span
    let message: String
    let isPrimary: Bool
  }

  /// A frame for a place and for those related places that stand in the same file.
  init(primary: Place, related: [Place], role: TextStyle.Role, style: TextStyle) {
    self.primary = primary
    self.role = role
    self.style = style
    let places = [(primary, true)] + related.filter { $0.path == primary.path }.map { ($0, false) }
    marks =
      places
      .compactMap { place, isPrimary in
        place.span.map { Mark(span: $0, message: place.message ?? "", isPrimary: isPrimary) }
      }
      .sorted { ($0.span.start.line, $0.span.start.column) < ($1.span.start.line, $1.span.start.column) }
  }

  func lines() -> [String] {
    let path = TerminalText.visible(primary.path)
    let position = primary.span.map { ":\($0.start.line):\($0.start.column)" } ?? ""
    let arrow = style.paint("-->", as: .gutter)
    var lines = ["\(pad(by: gutterWidth))\(arrow) \(path)\(position)"]
    guard !marks.isEmpty else { return lines }
    lines.append(gutter(""))
    var last: Place.Span?
    for mark in marks {
      let line = mark.span.start.line
      if let last, line > last.start.line + 1 { lines.append(style.paint("...", as: .gutter)) }
      // Of a very long line each mark may bring another part.
      if line != last?.start.line || mark.span.excerpt != last?.excerpt {
        lines.append(gutter(String(line)) + " " + shown(mark.span.excerpt))
      }
      lines.append(gutter("") + " " + underline(mark))
      last = mark.span
    }
    return lines
  }

  /// The width of the line numbers.
  var gutterWidth: Int {
    marks.map { String($0.span.start.line).utf8.count }.max() ?? 1
  }

  private func gutter(_ number: String) -> String {
    style.paint(pad(by: gutterWidth - number.utf8.count) + number + " |", as: .gutter)
  }

  private func underline(_ mark: Mark) -> String {
    let line = columns(of: mark.span.excerpt)
    let start = line.offset(ofColumn: mark.span.start.column)
    let endsHere = mark.span.end.line == mark.span.start.line
    let end = endsHere ? line.offset(ofColumn: mark.span.end.column) : line.total
    let marker = String(repeating: mark.isPrimary ? "^" : "-", count: max(1, end - start))
    let message = mark.message.isEmpty ? "" : " " + TerminalText.visible(mark.message)
    return pad(by: start) + style.paint(marker + message, as: mark.isPrimary ? role : .gutter)
  }

  private func shown(_ excerpt: Place.Excerpt) -> String {
    columns(of: excerpt).text
  }

  private func pad(by width: Int) -> String {
    String(repeating: " ", count: max(0, width))
  }

  /// A line as it is shown, and where on the screen each of its columns is.
  private struct Columns {
    var text: String
    let firstColumn: Int
    var offsets: [Int]
    var total: Int

    func offset(ofColumn column: Int) -> Int {
      let index = column - firstColumn
      return index < 0 ? 0 : index < offsets.count ? offsets[index] : total
    }
  }

  private func columns(of excerpt: Place.Excerpt) -> Columns {
    let lead = excerpt.firstColumn > 1 ? "…" : ""
    var columns = Columns(text: lead, firstColumn: excerpt.firstColumn, offsets: [], total: lead.isEmpty ? 0 : 1)
    for scalar in excerpt.text.unicodeScalars {
      columns.offsets.append(columns.total)
      // A tab would move the marks away from what they mark.
      if scalar == "\t" {
        columns.text += "  "
        columns.total += 2
      } else {
        let visible = TerminalText.visible(scalar)
        columns.text.unicodeScalars.append(visible)
        columns.total += TerminalText.width(of: visible)
      }
    }
    return columns
  }
}
