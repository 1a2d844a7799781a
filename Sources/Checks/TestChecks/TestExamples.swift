internal import Policy

extension Example {
  /// A service with one suite, and a run of it: its members in JSON, and further lines of the policy.
  static func run(
    _ run: String, policy: String = "", file: String = "export const total = (a, b) => a + b;",
    fileID: String = #fileID, line: Int = #line
  ) -> Example {
    Example(
      """
      -- given: policy --
      services:
        orders:
          folder: services/orders
          suites:
            unit: { command: [npm, test], report: [junit.xml] }
            integration: none
          reasons: { integration: it has no neighbours }\(policy.isEmpty ? "" : "\n\(policy)")
      -- services/orders/total.js --
      \(file)
      -- report: tests.json --
      {
        "version": 1,
        "runs": [
          {
            "service": "orders", "suite": "unit", \(run)
          }
        ]
      }
      """, fileID: fileID, line: line)
  }

  /// A run that ended with a status, and one report with some tests.
  static func run(
    status: Int = 0, tests: [String], further: String = "", command: String = "\"npm\", \"test\"", policy: String = "",
    fileID: String = #fileID, line: Int = #line
  ) -> Example {
    run(
      """
      "command": [\(command)], "exitStatus": \(status),
            "reports": [
              {
                "path": "junit.xml", "dialect": "jest",
                "tests": [\(tests.isEmpty ? "" : "\n            ")\(tests.joined(separator: ",\n            "))\
      \(tests.isEmpty ? "" : "\n          ")]\(further.isEmpty ? "" : ",\n          \(further)")
              }
            ]
      """, policy: policy, fileID: fileID, line: line)
  }

  /// A run on the judged side beside one on the base, whose file is another.
  static func run(
    tests: [String], base: [String], fileID: String = #fileID, line: Int = #line
  ) -> Example {
    func report(_ tests: [String]) -> String {
      #"[{ "path": "junit.xml", "tests": [\#(tests.joined(separator: ", "))] }]"#
    }
    let judged = #""command": ["npm", "test"], "exitStatus": 0, "reports": \#(report(tests))"#
    let old = """
      }, {
            "service": "orders", "suite": "unit", "key": "\(baseKey)",
            "command": ["npm", "test"], "exitStatus": 0, "reports": \(report(base))
      """
    let text = run(judged + "\n    " + old).text
    let file = "-- base: services/orders/total.js --\nexport const total = (a, b) => a - b;\n-- services"
    return Example(
      text.split(separator: "-- services", maxSplits: 1).joined(separator: file), fileID: fileID, line: line)
  }

  /// The digest of what the suite of an example depends on at its base.
  private static let baseKey = "sha256:7954426e117528ae0e0d33b0e35dad35181ff9d6c4d8518a108a3824b3be17ad"

  static let passed = #"{ "name": "adds two amounts", "outcome": "passed" }"#
  static let failed = #"{ "name": "adds three amounts", "outcome": "failed", "message": "expected 6, got 5" }"#
  static let skipped = #"{ "name": "adds no amount", "outcome": "skipped" }"#
  static let flaky = #"{ "name": "adds slowly", "outcome": "passed", "flaky": true }"#

  /// A run against which nothing can be said.
  static let green = run(tests: [passed])
}
