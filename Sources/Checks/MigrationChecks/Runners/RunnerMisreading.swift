internal import Documents
internal import SQL

/// A place where the runner does something else with a file than its text says.
struct RunnerMisreading: Sendable {
  enum Kind: Sendable {
    /// The runner applies the way back together with the way up.
    case appliesWayBack
    /// The runner does not see a marker, or refuses it.
    case ignoresMarker
    /// The file is one of another tool, a template or a dump.
    case unsupportedFile
    /// The runner reads a part of the file that is not SQL.
    case uncheckedPart
  }

  let kind: Kind
  /// The place; `nil` for the file as a whole.
  let range: SourceRange?
  let message: String
  let help: String
  /// The runner that the file is for, where that is another one.
  var tool: Runner?

  static func all(
    in source: SourceText, of name: MigrationName, by runner: Runner, _ declared: MigrationDeclarations
  ) -> [RunnerMisreading] {
    let text = MarkedText(source, for: runner)
    if let foreign = unsupported(source, runner) { return [foreign] }
    let unseen = declared.unseenSwitch.map { unseenSwitch(runner, $0) }.map { [$0] } ?? []
    switch runner.traits.wayBack {
    case .none: return unseen + appliedWayBack(text, name, runner)
    case .markers(let convention) where !convention.hasMarkers && name.stem.hasSuffix(".down"):
      return unseen + appliedWayBack(text, name, runner)
    case .markers(let convention): return unseen + ignoredMarkers(text, convention, runner)
    default: return unseen
    }
  }

  /// Words that switch the transaction off, at a place where the runner does not look for them.
  private static func unseenSwitch(_ runner: Runner, _ range: SourceRange) -> RunnerMisreading {
    let place =
      switch runner.traits.withoutTransaction {
      case .header: "in the comments at the top of the file, with an empty line after them"
      case .directionLine(let line): "as the whole line `\(line)` in the direction that it is about"
      default: "as the first line of the file"
      }
    return RunnerMisreading(
      kind: .ignoresMarker, range: range,
      message: "\(runner.traits.name) does not see these words here, and opens its transaction",
      help: "write them \(place)")
  }

  private static func appliedWayBack(
    _ text: MarkedText, _ name: MigrationName, _ runner: Runner
  ) -> [RunnerMisreading] {
    if name.stem.hasSuffix(".down") {
      return [
        RunnerMisreading(
          kind: .appliesWayBack, range: nil,
          message: "\(runner.traits.name) applies this file like any other, and before the one that it takes back",
          help: "move the file out of the folder that \(runner.traits.name) applies")
      ]
    }
    guard let marker = text.markers.first(where: { $0.role == .down }) else { return [] }
    return [
      RunnerMisreading(
        kind: .appliesWayBack, range: marker.range,
        message:
          "\(runner.traits.name) applies the whole file: what follows this line takes the migration back at once",
        help: "move the way back out of the folder that \(runner.traits.name) applies")
    ]
  }

  /// Both markers are needed, at the start of a line and in the runner's own letters.
  private static func ignoredMarkers(
    _ text: MarkedText, _ convention: Marker.Convention, _ runner: Runner
  ) -> [RunnerMisreading] {
    let source = text.source
    var found: [RunnerMisreading] = []
    for marker in text.markers where marker.belongs(to: convention) && marker.role != .option {
      let start = Int(marker.range.start)
      if convention.hasMarkers, start > 0, source.bytes[start - 1] != 0x0A {
        found.append(
          RunnerMisreading(
            kind: .ignoresMarker, range: marker.range,
            message: "\(runner.traits.name) does not see this marker, because it is indented",
            help: "move the marker to the start of its line"))
      }
    }
    let hasUp = text.markers.contains { $0.convention == convention && $0.role == .up }
    if convention.hasMarkers, !hasUp {
      let up = convention == .dbmate ? "-- migrate:up" : "\(convention.rawValue) Up"
      found.append(
        RunnerMisreading(
          kind: .ignoresMarker, range: nil,
          message: "the file has no `\(up)`, and "
            + "\(runner.traits.name) refuses it",
          help: "begin the file with the marker"))
    }
    // Words of markers in other letters are comments to sql-migrate, and a divider with other dashes is one to tern.
    let exact: [String]? =
      switch convention {
      case .sqlMigrate: ["Up", "Down", "StatementBegin", "StatementEnd"].map { "\(convention.rawValue) \($0)" }
      case .tern: [convention.rawValue]
      default: nil
      }
    if let exact,
      let other = text.markers.first(where: { marker in
        let line = source.text(in: marker.range)
        return marker.convention == convention && marker.role != .option
          && !exact.contains { convention == .tern ? line.contains($0) : line == $0 || line.hasPrefix("\($0) ") }
      })
    {
      found.append(
        RunnerMisreading(
          kind: .ignoresMarker, range: other.range, message: "\(runner.traits.name) does not see this marker",
          help: "write it as in `\(exact[0])`"))
    }
    if convention.hasBlocks, let end = unterminatedEnd(of: source) {
      found.append(
        RunnerMisreading(
          kind: .ignoresMarker, range: end,
          message: "\(runner.traits.name) refuses a last statement without `;`", help: "end the statement with `;`"))
    }
    if convention.hasBlocks, let cut = lineCut(of: source) {
      found.append(
        RunnerMisreading(
          kind: .ignoresMarker, range: cut,
          message: "\(runner.traits.name) ends the statement at this `;`, in the middle of it",
          help: "put the statement between `\(convention.rawValue) StatementBegin` and its `StatementEnd`"))
    }
    return found
  }

