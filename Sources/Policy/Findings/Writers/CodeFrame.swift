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
  private let columns: Int?
  private let links: TerminalLinks?

  private struct Mark {
    let span: Place.Span
    let message: String
    let isPrimary: Bool
  }

  /// A frame for a place and for those related places that are in the same file.
  ///
  /// - Parameters:
  ///   - primary: the place that is marked with `^`.
  ///   - related: the places that are marked with `-`.
  ///   - role: how the mark of the place is painted.
  ///   - style: whether anything is painted.
  ///   - columns: the width that lines are cut to; `nil` for any.
  ///   - links: where the path leads to.
  init(
    primary: Place, related: [Place], role: TextStyle.Role, style: TextStyle, columns: Int? = nil,
    links: TerminalLinks? = nil
  ) {
    self.primary = primary
    self.role = role
    self.style = style
    self.columns = columns
    self.links = links
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
    let place = links?.text(path + position, toFile: primary.path) ?? path + position
    var lines = ["\(pad(by: gutterWidth))\(arrow) \(place)"]
    guard !marks.isEmpty else { return lines }
    lines.append(gutter(""))
    var last: (span: Place.Span, text: String)?
    for mark in marks {
      let line = mark.span.start.line
      let cells = TerminalCells(mark.span.excerpt)
      let start = cells.offset(ofColumn: mark.span.start.column)
      let end =
        mark.span.end.line == line
        ? max(start + 1, cells.offset(ofColumn: mark.span.end.column)) : max(cells.width, start + 1)
      let window = cells.window(around: start..<end, width: room)
      if let last, line > last.span.start.line + 1 { lines.append(style.paint("...", as: .gutter)) }
      // Of a very long line each mark may bring another part.
      if line != last?.span.start.line || window.text != last?.text {
        lines.append(gutter(String(line)) + " " + window.text)
      }
      lines += underline(mark, at: window.marked)
      last = (mark.span, window.text)
    }
    return lines
  }

  /// The width of the line numbers.
  var gutterWidth: Int {
    marks.map { String($0.span.start.line).utf8.count }.max() ?? 1
  }

  /// The cells of a line that are right of the gutter; `nil` where there is no limit.
  private var room: Int? { columns.map { max(20, $0 - gutterWidth - 3) } }

  private func gutter(_ number: String) -> String {
    style.paint(pad(by: gutterWidth - number.utf8.count) + number + " |", as: .gutter)
  }

  /// The mark below a line, with its message behind it, or below it where it would not fit.
  private func underline(_ mark: Mark, at cells: Range<Int>) -> [String] {
    let role = mark.isPrimary ? role : .gutter
    let marker = String(repeating: mark.isPrimary ? "^" : "-", count: cells.count)
    let message = TerminalText.visible(mark.message)
    let lead = gutter("") + " "
    guard !message.isEmpty else { return [lead + pad(by: cells.lowerBound) + style.paint(marker, as: role)] }
    guard let room, cells.upperBound + 1 + TerminalText.width(of: message) > room else {
      return [lead + pad(by: cells.lowerBound) + style.paint("\(marker) \(message)", as: role)]
    }
    let wrapped = TerminalText.wrapped(message, width: room)
    let width = wrapped.split(separator: "\n").map { TerminalText.width(of: String($0)) }.max() ?? 0
    let indent = pad(by: max(0, min(cells.lowerBound, room - width)))
    return [lead + pad(by: cells.lowerBound) + style.paint(marker, as: role)]
      + wrapped.split(separator: "\n").map { lead + indent + style.paint(String($0), as: role) }
  }

  private func pad(by width: Int) -> String {
    String(repeating: " ", count: max(0, width))
  }
}
