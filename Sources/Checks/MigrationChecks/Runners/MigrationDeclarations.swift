internal import Documents
internal import SQL

/// What comments of a migration say about it: whether it runs outside of a transaction, and that it
/// cannot be taken back.
struct MigrationDeclarations: Sendable {
  /// The directions for which the runner's transaction is switched off.
  private(set) var withoutTransaction: Set<MigrationDirection.Name> = []

  /// Why the migration cannot be taken back; `nil` where the file does not say so.
  private(set) var irreversible: String?

  init() {}

  init(_ source: SourceText, _ runner: Runner) {
    let comments = SQLParser.comments(of: SQLText(source)).filter { $0.isLine && $0.range.end - $0.range.start < 2000 }
    for comment in comments {
      let text = source.text(in: comment.range).dropFirst(2).drop { $0 == " " || $0 == "\t" }
      takeSwitch(String(text), comment, runner)
      if let reason = Self.rest(of: text, after: "irreversible:") { irreversible = reason }
    }
  }

  private static func rest(of text: Substring, after prefix: String) -> String? {
    guard text.lowercased().hasPrefix(prefix) else { return nil }
    return String(text.dropFirst(prefix.count).drop { $0 == " " })
  }

  private mutating func takeSwitch(_ text: String, _ comment: SQLComment, _ runner: Runner) {
    switch runner.traits.withoutTransaction {
    case .option(let option):
      let words = text.split(separator: " ")
      guard words.dropFirst().contains(where: { $0 == option }) else { return }
      if words.first == "migrate:up" { withoutTransaction.insert(.up) }
      if words.first == "migrate:down" { withoutTransaction.insert(.down) }
    case .line(let line):
      if text == line || text.hasPrefix("\(line):") { withoutTransaction = [.up, .down] }
    case .firstLine(let line):
      if comment.range.start == 0, text.hasPrefix(line) { withoutTransaction = [.up, .down] }
    case nil: break
    }
  }

  func switchesOff(_ direction: MigrationDirection.Name) -> Bool { withoutTransaction.contains(direction) }
}
