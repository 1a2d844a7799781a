package import Findings
internal import Git
package import Policy

/// Flags what Brakeman objects to.
package struct Brakeman: Rule {
  package let metadata = RuleMetadata(
    id: "lint/brakeman",
    title: "Brakeman warning",
    rationale: """
      Brakeman follows what a request brings through controllers, models and templates to where it does harm. A warning \
      is one whatever its confidence: what it is not sure of is as bad where it is true.
      """,
    remedy: """
      Repair the place. A warning that is known to be wrong goes into `config/brakeman.ignore` in a pull request of its \
      own, with a note that says why.
      """,
    severity: .error,
    bad: [
      .brakeman(
        warnings: """
          { "check_name": "Execute", "fingerprint": "0e07", "message": "Possible command injection",
                "file": "app/models/order.rb", "line": 2, "confidence": "High" }
          """),
      Example(
        """
        -- given: policy --
        tools: { brakeman: { applications: [services/*-rails] } }
        -- services/billing-rails/app/models/order.rb --
        class Order; end
        """),
    ],
    good: [
      .brakeman(warnings: ""),
      Example(
        """
        -- given: policy --
        tools: { brakeman: { applications: [services/*-rails] } }
        -- services/orders-ts/total.js --
        export const total = (a, b) => a + b;
        """),
    ],
    references: ["[Brakeman: warning types](https://brakemanscanner.org/docs/warning_types/)"])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    change.ingestedFindings(of: .brakeman, as: metadata) + versions(in: change)
      + change.unscanned.map { finding(on: $0, in: change) }
  }

  /// A change of one file can open what another one lets in, so the whole application is scanned again.
  private func finding(on application: ChangedApplication, in change: LintChange) -> Finding {
    let name = application.folder == .root ? "the application" : application.folder.description
    let files = application.files.count == 1 ? "1 file of it changes" : "\(application.files.count) files of it change"
    let help = "brakeman --format json --output brakeman.json \(application.folder), and then `lint-gate ingest`"
    guard change.stage == .merge else {
      return Finding(
        rule: metadata.id, kind: .owed(role: nil, label: nil), message: "Brakeman has to be run on \(name): \(files)",
        help: help)
    }
    return undecided("could not check \(name) because Brakeman was not run on it: \(files)", help: help)
  }

  private func versions(in change: LintChange) -> [Finding] {
    guard let bounds = change.brakeman?.versions else { return [] }
    return change.ingested.reports.map(\.report).filter { $0.tool == .brakeman }.compactMap { report in
      guard !(report.version.map(bounds.contains) ?? false) else { return nil }
      return undecided(
        "Brakeman's report \(report.path) is of version \(report.version ?? "unknown"), and the policy asks for "
          + bounds.text, help: "run Brakeman \(bounds.text)")
    }
  }
}

extension Example {
  /// An application with one model, and Brakeman's report of it.
  static func brakeman(
    warnings: String, further: String = "", controllers: Int = 1, fileID: String = #fileID, line: Int = #line
  ) -> Example {
    Example(
      """
      -- config/application.rb --
      module Shop
      end
      -- app/models/order.rb --
      class Order; end
      \(warnings.isEmpty ? "" : "👉")def print(order) = system("lp #{order.name}")
      -- report: brakeman.json --
      {
        "scan_info": {
          "brakeman_version": "7.1.2", "number_of_controllers": \(controllers), "number_of_models": 1,
          "checks_performed": []
        },
        "warnings": [\(warnings)]\(further.isEmpty ? "" : ",\n  \(further)")
      }
      """, fileID: fileID, line: line)
  }
}
