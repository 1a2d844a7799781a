package import Findings
package import Policy

/// Flags what any other tool objects to whose report was ingested.
package struct OtherTool: Rule {
  package let metadata = RuleMetadata(
    id: "lint/other-tool",
    title: "Finding of another tool",
    rationale: """
      A tool that has no entry of its own reports in SARIF. There is no run of the base to compare with, so all that it \
      finds counts.
      """,
    remedy: "Repair the place. An error of the tool is an error here, a warning a warning.",
    severity: .error,
    bad: [
      Example(
        """
        -- ops/deploy.sh --
        #!/bin/sh
        👉rm -rf $1
        -- report: shellcheck.sarif --
        {
          "version": "2.1.0",
          "runs": [
            {
              "tool": { "driver": { "name": "ShellCheck" } },
              "results": [
                {
                  "ruleId": "SC2086", "level": "error", "message": { "text": "Double quote to prevent globbing" },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": { "uri": "ops/deploy.sh" }, "region": { "startLine": 2, "startColumn": 1 }
                      }
                    }
                  ]
                }
              ]
            }
          ]
        }
        """)
    ],
    good: [Example("-- ops/deploy.sh --\n#!/bin/sh\necho done")],
    references: ["[SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)"])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    let others = change.ingested.reports.compactMap { given -> IngestedReport.Tool? in
      guard case .other = given.report.tool else { return nil }
      return given.report.tool
    }
    return Set(others).sorted { $0.title < $1.title }.flatMap { change.ingestedFindings(of: $0, as: metadata) }
  }
}
