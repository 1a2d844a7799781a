internal import Documents
internal import SQL

/// The text of one file with its markers, and the directions that they cut it into.
struct MarkedText {
  let source: SourceText
  let markers: [Marker]

  /// What would be markers if a carriage return alone ended a line: no runner reads lines so.
  private let hidden: [Marker]

  /// What is wrong with the markers.
  private(set) var problems: [ConventionProblem] = []

  /// The part of each direction, behind its marker; without markers all is the way up.
  private(set) var up: SourceRange?
  private(set) var down: SourceRange?

  /// Finds the markers of a file that is UTF-8, as a runner reads them.
  init(_ source: SourceText, for runner: Runner = .own) {
    self.source = source
    (markers, hidden) = Self.markers(in: source, for: runner)
    up = SourceRange(0, source.bytes.count)
  }

  /// The conventions by which the file has a way down, or markers for a way up.
  ///
  /// A comment that happens to say "up" is no convention; one that says where the way back begins is.
  var conventions: [Marker.Convention] {
    Marker.Convention.allCases.filter { convention in
      markers.contains { $0.convention == convention && (convention.hasMarkers || $0.role == .down) }
    }
  }

  /// The conventions by which the file has a way down.
  var waysDown: [Marker.Convention] {
    Marker.Convention.allCases.filter { convention in
      markers.contains { $0.convention == convention && $0.role == .down }
    }
  }

  /// Says of every convention that is used why it must not be.
  mutating func refuse(_ conventions: [Marker.Convention], _ message: String, help: String) {
    for convention in conventions {
      let own = markers.filter { $0.convention == convention }
      guard let marker = own.first(where: { $0.role == .down }) ?? own.first else { continue }
      note(message, marker, help: help)
    }
  }

  /// Says of what looks like a marker that no runner finds it.
  mutating func noteHiddenMarkers() {
    for marker in hidden {
      note(
        "this marker is not on a line of its own: a carriage return alone does not end a line", marker,
        help: "end lines with LF or CRLF")
    }
  }

  /// Cuts the file by the convention that it follows and the policy allows.
  mutating func cut(by policy: DownPolicy) {
    let marking = conventions.filter(\.hasMarkers)
    if policy == .divider {
      refuse(
        marking, "the policy says `down: divider`, and this is a marker",
        help: "let a comment of its own say `-- down`, or have the policy changed first")
    }
    if marking.count > 1, policy != .divider {
      return refuse(
        [marking[1]], "file mixes markers of two runners",
        help: "keep the markers of the runner that you use")
    }
    let followed = policy == .divider ? nil : marking.first
    if let convention = followed ?? (policy == .markers ? nil : conventions.first { $0 == .divider }) {
      cut(by: convention, SourceRange(0, source.bytes.count))
    }
  }

  mutating func cut(by convention: Marker.Convention, _ whole: SourceRange) {
    let own = markers.filter { $0.belongs(to: convention) }
    let ups = own.filter { $0.role == .up }
    let downs = own.filter { $0.role == .down }
    for extra in ups.dropFirst() + downs.dropFirst() {
      note("duplicate marker", extra, help: "write each direction once, after one marker")
    }
    if convention.hasBlocks { checkBlocks(own) }
    let end = downs.first.map { Int($0.range.start) } ?? Int(whole.end)
    // node-pg-migrate leaves out what is before its heading for the way up, where there is one.
    guard convention.hasMarkers || convention == .nodePgMigrate && !ups.isEmpty else {
      // What stands before a divider is the way up, whether or not a heading says so.
      up = SourceRange(0, end)
      down = downs.first.map { SourceRange(Int($0.range.end), Int(whole.end)) }
      return
    }
    guard let upMarker = ups.first else {
      if let first = downs.first {
        note("the down marker has no up marker before it", first, help: "begin the way up with its marker")
        down = SourceRange(Int(first.range.end), Int(whole.end))
      }
      up = SourceRange(0, end)
      return
    }
    if let downMarker = downs.first, downMarker.range.start < upMarker.range.start {
      note("the down part comes before the up part", downMarker, help: "write the up path first")
      down = SourceRange(Int(downMarker.range.end), Int(upMarker.range.start))
      up = SourceRange(Int(upMarker.range.end), Int(whole.end))
      return
    }
    up = SourceRange(Int(upMarker.range.end), end)
    down = downs.first.map { SourceRange(Int($0.range.end), Int(whole.end)) }
    checkPreface(before: upMarker)
  }