  /// The first semicolon at the end of a line within a statement: goose and sql-migrate cut there, whatever the quotes,
  /// unless the statement is between their markers (goose, internal/sqlparser; sql-migrate, sqlparse).
  private static func lineCut(of source: SourceText) -> SourceRange? {
    let statements = SQLParser.statementRanges(of: SQLText(source))
    var isWhole = false
    var offset = 0
    for line in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { offset += line.count + 1 }
      let words = line.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
      if words.first?.starts(with: "--".utf8) == true {
        if words.last?.elementsEqual("StatementBegin".utf8) == true { isWhole = true }
        if words.last?.elementsEqual("StatementEnd".utf8) == true { isWhole = false }
        continue
      }
      let last = words.prefix { !$0.starts(with: "--".utf8) }.last
      guard !isWhole, let last, last.last == UInt8(ascii: ";") else { continue }
      let end = offset + line.distance(from: line.startIndex, to: last.endIndex)
      if statements.contains(where: { Int($0.start) < end - 1 && end - 1 < Int($0.end) }) {
        return SourceRange(end - 1, end)
      }
    }
    return nil
  }

  /// The last statement of the text, where no semicolon follows it.
  private static func unterminatedEnd(of source: SourceText) -> SourceRange? {
    guard let last = SQLParser.statementRanges(of: SQLText(source)).last else { return nil }
    let rest = source.bytes[Int(last.end)...].first { !(0x09...0x0D).contains($0) && $0 != 0x20 }
    return rest == UInt8(ascii: ";") ? nil : SourceRange(Int(last.end) - 1, Int(last.end))
  }

  /// What can be told from the first bytes or the first odd line of a file.
  private static func unsupported(_ source: SourceText, _ runner: Runner) -> RunnerMisreading? {
    var offset = 0
    for line in source.bytes.split(separator: 0x0A, maxSplits: 400, omittingEmptySubsequences: false).prefix(400) {
      defer { offset += line.count + 1 }
      for sign in ForeignSign.all where sign.runner != runner && line.starts(with: sign.text.utf8) {
        return RunnerMisreading(
          kind: .unsupportedFile, range: nil,
          message: "this is a file of \(sign.tool), and the policy says `runner: \(runner.rawValue)`",
          help: sign.runner.map { "write `runner: \($0.rawValue)` into the policy, or exclude the file" }
            ?? "exclude the file in the policy", tool: sign.runner)
      }
      if let brace = line.firstRange(of: Array("{{".utf8)),
        line[brace.upperBound...].firstRange(of: Array("}}".utf8)) != nil,
        !line.contains(UInt8(ascii: "'"))
      {
        let start = offset + line.distance(from: line.startIndex, to: brace.lowerBound)
        return RunnerMisreading(
          kind: .unsupportedFile, range: SourceRange(start, start + 2),
          message: "this is a template, and only the SQL that it becomes can be checked",
          help: "commit the rendered SQL")
      }
    }
    return psqlPart(source, runner)
  }

  /// A command of psql or data of COPY, which only psql reads.
  private static func psqlPart(_ source: SourceText, _ runner: Runner) -> RunnerMisreading? {
    guard let part = SQLParser.psqlPart(of: SQLText(source)) else { return nil }
    let isRead = runner == .psql || runner == .sqitch
    switch part {
    case .command(let range):
      let word = source.text(in: range).prefix { $0 != " " }
      return RunnerMisreading(
        kind: isRead ? .uncheckedPart : .unsupportedFile, range: range,
        message: isRead
          ? "could not check what psql makes of `\(word)`"
          : "`\(word)` is a command of psql, and \(runner.traits.name) sends it to the server as SQL",
        help: isRead ? "write the statements out" : "leave it out, or write the statements out")
    case .copyData(let range):
      return RunnerMisreading(
        kind: isRead ? .uncheckedPart : .unsupportedFile, range: range,
        message: isRead
          ? "could not check what follows the data of COPY"
          : "data follows this COPY, and only psql sends it; \(runner.traits.name) takes it for SQL",
        help: "write INSERT statements")
    }
  }
}

/// What a file of another tool begins with.
private struct ForeignSign {
  let text: String
  let tool: String
  let runner: Runner?

  static let all = [
    ForeignSign(text: "-- +migrate ", tool: "sql-migrate", runner: .sqlMigrate),
    ForeignSign(text: "--liquibase formatted sql", tool: "Liquibase", runner: .liquibase),
    ForeignSign(text: "-- liquibase formatted sql", tool: "Liquibase", runner: .liquibase),
    ForeignSign(text: "-- Deploy ", tool: "Sqitch", runner: .sqitch),
    ForeignSign(text: "---- create above / drop below ----", tool: "tern", runner: .tern),
    ForeignSign(text: "-- atlas:txmode", tool: "Atlas", runner: .atlas),
    ForeignSign(text: "-- atlas:txtar", tool: "Atlas with several parts", runner: nil),
    ForeignSign(text: "-- atlas:delimiter", tool: "Atlas with a delimiter of statements", runner: nil),
    ForeignSign(text: "-- atlas:checkpoint", tool: "Atlas that repeats earlier ones", runner: nil),
    ForeignSign(text: "--> statement-breakpoint", tool: "Drizzle", runner: nil),
    ForeignSign(text: "-- PostgreSQL database dump", tool: "pg_dump", runner: nil),
  ]
}
