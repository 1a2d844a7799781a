internal import Documents
package import Findings
package import Policy

/// Flags a contract that is not encoded in UTF-8.
package struct InvalidEncoding: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-encoding",
    title: "File is not valid UTF-8",
    rationale: """
      JSON that systems exchange must be UTF-8. A file in another encoding is read as different texts by different \
      programs, or by none.
      """,
    remedy: "Save the file as UTF-8: `iconv -f ISO-8859-1 -t UTF-8 old.json > new.json`.",
    severity: .error,
    bad: [
      Example("-- platform/contracts/order.json (bytes) --\n{ \"title\": \"Command👉\\xE9\" }\n"),
      Example("-- platform/contracts/order.json (bytes) --\n\\xEF\\xBB\\xBF{ \"title\": \"Order\" }\n"),
    ],
    good: [Example(#"{ "title": "Commandé" }"#)],
    references: ["[RFC 8259, section 8.1: character encoding](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)"])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.files.compactMap { file in
      if case .document(let document) = file.content, document.source.hasByteOrderMark, file.isJSON {
        return finding(
          "this file begins with a byte order mark, at which many readers of JSON stop", at: Place(path: file.path),
          help: "save it as UTF-8 without one (RFC 8259, section 8.1)")
      }
      guard case .malformed(let source, let error) = file.content, error.kind == .encoding else { return nil }
      let place = Place(error.range, of: source, path: file.path)
      return finding(error.message, at: place, help: error.help ?? "save the file as UTF-8")
    }
  }
}
