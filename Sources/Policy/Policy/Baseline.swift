package import Documents
package import Findings

/// The findings that were there when a check was adopted: they are shown, and do not block.
package struct Baseline: Sendable {
  /// A finding that is known.
  package struct Entry: Sendable, Hashable {
    package let rule: String
    package let path: String
    package let fingerprint: String
  }

  package let entries: [Entry]

  private let known: Set<String>

  /// The findings of a report as a new baseline.
  package init(of findings: [Finding]) {
    self.init(
      entries: findings.filter { $0.severity == .error }.map { finding in
        Entry(rule: finding.rule, path: finding.place?.path ?? "", fingerprint: finding.fingerprint)
      })
  }

  private init(entries: [Entry]) {
    self.entries = entries
    known = Set(entries.map(\.fingerprint))
  }

  /// Reads a baseline file.
  ///
  /// - Throws: `UnreadablePolicy` with the place.
  package init(_ source: SourceText, path: String) throws(UnreadablePolicy) {
    func fault(_ message: String, _ range: SourceRange, _ help: String? = nil) -> UnreadablePolicy {
      UnreadablePolicy([PolicyFault(message: message, place: Place(range, of: source, path: path), help: help)])
    }
    let document: Document
    do throws(DocumentError) {
      document = try Document.json(source)
      try document.requireNoDefects()
    } catch {
      throw fault(error.message, error.range, error.help)
    }
    guard document.root["version"] == 1, let findings = document.root["findings"]?.array else {
      throw fault("a baseline is {\"version\": 1, \"findings\": […]}", document.root.range)
    }
    var entries: [Entry] = []
    for finding in findings {
      guard let rule = finding["rule"]?.string, let path = finding["path"]?.string,
        let fingerprint = finding["fingerprint"]?.string
      else { throw fault("an entry of a baseline has a rule, a path and a fingerprint", finding.range) }
      entries.append(Entry(rule: rule, path: path, fingerprint: fingerprint))
    }
    self.init(entries: entries)
  }

  /// The file, one entry a line, so that a diff shows what went.
  package var bytes: [UInt8] {
    let lines = entries.map { entry -> String in
      let node: Node = [
        "rule": .string(entry.rule), "path": .string(entry.path), "fingerprint": .string(entry.fingerprint),
      ]
      return "    \(node.json())"
    }
    let list = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
    return Array("{\n  \"version\": 1,\n  \"findings\": \(list)\n}\n".utf8)
  }

  /// The findings, with those that are known made notes.
  package func applied(to findings: [Finding]) -> [Finding] {
    guard !known.isEmpty else { return findings }
    return Finding.fingerprinted(findings).map { finding in
      guard finding.severity != nil, known.contains(finding.fingerprint) else { return finding }
      var finding = finding
      finding.kind = .violation(.note)
      return finding
    }
  }

  /// What another baseline has that this one has not.
  package func additions(in other: Baseline) -> [Entry] {
    other.entries.filter { !known.contains($0.fingerprint) }
  }
}
