/// Reads TAP 12 to 14, with subtests by indentation and in braces.
///
/// A line that ends a deeper level is the parent and no test; so is what Node marks as a suite.
struct TAPReader: TestLineReader {
  private var tally = TestTally(.tap)
  private var levels: [Level] = [Level()]
  private var waiting: Point?
  private var diagnostic: Diagnostic?
  private var hasTAP = false
  private var bail: String?
  private(set) var contradictions: [String] = []

  /// A level of subtests that is open.
  private struct Level {
    var plan: Int?
    var seen = 0
    /// The name of its parent, as far as a comment or a brace announced it.
    var name: String?
    var hasFailure = false
    var hasDisorder = false
    /// The point that began the level by a brace, which is decided already.
    var parent: Point?
  }

  /// A line `ok` or `not ok`.
  private struct Point {
    var isOK: Bool
    var number: Int?
    var name: String
    var directive: Directive?
    var reason: String?
    var location: (file: String, line: Int?)?
    var message: String?
    var isSuite = false
    var closesLevel = false
    var depth = 0
    var path: [String] = []
  }

  private enum Directive { case skip, todo }

  /// The YAML behind a point.
  private struct Diagnostic {
    var indentation: Int
  }

  /// The parents that passed in spite of what is below them, of TAP that stands in another report.
  static func contradictions(in text: String) -> [String] {
    var reader = TAPReader()
    for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      do throws(TestReportError) {
        try reader.take(Array(line)[...], number: number + 1)
      } catch {
        return []
      }
    }
    do throws(TestReportError) {
      try reader.settle()
    } catch {
      return []
    }
    return reader.contradictions
  }

  mutating func take(_ line: ArraySlice<UInt8>, number: Int) throws(TestReportError) {
    let white = line.prefix { $0 == 0x20 || $0 == 0x09 }
    // A tab reaches to the next level.
    let indentation = white.reduce(0) { $1 == 0x09 ? ($0 / 4 + 1) * 4 : $0 + 1 }
    let content = line.dropFirst(white.count)
    if let open = diagnostic {
      if indentation <= open.indentation, content.elementsEqual("...".utf8) {
        diagnostic = nil
        return
      }
      let text = String(decoding: content, as: UTF8.self)
      guard indentation < open.indentation, Self.point(text) != nil || Self.plan(text) != nil else {
        return take(diagnostic: content, indentation - open.indentation)
      }
      // YAML has no line further to the left than its beginning, so the diagnostics were never ended.
      diagnostic = nil
    }
    guard !content.isEmpty else { return }
    if content.elementsEqual("---".utf8), waiting != nil {
      diagnostic = Diagnostic(indentation: indentation)
      return
    }
    let text = String(decoding: content, as: UTF8.self)
    let depth = indentation / 4
    if text.prefix(9).uppercased() == "BAIL OUT!" {
      try settle()
      hasTAP = true
      bail = String(text.dropFirst("Bail out!".count)).shortened
    } else if let plan = Self.plan(text) {
      try settle()
      hasTAP = true
      guard depth < levels.count || depth == levels.count else { return }
      try open(upTo: depth)
      if let earlier = levels[depth].plan, earlier != plan {
        tally.doubt(.plan, "there are two plans: 1..\(earlier) and 1..\(plan)")
      }
      levels[depth].plan = max(plan, levels[depth].plan ?? 0)
    } else if text.hasPrefix("# Subtest:") {
      try settle()
      // It stands at the level of its parent, or of its children.
      announced = String(text.dropFirst("# Subtest:".count)).shortened
      announcedDepth = depth
      hasTAP = true
    } else if text == "}" {
      try settle()
      try close(downTo: depth + 1)
      if levels.count > depth + 1 { try closeBraces() }
    } else if var point = Self.point(text) {
      try settle()
      hasTAP = true
      point.depth = depth
      try take(point, opensBrace: text.hasSuffix(" {"))
    } else if text.hasPrefix("TAP version") {
      hasTAP = true
    } else if text.hasPrefix("# duration_ms") {
      tally.becomes(.node)
    }
  }

  private var announced: String?
  private var announcedDepth = 0

  /// Opens levels, so that there is one of some depth.
  private mutating func open(upTo depth: Int) throws(TestReportError) {
    guard depth < TestReportLimits.depth else {
      throw TestReportError("subtests are nested more than \(TestReportLimits.depth) deep")
    }
    while levels.count <= depth {
      levels.append(Level(name: levels.count == depth ? announced : nil))
      announced = nil
    }
  }

  private mutating func take(_ point: Point, opensBrace: Bool) throws(TestReportError) {
    var point = point
    // What is deeper than this ends with this line.
    if levels.count > point.depth + 1 {
      let below = levels[(point.depth + 1)...]
      point.closesLevel = below.contains { $0.seen > 0 }
      let failed = below.contains { $0.hasFailure }
      if failed, point.isOK, point.directive == nil { contradictions.append(point.name) }
      try close(downTo: point.depth + 1)
    }
    try open(upTo: point.depth)
    announced = nil
    point.path = levels.dropFirst().prefix(point.depth).compactMap(\.name)
    levels[point.depth].seen += 1
    if let number = point.number, number != levels[point.depth].seen, !levels[point.depth].hasDisorder {
      levels[point.depth].hasDisorder = true
      tally.doubt(.plan, "test \(levels[point.depth].seen) has the number \(number)")
    }
    if !point.isOK, point.directive != .todo { levels[point.depth].hasFailure = true }
    if opensBrace {
      levels.append(Level(name: point.name, parent: point))
      return
    }
    waiting = point
  }

  private mutating func closeBraces() throws(TestReportError) {
    guard let level = levels.popLast(), var parent = level.parent else { return }
    try check(level)
    if level.seen == 0 {
      waiting = parent
      return
    }
    parent.closesLevel = true
    if level.hasFailure, parent.isOK, parent.directive == nil { contradictions.append(parent.name) }
  }

  /// Ends the levels that are deeper, each held against its plan.
  private mutating func close(downTo count: Int) throws(TestReportError) {
    while levels.count > max(1, count), levels.last?.parent == nil {
      if let level = levels.popLast() { try check(level) }
    }
  }

  private mutating func check(_ level: Level) throws(TestReportError) {
    guard let plan = level.plan, plan > level.seen else { return }
    let place = level.name.map { " in \($0)" } ?? ""
    tally.doubt(.plan, "1..\(plan) is planned\(place), and \(level.seen) of \(plan) tests are there")
  }

  /// Takes the point whose diagnostics have been read.
  private mutating func settle() throws(TestReportError) {
    guard let point = waiting else { return }
    waiting = nil
    guard !point.closesLevel, !point.isSuite else { return }
    if point.name.namesScript {
      if !point.isOK, point.directive == nil {
        tally.add(TestRunError(name: point.name, message: point.message ?? "failed"))
      } else if point.directive == nil {
        tally.doubt(.fileAsTest, "\(point.name) counts as one passing test, and no test in it is reported")
      }
      return
    }
    let outcome: TestResult.Outcome
    switch (point.isOK, point.directive) {
    case (true, .skip?), (false, .todo?): outcome = .skipped
    case (true, _): outcome = .passed
    case (false, _): outcome = .failed
    }
    let name = point.name.isEmpty ? "test \(point.number ?? levels[point.depth].seen)" : point.name
    try tally.add(
      TestResult(
        className: point.path.joined(separator: " › "), name: name, file: point.location?.file,
        line: point.location?.line, outcome: outcome, message: outcome == .skipped ? point.reason : point.message),
      number: tally.report.tests.count)
    if outcome == .skipped, point.reason?.contains("'only' option not set") == true {
      tally.doubt(.focus, "`\(name)` was skipped because of `.only` on another test")
    }
  }

  mutating func finish() throws(TestReportError) -> TestReport {
    try settle()
    guard hasTAP else { throw TestReportError("neither XML nor JSON nor TAP") }
    let top = levels.first ?? Level()
    while levels.count > 1 { if let level = levels.popLast() { try check(level) } }
    for name in contradictions {
      tally.doubt(.contradiction, "`\(name)` passed, although a subtest of it failed")
    }
    if let bail {
      tally.add(TestRunError(message: bail.isEmpty ? "Bail out!" : "Bail out! \(bail)"))
    } else if diagnostic != nil {
      tally.doubt(.interrupted, "the report ends inside the diagnostics of a test")
    } else if top.plan == nil {
      tally.doubt(.plan, "there is no plan (`1..N`), so it is not known whether tests are missing")
    }
    try check(top)
    if let plan = top.plan, top.seen > plan, bail == nil {
      tally.doubt(.plan, "1..\(plan) is planned, and \(top.seen) tests are there")
    }
    return tally.report
  }
}

