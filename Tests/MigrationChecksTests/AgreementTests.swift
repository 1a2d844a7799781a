import Changes
import Documents
import Findings
import MigrationChecks
import Policy
import SystemPackage
import TestSupport
import Testing

/// The cases of peers that read migrations, against the rules that say something like theirs.
///
/// `RECORD=1` writes the table of `docs/agreement.md`; without it the table is compared.
@Suite(.enabled(if: Project.exists(Project.corpora.appending("sql")), "the corpora are not beside this checkout"))
struct AgreementTests {
  /// A rule of a peer and ours that say something like it; none where we leave the matter out, with the reason.
  private struct Mapping {
    let peer: String
    let own: [String]
    let why: String

    init(_ peer: String, _ own: [String], _ why: String = "") {
      (self.peer, self.own, self.why) = (peer, own, why)
    }
  }

  private static let style = "a matter of style, which no rule of ours is about"

  private static let squawk = [
    Mapping("adding-field-with-default", ["table-rewrite"]),
    Mapping("adding-foreign-key-constraint", ["validating-constraint"]),
    Mapping("adding-not-nullable-field", ["validating-constraint"]),
    Mapping("adding-required-field", ["not-null-without-default"]),
    Mapping("adding-serial-primary-key-field", ["non-concurrent-index"]),
    Mapping("ban-alter-domain-with-add-constraint", [], "domains are not followed to the columns of their type"),
    Mapping("ban-char-field", [], style),
    Mapping("ban-concurrent-index-creation-in-transaction", ["not-allowed-in-transaction"]),
    Mapping("ban-create-domain-with-constraint", [], style),
    Mapping("ban-drop-column", ["undeclared-data-loss"], "needs the history: a file by itself has none"),
    Mapping("ban-drop-database", ["not-allowed-in-transaction"]),
    Mapping("ban-drop-not-null", [], "programs that read the column are not known"),
    Mapping("ban-drop-table", ["undeclared-data-loss"], "needs the history: a file by itself has none"),
    Mapping("ban-duplicate-column-assignments", ["failing-statement"], "PostgreSQL rejects it; executed, not static"),
    Mapping("ban-truncate-cascade", ["blocking-lock"]),
    Mapping("ban-uncommitted-transaction", ["missing-commit"]),
    Mapping("changing-column-type", ["table-rewrite"]),
    Mapping("constraint-missing-not-valid", ["validating-constraint"]),
    Mapping("disallowed-unique-constraint", ["non-concurrent-index"]),
    Mapping("identifier-too-long", [], style),
    Mapping("prefer-bigint-over-int", [], style), Mapping("prefer-bigint-over-smallint", [], style),
    Mapping("prefer-identity", [], style), Mapping("prefer-repack", ["table-rewrite"]),
    Mapping(
      "prefer-robust-stmts", [], "a transaction makes IF EXISTS unnecessary, and IF NOT EXISTS hides a difference"),
    Mapping("prefer-text-field", [], style), Mapping("prefer-timestamp-tz", [], style),
    Mapping("renaming-column", ["renamed-object"]), Mapping("renaming-table", ["renamed-object"]),
    Mapping("require-concurrent-index-creation", ["non-concurrent-index"]),
    Mapping("require-concurrent-index-deletion", ["non-concurrent-index"]),
    Mapping("require-concurrent-partition-detach", ["blocking-lock"]),
    Mapping("require-concurrent-reindex", ["non-concurrent-index"]),
    Mapping("require-enum-value-ordering", [], style),
    Mapping("require-lock-timeout", ["missing-lock-timeout"]),
    Mapping("require-statement-timeout", [], "left out on purpose: a migration may take long without a lock"),
    Mapping("require-table-schema", [], style),
    Mapping("require-timeout-settings", ["missing-lock-timeout"], "we ask for the lock timeout alone"),
    Mapping("transaction-nesting", ["nested-transaction", "transaction-in-runner"]),
  ]

