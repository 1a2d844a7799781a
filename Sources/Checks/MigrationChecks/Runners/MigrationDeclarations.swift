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

  init() {}

  init(_ source: SourceText, _ runner: Runner) {
    let comments = SQLParser.comments(of: SQLText(source)).filter { $0.isLine && $0.range.end - $0.range.start < 2000 }
    for comment in comments {
      let text = source.text(in: comment.range).dropFirst(2).drop { $0 == " " || $0 == "\t" }
      takeSwitch(String(text), comment, runner)
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

  private mutating func takeSwitch(_ text: String, _ comment: SQLComment, _ runner: Runner) {
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
      if words == line || words.hasPrefix("\(line):") || words.hasPrefix("\(line) -") { switchOff() }
    case .firstLine(let line):
      if comment.range.start == 0, text.hasPrefix(line) { switchOff() }
    case nil: break
    }
  }

  /// Takes the word of a file beside the migration.
  mutating func switchOff() { withoutTransaction = [.up, .down] }

  func switchesOff(_ direction: MigrationDirection.Name) -> Bool { withoutTransaction.contains(direction) }
}
