internal import Changes
package import Findings
package import Policy

/// Asks for a note on every warning that Brakeman is told to ignore.
package struct BrakemanIgnore: Rule {
  package let metadata = RuleMetadata(
    id: "lint/brakeman-ignore",
    title: "Ignored Brakeman warning without a note",
    rationale: """
      An ignored warning is a decision about security that is never looked at again. Without a note it is not known who \
      made it, and why. The list that counts is that of the base: a change cannot ignore what it brings along.
      """,
    remedy: "Add a `note` to the entry of `config/brakeman.ignore`, or remove the entry and repair the place.",
    severity: .error,
    bad: [
      .brakeman(
        warnings: "", further: #""ignored_warnings": [{ "fingerprint": "0e07", "file": "app/models/order.rb" }]"#)
    ],
    good: [.brakeman(warnings: "")],
    references: ["[Brakeman: ignoring false positives](https://brakemanscanner.org/docs/ignoring_false_positives/)"])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    let approval = change.ignoreApproval?.findings(of: metadata, at: change.stage) ?? []
    return approval
      + change.ingested.reports.flatMap { given -> [Finding] in
        let bare = given.report.ignored.filter { (given.notes[$0.fingerprint] ?? "").allSatisfy(\.isWhitespace) }
        let noted = given.report.ignored.count - bare.count
        var findings = bare.prefix(50).map { ignored in
          finding(
            "\(ignored.file): the warning \(ignored.fingerprint) is ignored without a note",
            help: "add a note to it in config/brakeman.ignore of the default branch")
        }
        if noted > 0 {
          let notes = Set(given.report.ignored.compactMap { given.notes[$0.fingerprint] }).filter { !$0.isEmpty }
            .sorted()
          findings.append(
            Finding(
              rule: metadata.id, kind: .violation(.note),
              message: "\(noted) warning\(noted == 1 ? " is" : "s are") ignored, each with a note: "
                + notes.prefix(5).joined(separator: "; ")))
        }
        findings += given.report.obsolete.prefix(50).map { fingerprint in
          Finding(
            rule: metadata.id, kind: .violation(change.brakeman?.failsObsolete == true ? .error : .note),
            message: "the ignored warning \(fingerprint) does not occur any more",
            help: "remove it from config/brakeman.ignore")
        }
        return findings
      }
  }
}
