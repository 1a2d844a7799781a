import Changes
import Documents
import Findings
import Git
import Markdown
import Policy
import Testing

@testable import ChangeControlChecks

/// Records in the forms that are written, and what is read of each.
@Suite struct DecisionTests {
  @Test(arguments: [
    ("# 1: A\n\n- Status: Accepted\n", "accepted", [Int](), [Int]()),
    ("# 1: A\n\n**Date:** 2026-01-01\n**Status:** rejected\n", "rejected", [], []),
    ("# 1: A\n\n## Status\n\nRejected\n\n## Context\n\n- Status: accepted orders are kept\n", "rejected", [], []),
    ("1: A\n====\n\nStatus\n------\n\n✅ Accepted on 1 May\n", "accepted", [], []),
    ("---\nstatus: superseded by [ADR-0005](0005-x.md)\n---\n# A\n", "superseded", [], [5]),
    ("---\nsupersedes: [3, \"ADR-0004\"]\nstatus: accepted\n---\n# A\n", "accepted", [3, 4], []),
    // What adr-tools writes.
    ("# 2. A\n\n## Status\n\nSuperceded by [9. Use Kafka 3](0009-use-kafka-3.md)\n", "superseded", [], [9]),
    ("# 9. A\n\n## Status\n\nAccepted\n\nSupercedes [2. Use 4 queues](0002-x.md)\n", "accepted", [2], []),
    ("# 9: A\n\n- Status: accepted\n- Supersedes: 0001, 0002 and [0007](0007-y.md)\n", "accepted", [1, 2, 7], []),
    ("# 9: A\n\n* Status: accepted\n\n## Links\n\n* Supersedes [ADR-0001](0001-x.md)\n", "accepted", [1], []),
    ("# 9: A\n\n| Status | accepted |\n|---|---|\n| Supersedes | 0001 |\n", "accepted", [1], []),
    ("# 9: A\n\nIt supersedes 3 rules.\n", "proposed", [], []),
  ])
  func `a record is read in each form`(
    text: String, status: String, supersedes: [Int], supersededBy: [Int]
  ) throws {
    let document = try MarkdownDocument(SourceText(Array(text.utf8)))
    let record = DecisionRecord(path: "docs/adr/0009-a.md", number: 9, document)
    #expect(record.status == status)
    #expect(record.supersedes == supersedes)
    #expect(record.supersededBy == supersededBy)
  }

  @Test(arguments: [
    ("ADR: 0002", [2]), ("Text.\nADR: 0002, 0003\nmore", [2, 3]), ("- **ADR:** 2", [2]),
    ("ADR: https://example.org/docs/adr/0002-x.md", [2]), ("### ADR: 0002", [2]), ("adr: 0002\r\n", [2]),
    // Of a template for descriptions.
    ("<!--\nADR: 0001\n-->\nNothing.", []), ("<!-- ADR: 0001 -->", []), ("```\nADR: 0001\n```", []), ("ADR 0002", []),
  ])
  func `a description names a decision in what a reader sees`(body: String, numbers: [Int]) {
    #expect(DecisionReview.numbers(namedIn: body, by: "ADR") == numbers)
  }

  @Test(arguments: [
    ("No actions are needed.", 0), ("We will do better.", 2), ("@dana does it until 2026-12-31.", 0),
    ("- [ ] @dana adds an alarm, 2026-12-31", 0), ("- add an alarm (2026-12-31)", 1), ("- @dana adds an alarm", 1),
    ("| What | Owner | Due |\n|---|---|---|\n| alarm | dana | 2026-12-31 |\n", 0),
    ("| What | Owner | Due |\n|---|---|---|\n| alarm | TBD | soon |\n", 2),
    ("What follows:\n\n- @dana adds an alarm, 2026-12-31", 0),
  ])
  func `an action has an owner and a day`(actions: String, faults: Int) throws {
    let document = try MarkdownDocument(SourceText(Array("# X\n\n## Actions\n\n\(actions)\n".utf8)))
    let postmortem = Postmortem(path: "docs/x.md", document)
    #expect((postmortem.incompleteActions ?? []).count == faults)
  }

  @Test(arguments: [
    ("", true), ("if: false", false), ("if: ${{ false }}", false), ("if: \"false\"", false), ("if: always()", true),
    ("if: github.actor != 'x'", true),
  ])
  func `a caller that never runs is none`(condition: String, isAdopted: Bool) async throws {
    let commit = String(repeating: "1", count: 40)
    func caller(_ condition: String) -> String {
      """
      jobs:
        call:
          uses: acme/platform/.github/workflows/lint.yml@\(commit)
          \(condition)
      """
    }
    let report = try await ChangeControlCheck.report(
      ofRule: "change/unpinned-workflow",
      on: Example(
        """
        -- given: policy --
        workflows: { pinned: "acme/platform/.github/workflows/*" }
        -- base: .github/workflows/lint.yml --
        \(caller("# before"))
        -- .github/workflows/lint.yml --
        \(caller(condition.isEmpty ? "# after" : condition))
        """))
    #expect(report?.allFindings.isEmpty == isAdopted)
  }
}