  /// What stands before the first marker is run by nobody, or by some and not by others.
  private mutating func checkPreface(before marker: Marker) {
    let preface = SQLParser.statementRanges(of: SQLText(source, in: SourceRange(0, Int(marker.range.start))))
    guard let first = preface.first else { return }
    problems.append(
      ConventionProblem(
        range: first, message: "text before the up marker is not run",
        help: "move it after the marker"))
  }

  private mutating func checkBlocks(_ markers: [Marker]) {
    var open: Marker?
    for marker in markers {
      switch marker.role {
      case .blockStart:
        if let open { note("this StatementBegin has no StatementEnd", open, help: Self.blockHelp) }
        open = marker
      case .blockEnd:
        if open == nil { note("this StatementEnd has no StatementBegin", marker, help: Self.blockHelp) }
        open = nil
      case .up, .down:
        if let block = open { note("this StatementBegin has no StatementEnd", block, help: Self.blockHelp) }
        open = nil
      case .option: break
      }
    }
    if let open { note("this StatementBegin has no StatementEnd", open, help: Self.blockHelp) }
  }

  private static let blockHelp = "put StatementBegin and StatementEnd around the statement"

  private mutating func note(_ message: String, _ marker: Marker, help: String) {
    problems.append(ConventionProblem(range: marker.range, message: message, help: help))
  }

  /// The markers of a text, each at the start of a line; a divider only between two statements.
  private static func markers(
    in source: SourceText, for runner: Runner
  ) -> (markers: [Marker], hidden: [Marker]) {
    var markers: [Marker] = []
    var hidden: [Marker] = []
    var between: Set<UInt32>?
    forEachCommentLine(of: source.bytes) { range, startsLine, endsLine in
      let text = source.text(in: range)
      guard let marker = (runner == .nodePgMigrate ? Marker(heading: text, at: range) : nil) ?? Marker(text, at: range)
      else { return }
      if marker.convention == .divider {
        let places =
          between ?? Set(SQLParser.comments(of: SQLText(source)).filter { !$0.isInStatement }.map(\.range.start))
        between = places
        guard places.contains(range.start) else { return }
      }
      // dbmate takes what follows the marker for its options; the others want the line for themselves.
      if startsLine && (endsLine || marker.convention == .dbmate || marker.convention == .sqlMigrate) {
        markers.append(marker)
      } else {
        hidden.append(marker)
      }
    }
    return (markers, hidden)
  }

  /// What begins with `--` at the start of a line or behind a carriage return, up to the next line feed or carriage
  /// return; a marker is short, so what is longer is left out.
  ///
  /// Runners end lines at line feeds, with a carriage return before them or not. PostgreSQL ends a comment at either.
  private static func forEachCommentLine(
    of bytes: [UInt8], _ body: (SourceRange, _ startsLine: Bool, _ endsLine: Bool) -> Void
  ) {
    var offset = 0
    var startsLine = true
    while offset < bytes.count {
      while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
      let start = offset
      while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
      let isBare = offset < bytes.count && bytes[offset] == 0x0D && !bytes[(offset + 1)...].starts(with: [0x0A])
      let endsLine = !isBare || offset + 1 == bytes.count
      let isComment = offset - start > 3 && bytes[start] == UInt8(ascii: "-") && bytes[start + 1] == UInt8(ascii: "-")
      if isComment, offset - start < 200 { body(SourceRange(start, offset), startsLine, endsLine) }
      startsLine = !isBare
      offset += isBare || offset == bytes.count || bytes[offset] == 0x0A ? 1 : 2
    }
  }
}
