package import Documents
package import Findings

/// The findings that were there when a check was adopted: they are shown, and do not block.
package struct Baseline: Sendable {
  /// A finding that is known.
  ///
  /// Entries are compared by their bytes: `String` finds two paths equal that are two files.
  package struct Entry: Sendable, Hashable {
    package let rule: String
    package let path: String
    package let fingerprint: String

    private var bytes: [[UInt8]] { [rule, path, fingerprint].map { Array($0.utf8) } }

    package static func == (left: Entry, right: Entry) -> Bool { left.bytes == right.bytes }

    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
  }

  /// What a file is held to before anybody reads it.
  package static let schema = DocumentSchema(PackageResources.baseline_schema_json)

  package let entries: [Entry]

  private let known: Set<Entry>

  /// The findings of a report, errors, warnings and notes, as a new baseline; one without a file is not about the state of
  /// things, and is left out.
  package init(of findings: [Finding]) {
    self.init(
      entries: findings.flatMap { [$0] + $0.members }.filter { $0.severity != nil }.compactMap { Entry(of: $0) })
  }

  private init(entries: [Entry]) {
    self.entries = entries
    known = Set(entries.filter { !$0.path.isEmpty })
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
    // Only as many as are told: the place of each is counted from the beginning of its line.
    let wrong = document.root["findings"]?.array?.lazy.compactMap { finding -> PolicyFault? in
      guard let rule = finding["rule"], let id = rule.string else { return nil }
      if let correction = RenamedRules.correction(of: id) {
        let place = Place(rule.range, of: source, path: path)
        return PolicyFault(message: correction.message, place: place, help: correction.help)
      }
      guard withoutFile.contains(id) else { return nil }
      return PolicyFault(
        message: "\(id) is asked of a deployment, which has no file, so no baseline entry can be of it",
        place: Place(rule.range, of: source, path: path), help: "remove the entry")
    }
    let misplaced = wrong.map { Array($0.prefix(PolicyFault.limit + 1)) } ?? []
    if !misplaced.isEmpty {
      let isMore = misplaced.count > PolicyFault.limit
      throw UnreadablePolicy(isMore ? misplaced.prefix(PolicyFault.limit - 1) + [.more(in: path)] : misplaced)
    }
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

  /// The entries that name no file, and so have no effect.
  package var withoutFile: [Entry] { entries.filter(\.path.isEmpty) }
}

extension Baseline.Entry {
  /// A finding with its fingerprint; `nil` for one without a file.
  fileprivate init?(of finding: Finding, path: String? = nil) {
    guard let place = finding.place else { return nil }
    self.init(rule: finding.rule, path: path ?? place.path, fingerprint: finding.fingerprint)
  }
}

extension Baseline {
  /// Where files were before a change moved them, by the bytes of their paths.
  package struct Moves: Sendable {
    private let origins: [[UInt8]: String]

    /// Takes the path of each file with the one that it had.
    package init(_ moves: [(path: String, origin: String)]) {
      origins = Dictionary(moves.map { (Array($0.path.utf8), $0.origin) }) { first, _ in first }
    }

    /// The path that the file of a place had before.
    package func origin(of place: Place) -> String { origins[Array(place.path.utf8)] ?? place.path }
  }

  /// The findings, with those that are known made notes.
  ///
  /// An entry counts for its own rule and path, or for the path that a change moves its file to.
  ///
  /// - Returns: all findings, and the entries that those would have which a move of their file took along.
  package func applied(
    to findings: [Finding], _ moves: Moves
  ) -> (findings: [Finding], moved: Set<Entry>) {
    guard !known.isEmpty else { return (findings, []) }
    let here = Finding.fingerprinted(findings)
    let before = Finding.fingerprinted(findings, path: moves.origin)
    var moved: Set<Entry> = []
    let applied = zip(here, before).map { finding, origin in
      guard finding.severity != nil, let place = finding.place, let entry = Entry(of: finding),
        let old = Entry(of: origin, path: moves.origin(of: place))
      else { return finding }
      guard known.contains(entry) || known.contains(old) else { return finding }
      if entry != old, known.contains(old) { moved.insert(entry) }
      var finding = finding
      finding.kind = .violation(.note)
      finding.isBaselined = true
      return finding
    }
    return (applied, moved)
  }

  /// The entries of this baseline and of another one.
  package func united(with other: Baseline) -> Baseline {
    Baseline(entries: entries + additions(in: other))
  }

  /// What another baseline has that this one has not, leaving out what a move of a file took along.
  package func additions(in other: Baseline, moved: Set<Entry> = []) -> [Entry] {
    other.entries.filter { !known.contains($0) && !moved.contains($0) && !entries.contains($0) }
  }

  /// In what a baseline differs from an older one: each entry lets a finding through.
  ///
  /// - Parameters:
  ///   - old: the older baseline; `nil` where there was none.
  ///   - path: the file.
  /// - Returns: what is added, and then what is gone.
  package func differences(from old: Baseline?, path: String) -> [PolicyDifference] {
    let old = old ?? Baseline(of: [])
    let place = Place(path: path)
    let added = old.additions(in: self).map { PolicyDifference(adding: $0, at: place) }
    return added + additions(in: old).map { PolicyDifference(removing: $0, at: place) }
  }
}

extension PolicyDifference {
  fileprivate init(adding entry: Baseline.Entry, at place: Place) {
    self.init(key: entry.key, effect: .weaker, old: nil, new: entry.value, place: place)
  }

  fileprivate init(removing entry: Baseline.Entry, at place: Place) {
    self.init(key: entry.key, effect: .stricter, old: entry.value, new: nil, place: place)
  }
}

extension Baseline.Entry {
  fileprivate var key: String { "baseline.[\(rule) in \(path)]" }
  fileprivate var value: String { Node.string(fingerprint).json() }
}
