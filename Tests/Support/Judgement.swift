package import Documents
package import Testing

/// What `contracts check --format json` said.
package struct Judgement {
  package let status: Int32

  /// The one report of the document that it wrote.
  package let report: Node

  /// Takes a document with one report apart.
  package init(status: Int32, document: [UInt8]) throws {
    self.status = status
    let root = try Document.json(SourceText(document)).root
    DocumentValidation.documents?.add(document, schema: "report")
    report = try #require(root["reports"]?.array?.first)
  }

  package var verdict: String { report["verdict"]?.string ?? "" }

  /// All that is said, a statement a line: rule, place, message and help.
  package var words: String {
    let statements = ["findings", "undecided", "owed"].flatMap { list in
      entries(list).map { entry in
        let place = [entry["path"]?.string, entry["line"]?.json(), entry["column"]?.json()].compactMap(\.self)
        let severity = entry["severity"]?.string ?? list
        return [
          entry["rule"]?.string, severity, place.joined(separator: ":"), entry["message"]?.string,
          entry["help"]?.string,
        ]
        .compactMap(\.self).joined(separator: " | ")
      }
    }
    let others = ["notExecuted", "waived"].flatMap { list in entries(list).map { "\(list) | \($0.json())" } }
    return (statements + others + ["data | \(report["data"]?.json() ?? "")"]).joined(separator: "\n")
  }

  /// The rules of the entries of a list: `findings`, `undecided`, `owed` or `waived`.
  package func rules(_ list: String) -> [String] {
    entries(list).compactMap { $0["rule"]?.string }
  }

  private func entries(_ name: String) -> [Node] { report[name]?.array.map(Array.init) ?? [] }

  /// Expects a verdict, its exit code, and words that are said with it.
  package func expect(_ verdict: String, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    expect(verdict, words, sourceLocation: sourceLocation)
  }

  package func expect(_ verdict: String, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(self.verdict == verdict, "\(self.words)", sourceLocation: sourceLocation)
    let codes: [String: Int32] = ["pass": 0, "fail": 1, "undecided": 2]
    #expect(status == codes[verdict], sourceLocation: sourceLocation)
    for word in words {
      #expect(self.words.contains(word), "no \"\(word)\" in:\n\(self.words)", sourceLocation: sourceLocation)
    }
  }
}