extension TAPReader {
  /// The number of tests that a line `1..N` plans.
  private static func plan(_ text: String) -> Int? {
    guard text.hasPrefix("1..") else { return nil }
    let digits = text.dropFirst(3).prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(3 + digits.count)
    guard rest.allSatisfy({ $0 == " " }) || rest.drop(while: { $0 == " " }).hasPrefix("#") else { return nil }
    return Int(digits)
  }

  private static func point(_ text: String) -> Point? {
    var rest = text[...]
    let isOK = !rest.hasPrefix("not ")
    if !isOK { rest = rest.dropFirst(4).drop { $0 == " " } }
    guard rest.hasPrefix("ok") else { return nil }
    rest = rest.dropFirst(2)
    guard rest.isEmpty || rest.first == " " else { return nil }
    if rest.hasSuffix(" {") { rest = rest.dropLast(2) }
    rest = rest.drop { $0 == " " }
    var number: Int?
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    if let value = Int(digits), rest.dropFirst(digits.count).first.map({ $0 == " " }) ?? true {
      number = value
      rest = rest.dropFirst(digits.count)
    }
    rest = rest.drop { $0 == " " }
    if rest.hasPrefix("- ") || rest == "-" { rest = rest.dropFirst(1).drop { $0 == " " } }
    var point = Point(isOK: isOK, number: number, name: "")
    (point.name, point.directive, point.reason) = split(rest)
    return point
  }