  private static let eugene = [
    Mapping("E1", ["validating-constraint"]), Mapping("E2", ["validating-constraint"]),
    Mapping("E3", [], style), Mapping("E4", ["blocking-lock", "unbatched-backfill"]),
    Mapping("E5", ["table-rewrite"]), Mapping("E6", ["non-concurrent-index"]),
    Mapping("E7", ["non-concurrent-index"]), Mapping("E8", ["non-concurrent-index"]),
    Mapping("E9", ["missing-lock-timeout"]), Mapping("E10", ["table-rewrite"]), Mapping("E11", ["table-rewrite"]),
    Mapping("E15", [], "an index for a foreign key is left out: performance"),
    Mapping("W12", ["blocking-lock"]), Mapping("W13", [], "enumerated types are a choice of the model"),
    Mapping("W14", ["non-concurrent-index"]),
  ]

  private struct Count {
    var agree = 0
    var all = 0
    var misses: [String] = []
  }

  @Test func `the cases of squawk and eugene come out as the table says`() async throws {
    var lines = ["| peer | rule | ours | cases | agree | |", "|---|---|---|---|---|---|"]
    var misses: [String] = []
    for (peer, file, mappings) in [
      ("squawk", "squawk-rule-cases.json", Self.squawk), ("eugene", "eugene-cases.json", Self.eugene),
    ] {
      let cases = try Self.cases(file)
      #expect(Set(cases.map(\.rule)).isSubset(of: Set(mappings.map(\.peer))), "\(peer)")
      for mapping in mappings {
        var count = Count()
        for one in cases where one.rule == mapping.peer {
          count.all += 1
          guard !mapping.own.isEmpty else { continue }
          let speaks = try await !Self.findings(one, mapping.own).isEmpty
          if speaks == one.isBad { count.agree += 1 } else { count.misses.append(one.summary) }
        }
        let own = mapping.own.map { "`db/\($0)`" }.joined(separator: ", ")
        let agree = mapping.own.isEmpty ? "–" : "\(count.agree)"
        lines.append("| \(peer) | `\(mapping.peer)` | \(own) | \(count.all) | \(agree) | \(mapping.why) |")
        misses += count.misses.map { "- \(peer) `\(mapping.peer)`, \($0)" }
      }
    }
    let text = "\(lines.joined(separator: "\n"))\n\n## Where they differ\n\n\(misses.joined(separator: "\n"))\n"
    let page = Project.root.appending("docs/agreement.md")
    let old = Project.text(of: page) ?? ""
    let head = old.ranges(of: "| peer |").first.map { String(old[..<$0.lowerBound]) } ?? ""
    if Project.isRecording {
      try await page.write(head + text)
    } else {
      #expect(old == head + text)
    }
  }

  private struct Case {
    let rule: String
    let isBad: Bool
    let earlier: [String]
    let text: String

    /// The verdict of the peer with the beginning of the text.
    var summary: String {
      let words = text.split { $0.isWhitespace }.joined(separator: " ")
      return "which is \(isBad ? "bad" : "good") there: `\(words.prefix(110).replacing("`", with: "'"))`"
    }
  }

  private static func cases(_ file: String) throws -> [Case] {
    let bytes = try #require(Project.bytes(of: Project.corpora.appending("sql/\(file)")))
    return try Document.json(SourceText(bytes)).root["cases"]?.array.map(Array.init)?.map { node in
      let scripts = node["scripts"]?.array.map { Array($0).compactMap(\.string) } ?? []
      return Case(
        rule: node["rule"]?.string ?? "", isBad: node["verdict"]?.string == "bad", earlier: Array(scripts.dropLast()),
        text: node["sql"]?.string ?? scripts.last ?? "")
    } ?? []
  }

  /// What the rules say of a case: a file that psql applies, over earlier ones.
  private static func findings(_ one: Case, _ rules: [String]) async throws -> [String] {
    var text = ""
    for (number, script) in one.earlier.enumerated() {
      text += "-- both: \(folder)/2026010109000\(number)_base.sql --\n\(script)\n"
    }
    text += "-- \(folder)/20260105090000_next.sql --\n\(one.text)\n"
    return try await MigrationChecksTests.findings(text, policy: "runner: psql", only: rules)
  }
}
