internal import Findings

/// The names of the migrations before and after a change.
package struct MigrationHistory: Sendable {
  /// A migration of one file or of a pair.
  struct Entry: Sendable {
    let stem: String
    let timestamp: String

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

  /// The merged files that the change edits, renames or deletes.
  let disturbed: [DisturbedMigration]

  /// Takes the names of files and their paths on both sides; those without a time in their names have no place in an
  /// order.
  init(
    merged: [(MigrationName, path: String)], judged: [(MigrationName, path: String)], disturbed: [DisturbedMigration]
  ) {
    self.merged = Self.entries(merged)
    let known = Set(merged.map(\.0.stem))
    new = Self.entries(judged.filter { !known.contains($0.0.stem) })
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

  private static func entries(_ names: [(MigrationName, path: String)]) -> [Entry] {
    var seen: Set<String> = []
    return names.compactMap { name, path in
      guard let timestamp = name.timestamp, seen.insert(name.stem).inserted else { return nil }
      return Entry(stem: name.stem, timestamp: timestamp, path: path)
    }
    .sorted { ($0.timestamp, $0.stem) < ($1.timestamp, $1.stem) }
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
