import Changes
import Documents
import Findings
import Git
import Policy
import TestSupport
import Testing

@testable import LintChecks

/// Random edits, moves and renames of whole changes, with lines that several places have.
@Suite struct MovedFindingTests {
  /// Files by their paths, each a list of lines; a line with BAD is what the linter objects to.
  private typealias Tree = [String: [String]]

  private static func random(_ numbers: inout SeededGenerator) -> Tree {
    var tree: Tree = [:]
    for file in 0..<Int.random(in: 1...4, using: &numbers) {
      tree["src/f\(file).js"] = (0..<Int.random(in: 1...12, using: &numbers)).map { line(of: $0, &numbers) }
    }
    return tree
  }

  /// A line that objects, one that several places may have, or one that nothing is to be said about.
  private static func line(of number: Int, _ numbers: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: "BAD \(Int.random(in: 0..<1_000_000, using: &numbers));"
    case 1: "BAD twin;"
    default: "good \(number) \(Int.random(in: 0..<5, using: &numbers));"
    }
  }

  private static func edit(_ tree: inout Tree, _ numbers: inout SeededGenerator) {
    guard let path = tree.keys.sorted().randomElement(using: &numbers), var lines = tree[path] else { return }
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: lines.insert(line(of: 99, &numbers), at: Int.random(in: 0...lines.count, using: &numbers))
    case 1: if !lines.isEmpty { lines.remove(at: Int.random(in: 0..<lines.count, using: &numbers)) }
    case 2:
      // Indentation is no part of what a line says.
      lines = lines.map { "  " + $0 }
    case 3:
      // The file is renamed, and may take the place of none.
      tree[path] = nil
      tree["src/renamed\(Int.random(in: 0..<1_000_000, using: &numbers)).js"] = lines
      return
    case 4:
      // Some lines go to another file.
      let start = Int.random(in: 0...lines.count, using: &numbers)
      let moved = Array(lines[start...].prefix(3))
      lines.removeSubrange(start..<start + moved.count)
      let target = tree.keys.sorted().randomElement(using: &numbers) ?? path
      if target == path { lines.insert(contentsOf: moved, at: 0) } else { tree[target, default: []] += moved }
    default: lines.append("good at the end;")
    }
    tree[path] = lines
  }

  private static func example(_ old: Tree, _ new: Tree) -> Example {
    func files(_ tree: Tree, _ mark: String) -> String {
      tree.sorted { $0.key < $1.key }.map { "-- \(mark)\($0.key) --\n" + $0.value.joined(separator: "\n") + "\n" }
        .joined()
    }
    return Example(files(old, "base: ") + files(new, ""))
  }

  private static func run(_ tree: Tree, _ side: LinterRun.Side, _ versions: [String: ObjectID]) -> LinterRun {
    LinterRun(
      tool: "eslint", format: .eslint, side: side, command: ["eslint"], outcome: .ran,
      files: tree.sorted { $0.key < $1.key }.compactMap { path, lines in
        versions[path].map { blob in
          var file = InspectedFile(path: path, blob: blob, isInspected: true)
          file.findings = lines.enumerated().filter { $0.element.contains("BAD") }.map { number, _ in
            LinterFinding(rule: "no-bad", severity: .error, line: number + 1, message: "BAD is not allowed")
          }
          return file
        }
      })
  }

  /// How many findings of each line there are beyond those of the base.
  private static func surplus(_ old: Tree, _ new: Tree) -> [String: Int] {
    func counts(_ tree: Tree) -> [String: Int] {
      tree.values.joined().filter { $0.contains("BAD") }.reduce(into: [:]) { counts, line in
        counts[line.split(separator: " ").joined(separator: " "), default: 0] += 1
      }
    }
    let before = counts(old)
    return counts(new).reduce(into: [:]) { surplus, entry in
      let more = entry.value - (before[entry.key] ?? 0)
      if more > 0 { surplus[entry.key] = more }
    }
  }

  @Test(arguments: 0..<Soak.count(60, full: 3000))
  func `what was there before stays old wherever it goes, and what is added is new`(number: Int) throws {
    var numbers = SeededGenerator(seed: Soak.seed &+ UInt64(number) &* 7919)
    let old = Self.random(&numbers)
    var new = old
    for _ in 0..<Int.random(in: 1...8, using: &numbers) { Self.edit(&new, &numbers) }
    let policy = try EffectivePolicy<LintPolicy>([
      try PolicyFile(layer: .defaults, path: "lint.yml", bytes: LintCheck.defaultPolicy),
      try PolicyFile(
        layer: .repository, path: "lint.yml", bytes: Array("tools: { eslint: { files: ['src/**/*.js'] } }".utf8)),
    ])
    let change = try Change(Self.example(old, new), of: LintCheck.self)
    func versions(_ side: KeyPath<ChangedPath, FileVersion?>) -> [String: ObjectID] {
      change.files.reduce(into: [:]) { ids, file in ids[file.path.text ?? ""] = file[keyPath: side]?.id }
    }
    let records = LinterRecords([
      Self.run(old, .base, versions(\.old)), Self.run(new, .judged, versions(\.new)),
    ])
    let files = try LintComparison(change, records, block: .newFindings)
      .files(try GovernedFile.all(in: change, policy: policy), tools: policy.own.tools)
    // A file that does not change is not looked at, on either side.
    let same = Set(old.keys.filter { old[$0] == new[$0] })
    let expected = Self.surplus(old.filter { !same.contains($0.key) }, new.filter { !same.contains($0.key) })
    var blocking: [String: Int] = [:]
    for file in files {
      for judged in file.findings where judged.isBlocking {
        let line = try #require(judged.finding.line)
        let text = try #require(new[file.path])[line - 1]
        blocking[text.split(separator: " ").joined(separator: " "), default: 0] += 1
      }
    }
    #expect(blocking == expected, "\(old) → \(new)")
  }
}
