import Calendars
import Documents
import Findings
import Testing

@Suite struct JSONReportTests {
  private func written(_ reports: Report...) -> String {
    String(decoding: JSONReportWriter().bytes(for: reports), as: UTF8.self)
  }

  @Test func `the document has its keys in the order of its schema`() {
    var context = Report.Context(stage: .prePush, now: Instant(rfc3339: "2026-11-18T18:00:00Z"))
    context.ref = "refs/heads/orders-v2"
    context.target = "refs/heads/main"
    context.base = "0123"
    context.judged = "4567"
    context.policy = [
      Report.PolicyLayer(layer: .defaults, digest: .sha256(of: [])),
      Report.PolicyLayer(layer: .repository, source: .tip, commit: "89ab", digest: .sha256(of: [0x61])),
    ]
    context.remarks = ["base is old"]
    let report = Report(
      check: "samples", version: "1.2.3", context: context, scope: "2 files",
      findings: [
        finding(
          "wrong", at: place("\n  ⟦ab⟧", message: "here"),
          related: [place("⟦c⟧", path: "b.json", message: "there"), Place(path: "c.json")], help: "do this",
          data: ["witness": 1]),
        finding("of the change", rule: "sample/other", kind: .violation(.note)),
        finding("not approved", kind: .owed(role: "cab", label: "schema-approved")),
        finding("unread", kind: .undecided, at: Place(path: "d.json"), help: "fetch it"),
      ], notExecuted: [Report.NotExecuted(what: "db/rehearsal", why: "no server")], rules: sampleRules)
    #expect(written(report) == snapshot)
  }

  @Test func `what is not there is null, empty or left out as the schema says`() {
    #expect(
      written(report([])) == """
        {
          "schema": 1,
          "verdict": "pass",
          "reports": [
            {
              "check": "samples",
              "version": "1.2.3",
              "verdict": "pass",
              "stage": "merge",
              "ref": null,
              "target": null,
              "base": null,
              "judged": null,
              "worktree": false,
              "changes": [],
              "policy": [],
              "findings": [],
              "owed": [],
              "undecided": [],
              "notExecuted": [],
              "waived": [],
              "older": 0,
              "data": {
                "scope": "2 files",
                "remarks": []
              }
            }
          ]
        }

        """)
  }

  @Test func `the verdict of the document is that of all reports`() throws {
    let text = written(report([finding(kind: .undecided)]), report([finding()]), report([]))
    let root = try Document.json(SourceText(text)).root
    #expect(root["verdict"] == "fail")
    #expect(root["reports"]?.array?.map { $0["verdict"]?.string } == ["undecided", "fail", "pass"])
  }

  @Test func `hostile text arrives unharmed, and nothing a terminal obeys stands in the document`() throws {
    let hostile = "\u{1B}[2J\n\"\\ \u{202E}\u{85}\0é漢"
    let text = written(report([finding(hostile, at: Place(path: hostile))]))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    #expect(!text.contains("\u{202E}"))
    let finding = try Document.json(SourceText(text)).root["reports"]?.array?.first?["findings"]?.array?.first
    #expect(finding?["message"]?.string == hostile)
    #expect(finding?["path"]?.string == hostile)
  }

  private let snapshot = """
    {
      "schema": 1,
      "verdict": "fail",
      "reports": [
        {
          "check": "samples",
          "version": "1.2.3",
          "verdict": "fail",
          "stage": "pre-push",
          "now": "2026-11-18T18:00:00Z",
          "ref": "refs/heads/orders-v2",
          "target": "refs/heads/main",
          "base": "0123",
          "judged": "4567",
          "worktree": false,
          "changes": [],
          "policy": [
            {
              "layer": "defaults",
              "digest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            },
            {
              "layer": "repository",
              "source": "tip",
              "commit": "89ab",
              "digest": "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
            }
          ],
          "findings": [
            {
              "rule": "sample/other",
              "severity": "note",
              "message": "of the change",
              "related": [],
              "fingerprint": "c5c7a157c9cdf17fa7f3b536fd8efb0e",
              "url": "\(Documentation.base)/rules/sample/other.md"
            },
            {
              "rule": "sample/rule",
              "severity": "error",
              "message": "wrong",
              "path": "a.json",
              "line": 2,
              "column": 3,
              "endLine": 2,
              "endColumn": 5,
              "related": [
                {
                  "path": "b.json",
                  "line": 1,
                  "column": 1,
                  "endLine": 1,
                  "endColumn": 2,
                  "message": "there"
                },
                {
                  "path": "c.json"
                }
              ],
              "help": "do this",
              "fingerprint": "5adb6c62ba44b17763d8702cc01de606",
              "url": "\(Documentation.base)/rules/sample/rule.md",
              "data": {
                "witness": 1
              }
            }
          ],
          "owed": [
            {
              "rule": "sample/rule",
              "message": "not approved",
              "role": "cab",
              "label": "schema-approved"
            }
          ],
          "undecided": [
            {
              "rule": "sample/rule",
              "message": "unread",
              "path": "d.json",
              "help": "fetch it"
            }
          ],
          "notExecuted": [
            {
              "what": "db/rehearsal",
              "why": "no server"
            }
          ],
          "waived": [],
          "older": 0,
          "data": {
            "scope": "2 files",
            "remarks": [
              "base is old"
            ]
          }
        }
      ]
    }

    """
}
