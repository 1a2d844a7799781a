package import Findings
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
          """)
    ],
    good: [.brakeman(warnings: "")],
    references: ["[Brakeman: warning types](https://brakemanscanner.org/docs/warning_types/)"])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    change.ingestedFindings(of: .brakeman, as: metadata)
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
