internal import Documents
package import Findings
package import Policy

/// Flags an escape that is half of a character.
package struct LoneSurrogate: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/lone-surrogate",
    title: "Lone surrogate in an escape",
    rationale: """
      `\\ud83d` alone is half of a UTF-16 pair and encodes no character. Some readers refuse the file, others put \
      U+FFFD in its place, so that a name or an enumerated value is not the same for all.
      """,
    remedy: "Write the character itself, or both halves of its pair: `\\ud83d\\ude80`.",
    severity: .error,
    bad: [Example(#"{ "enum": ["👉\ud83d"] }"#)],
    good: [Example(#"{ "enum": ["\ud83d\ude80"] }"#)],
    references: ["[RFC 8259, section 8.2: Unicode characters](https://www.rfc-editor.org/rfc/rfc8259#section-8.2)"])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.defects(.loneSurrogate) { file, source, defect in
      finding(
        defect.message, at: Place(defect.range, of: source, path: file.path),
        help: "write the character itself, or both halves of its pair")
    }
  }
}
