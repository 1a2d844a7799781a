internal import Documents
package import Findings
package import Policy

/// Flags a contract that is nested, repeated or aliased beyond reason.
package struct LimitExceeded: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/limit-exceeded",
    title: "File exceeds a safe limit",
    rationale: """
      A few hundred bytes of YAML aliases can stand for gigabytes, and brackets nested thousands deep overflow the \
      stack of most parsers. A service that reads such a file without limits can be stopped by it.
      """,
    remedy: """
      Nest at most 512 levels deep; write lists out instead of building them from aliases of aliases; split a file \
      that has grown too large.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- platform/contracts/regions.yaml --
        a: &a [n, n, n, n, n, n, n, n, n, n]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, 👉*d, *d, *d]
        """)
    ],
    good: [Example("-- platform/contracts/regions.yaml --\nhome: &home [north, south]\nwork: *home\n")],
    references: ["[RFC 8259, section 9: parsers](https://www.rfc-editor.org/rfc/rfc8259#section-9)"])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.files.compactMap { file in
      guard case .malformed(let source, let error) = file.content, error.isLimit else { return nil }
      return finding(error.message, at: Place(error.range, of: source, path: file.path), help: error.help)
    }
  }
}
