internal import Documents

/// A line as a terminal shows it, with the cell that each of its columns begins at.
struct TerminalCells {
  private var scalars: [Unicode.Scalar] = []
  /// The first cell of each scalar.
  private var offsets: [Int] = []
  private let firstColumn: Int
  /// The cells of the whole line.
  private(set) var width = 0

  init(_ excerpt: Place.Excerpt) {
    firstColumn = excerpt.firstColumn
    if excerpt.firstColumn > 1 {
      scalars = ["…"]
      width = 1
    }
    lead = scalars.count
    offsets = scalars.isEmpty ? [] : [0]
    // A tab would move the marks away from what they mark, so it has two cells wherever it is.
    var line = String.UnicodeScalarView()
    for scalar in excerpt.text.unicodeScalars { line.append(scalar == "\t" ? scalar : TerminalText.visible(scalar)) }
    for cluster in String(line) {
      let start = width
      let total = cluster == "\t" ? 2 : TerminalText.width(of: cluster)
      var used = 0
      for scalar in cluster.unicodeScalars {
        offsets.append(start + min(used, total))
        scalars.append(scalar)
        used += scalar == "\t" ? 2 : TerminalText.width(of: scalar)
      }
      width = start + total
    }
  }

  /// The scalars before the first column of the excerpt: the mark of what was left out.
  private let lead: Int

  /// The cell at which a column begins, from 0.
  func offset(ofColumn column: Int) -> Int {
    let index = column - firstColumn
    if index < 0 { return 0 }
    return index + lead < offsets.count ? offsets[index + lead] : width
  }

  /// A part of the line that fits, and where some cells are in it.
  struct Window {
    let text: String
    let marked: Range<Int>
  }

  /// The part of the line around some cells; the whole line where it fits.
  func window(around marked: Range<Int>, width limit: Int?) -> Window {
    guard let limit, width > limit || marked.upperBound > limit else {
      return Window(text: text(of: scalars.indices), marked: marked)
    }
    // What is left of a mark tells more than what is right of it.
    let room = limit - 2
    let first = marked.upperBound <= room + 1 ? 0 : max(0, min(marked.lowerBound - room / 3, width - room))
    let kept = scalars.indices.filter { offsets[$0] >= first && end(of: $0) <= first + room }
    guard let low = kept.first, let high = kept.last else {
      return Window(text: "…", marked: 0..<1)
    }
    let isCutBefore = low > 0
    let shift = offsets[low] - (isCutBefore ? 1 : 0)
    let text = (isCutBefore ? "…" : "") + text(of: low..<high + 1) + (high + 1 < scalars.count ? "…" : "")
    let start = max(0, marked.lowerBound - shift)
    return Window(text: text, marked: start..<max(start + 1, min(marked.upperBound - shift, limit)))
  }

  private func end(of index: Int) -> Int { index + 1 < offsets.count ? offsets[index + 1] : width }

  private func text(of range: Range<Int>) -> String {
    var text = ""
    for scalar in scalars[range] {
      if scalar == "\t" { text += "  " } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
