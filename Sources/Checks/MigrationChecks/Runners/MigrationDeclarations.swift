internal import Documents
internal import SQL

/// What comments of a migration say about it: whether it runs outside of a transaction, that it cannot be taken back,
/// and which rules it breaks on purpose.
struct MigrationDeclarations: Sendable {
  /// A comment with a reason.
  struct Remark: Sendable {
    let reason: String
    let range: SourceRange
  }

  /// `-- signalbox: allow db/RULE: reason`.
  struct Suppression: Sendable {
    let rule: String
    let remark: Remark
  }

  /// The directions for which the runner's transaction is switched off.
  private(set) var withoutTransaction: Set<MigrationDirection.Name> = []

  /// `-- irreversible: reason`; `nil` where the file does not say so.
  private(set) var irreversible: Remark?

  private(set) var suppressions: [Suppression] = []

  /// Words that would switch the transaction off, if the runner saw them where they are.
  private(set) var unseenSwitch: SourceRange?

  /// Words that switch the transaction off for the direction that they are in.
  private var directionSwitches: [SourceRange] = []

  init() {}

  init(_ source: SourceText, _ runner: Runner) {
    let comments = SQLParser.comments(of: SQLText(source)).filter { $0.isLine && $0.range.end - $0.range.start < 2000 }
    let header = Self.headerEnd(of: source)
    for comment in comments {
      let text = source.text(in: comment.range).dropFirst(2).drop { $0 == " " || $0 == "\t" }
      takeSwitch(String(text), comment, source, header: header, runner)
      if let reason = Self.rest(of: text, after: "irreversible:") {
        irreversible = irreversible ?? Remark(reason: reason, range: comment.range)
      }
      if let words = Self.rest(of: text, after: "signalbox:"), let allowed = Self.rest(of: words[...], after: "allow ")
      {
        let rule = allowed.prefix { $0 != ":" && $0 != " " }
        let reason = allowed.dropFirst(rule.count).drop { $0 == ":" || $0 == " " }
        suppressions.append(
          Suppression(rule: String(rule), remark: Remark(reason: String(reason), range: comment.range)))
      }
    }
  }

  private static func rest(of text: Substring, after prefix: String) -> String? {
    guard text.lowercased().hasPrefix(prefix) else { return nil }
    return String(text.dropFirst(prefix.count).drop { $0 == " " })
  }

  /// Where the comments end that the file begins with; 0 where no empty line follows them.
  private static func headerEnd(of source: SourceText) -> Int {
    var offset = 0
    for line in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard line.starts(with: "--".utf8) else { return line.isEmpty ? offset : 0 }
      offset += line.count + 1
    }
    return offset
  }

  private mutating func takeSwitch(
    _ text: String, _ comment: SQLComment, _ source: SourceText, header: Int, _ runner: Runner
  ) {
    switch runner.traits.withoutTransaction {
    case .option(let option):
      let words = text.split(separator: " ")
      guard words.dropFirst().contains(where: { $0 == option }) else { return }
      switch (words.first, words.dropFirst().first) {
      case ("migrate:up", _), ("+migrate", "Up"): withoutTransaction.insert(.up)
      case ("migrate:down", _), ("+migrate", "Down"): withoutTransaction.insert(.down)
      case ("changeset", _): switchOff()
      default: break
      }
    case .line(let line):
      // tern has dashes around the words.
      let words = text.drop { $0 == "-" || $0 == " " }
      guard words == line || words.hasPrefix("\(line):") || words.hasPrefix("\(line) -") else { return }
      // Of a file that opens its own transaction, a reason says why it has none.
      let reason = words.dropFirst(line.count).drop { ": -".contains($0) }
      if runner.traits.transaction != .file || !reason.isEmpty { switchOff() }
    case .firstLine(let line):
      guard text.hasPrefix(line) else { return }
      if comment.range.start == 0 { switchOff() } else { unseenSwitch = comment.range }
    case .header(let line):
      guard text.drop(while: { $0 == " " }) == line else { return }
      if comment.range.start < header { switchOff() } else { unseenSwitch = comment.range }
    case .directionLine(let line):
      var words = text.drop { $0 == "-" || $0 == " " }
      while let last = words.last, last == "-" || last == " " { words.removeLast() }
      guard line == "---- \(words) ----" else { return }
      let start = Int(comment.range.start)
      let isWhole = source.text(in: comment.range) == line && (start == 0 || source.bytes[start - 1] == 0x0A)
      if isWhole { directionSwitches.append(comment.range) } else { unseenSwitch = comment.range }
    case nil: break
    }
  }

  /// Takes the word of a file beside the migration.
  mutating func switchOff() { withoutTransaction = [.up, .down] }

  /// Takes the words that are in the part of a direction.
  mutating func resolve(_ direction: MigrationDirection.Name, in range: SourceRange?) {
    guard let range else { return }
    if directionSwitches.contains(where: { range.start <= $0.start && $0.end <= range.end }) {
      withoutTransaction.insert(direction)
    }
  }

  func switchesOff(_ direction: MigrationDirection.Name) -> Bool { withoutTransaction.contains(direction) }
}