  /// The description and the directive behind the last `#` that is not escaped.
  private static func split(_ text: Substring) -> (name: String, Directive?, reason: String?) {
    var index = text.endIndex
    while let hash = text[..<index].lastIndex(of: "#") {
      let word = text[text.index(after: hash)...].drop { $0 == " " }
      let isSpaced = hash == text.startIndex || text[text.index(before: hash)] == " "
      // TAP has two directives, in any case and with letters behind them, as `# skipped` (TAP 14, "Directives").
      let upper = word.prefix(4).uppercased()
      // `TODO` is TAP's word for a test that may fail, and no note about this code.
      if isSpaced, ["SKIP", "TODO"].contains(upper) {
        let reason = word.drop { $0.isLetter }.drop { $0 == " " || $0 == ":" }
        return (name(text[..<hash]), upper == "SKIP" ? .skip : .todo, String(reason))
      }
      // node-tap writes how long a test took.
      if isSpaced, word.hasPrefix("time=") { return (name(text[..<hash]), nil, nil) }
      index = hash
    }
    return (name(text), nil, nil)
  }

  private static func name(_ text: Substring) -> String {
    String(text).shortened.split(separator: "\\#", omittingEmptySubsequences: false).joined(separator: "#")
  }

  private mutating func take(diagnostic line: ArraySlice<UInt8>, _ indentation: Int) {
    guard indentation == 0, line.count < TestReportLimits.message else { return }
    let text = String(decoding: line, as: UTF8.self)
    guard let colon = text.firstIndex(of: ":") else { return }
    var value = text[text.index(after: colon)...].drop { $0 == " " }
    if value.count > 1, let quote = value.first, quote == "'" || quote == "\"", value.last == quote {
      value = value.dropFirst().dropLast()
    }
    switch text[..<colon] {
    case "type": if value == "suite" { waiting?.isSuite = true }
    case "error", "message": if waiting?.message == nil { waiting?.message = String(value) }
    case "location": waiting?.location = Self.location(value)
    default: break
    }
  }

  /// `/path/a.test.js:2:23` as file and line.
  private static func location(_ text: Substring) -> (file: String, line: Int?) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let line = Int(parts[parts.count - 2]) else { return (String(text), nil) }
    return (parts.dropLast(2).joined(separator: ":"), line)
  }
}
