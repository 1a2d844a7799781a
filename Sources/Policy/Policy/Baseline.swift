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

  /// What a file is held to before anybody reads it.
  package static let schema = DocumentSchema(PackageResources.baseline_schema_json)

  package let entries: [Entry]

  private let known: Set<String>

  /// The findings of a report as a new baseline.
  package init(of findings: [Finding]) {
    self.init(
      entries: findings.flatMap { [$0] + $0.members }.filter { $0.severity == .error }.map { finding in
        Entry(rule: finding.rule, path: finding.place?.path ?? "", fingerprint: finding.fingerprint)
      })
  }

  private init(entries: [Entry]) {
    self.entries = entries
    known = Set(entries.map(\.fingerprint))
  }

  /// Reads a baseline file.
  ///
  /// - Parameters:
  ///   - source: the text of the file.
  ///   - path: the file as it is shown.
  ///   - withoutFile: the rules that are about no file, so that no entry can be of one.
  /// - Throws: `UnreadablePolicy` with the place.
  package init(_ source: SourceText, path: String, withoutFile: Set<String> = []) throws(UnreadablePolicy) {
    let document: Document
    do throws(DocumentError) {
      document = try Document.json(source)
      try document.requireNoDefects()
    } catch {
      let place = Place(error.range, of: source, path: path)
      throw UnreadablePolicy([PolicyFault(message: error.message, place: place, help: error.help)])
    }
    let faults = Self.schema.faults(of: document, path: path)
    guard faults.isEmpty else { throw UnreadablePolicy(faults) }
    let misplaced = document.root["findings"]?.array?.compactMap { finding -> PolicyFault? in
      guard let rule = finding["rule"], let id = rule.string, withoutFile.contains(id) else { return nil }
      return PolicyFault(
        message: "\(id) is asked of a deployment, which has no file, so no baseline entry can be of it",
        place: Place(rule.range, of: source, path: path), help: "remove the entry")
    }
    if let misplaced, !misplaced.isEmpty { throw UnreadablePolicy(misplaced) }
    self.init(
      entries: document.root["findings"]?.array?.map { finding in
        Entry(
          rule: finding["rule"]?.string ?? "", path: finding["path"]?.string ?? "",
          fingerprint: finding["fingerprint"]?.string ?? "")
      } ?? [])
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
      finding.isBaselined = true
      return finding
    }
  }

  /// What another baseline has that this one has not.
  package func additions(in other: Baseline) -> [Entry] {
    other.entries.filter { !known.contains($0.fingerprint) }
  }
}
