internal import Findings

/// The names of the migrations before and after a change.
package struct MigrationHistory: Sendable {
  /// A migration of one file or of a pair.
  struct Entry: Sendable {
    let stem: String

    /// What the runner orders by, in a form whose bytes sort as the runner does.
    let version: String

    /// What no two migrations may share; `nil` where that is only the whole name.
    let key: String?

    /// The 14 digits of a time; `nil` for other versions.
    let timestamp: String?

    /// The path of its first file, as it is shown.
    let path: String
  }

  /// The migrations that are merged, in the order of their times.
  let merged: [Entry]

  /// Those that the change brings, in the order of their times.
  let new: [Entry]

  /// The files that have what another one has already.
  let secondWays: [SecondWay]

  /// A file and another one, which go the same way of the same migration.
  struct SecondWay: Sendable {
    let path: String
    let other: String
  }

  /// The new ones that sort before a merged one, which the servers have applied without them.
  var outOfOrder: [Entry] {
    guard let latest = merged.last else { return [] }
    return new.filter { $0.version < latest.version && ($0.key == nil || $0.key != latest.key) }
  }

  /// A new migration whose number is not the next one, with the number that is missing, where a runner allows no gap.
  var gap: (entry: Entry, missing: Int)? {
    var next = 1
    for entry in (merged + new).sorted(by: { $0.version < $1.version }) {
      guard let number = Int(entry.version) else { continue }
      if number > next, new.contains(where: { $0.stem == entry.stem }) { return (entry, next) }
      next = number + 1
    }
    return nil
  }

  /// The merged files that the change edits, renames or deletes.
  let disturbed: [DisturbedMigration]

  /// Takes the names of files and their paths on both sides; those without a time in their names have no place in an
  /// order.
  init(
    merged: [(MigrationName, path: String)], judged: [(MigrationName, path: String)], disturbed: [DisturbedMigration],
    runner: Runner = .own
  ) {
    self.merged = Self.entries(merged, runner)
    let known = Set(merged.map(\.0.stem))
    new = Self.entries(judged.filter { !known.contains($0.0.stem) }, runner)
    secondWays = Self.secondWays(merged: merged, judged: judged)
    self.disturbed = disturbed
  }

  /// The files that have a way up, or a way down, of a migration that another file has already.
  ///
  /// Of two files that the change brings the later one is the second.
  private static func secondWays(
    merged: [(MigrationName, path: String)], judged: [(MigrationName, path: String)]
  ) -> [SecondWay] {
    let old = Set(merged.map(\.path))
    var first: [String: String] = [:]
    var ways: [SecondWay] = []
    for (name, path) in judged.filter({ old.contains($0.path) }) + judged.filter({ !old.contains($0.path) }) {
      let way = "\(name.stem) \(name.part == .down ? "down" : "up")"
      if let other = first[way] { ways.append(SecondWay(path: path, other: other)) } else { first[way] = path }
    }
    return ways
  }

  private static func entries(_ names: [(MigrationName, path: String)], _ runner: Runner) -> [Entry] {
    var seen: Set<String> = []
    return names.compactMap { name, path in
      guard seen.insert(name.stem).inserted, let version = name.sortableVersion(by: runner) else { return nil }
      return Entry(
        stem: name.stem, version: version, key: name.uniqueVersion(by: runner), timestamp: name.timestamp, path: path)
    }
    .sorted { ($0.version, $0.stem) < ($1.version, $1.stem) }
  }
}

/// What a change does to a file that is merged.
package struct DisturbedMigration: Sendable {
  package enum Kind: Sendable {
    case edited
    case deleted
    /// It stands at another path now.
    case renamed(to: String)
    /// It is a link or a submodule now.
    case replaced
  }

  package let path: String
  package let kind: Kind
}

extension [DisturbedMigration] {
  /// The new paths of merged files that are renamed.
  var renamedPaths: Set<String> {
    Set(compactMap { if case .renamed(let path) = $0.kind { path } else { nil } })
  }
}
