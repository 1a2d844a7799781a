internal import Changes
internal import Documents
internal import Findings
internal import Git

/// Which of the lines that a change adds or edits were executed.
struct ChangedCoverage: Sendable {
  private(set) var files: [File] = []

  struct File: Sendable {
    let path: RepositoryPath

    /// Lines from 1, sorted: changed ones alone, and no line that cannot be executed.
    let executed: [Int]
    let missed: [Int]

    /// The first line that was not executed.
    let place: Place
  }

  init() {}

  /// Compares what runs have executed with the lines of a change; a line that one of them executes is executed.
  ///
  /// - Throws: `GitError` of reading a file.
  init(_ covered: [CoveredFile], of change: Change) throws(GitError) {
    var executed: [String: Set<Int>] = [:]
    var missed: [String: Set<Int>] = [:]
    for file in covered {
      executed[file.path, default: []].formUnion(file.executed)
      missed[file.path, default: []].formUnion(file.missed)
    }
    for changed in change.files {
      guard let text = changed.path.text, executed[text] != nil, let new = changed.new, new.id != changed.old?.id,
        new.mode == .file || new.mode == .executable
      else { continue }
      guard let bytes = try Self.bytes(changed.path, new, on: change.judged) else { continue }
      var old: [UInt8] = []
      if let version = changed.old, version.mode == .file || version.mode == .executable {
        old = try Self.bytes(changed.path, version, on: change.base) ?? []
      }
      let lines = try ChangedLines(from: old, to: bytes)
      let hits = (executed[text] ?? []).filter(lines.contains).sorted()
      let misses = (missed[text] ?? []).subtracting(executed[text] ?? []).filter(lines.contains).sorted()
      guard !hits.isEmpty || !misses.isEmpty else { continue }
      files.append(
        File(path: changed.path, executed: hits, missed: misses, place: Self.place(misses.first, text, bytes)))
    }
  }

  /// The largest file that is looked into, in bytes.
  private static let limit = 4 << 20

  private static func bytes(
    _ path: RepositoryPath, _ version: FileVersion, on side: Snapshot
  ) throws(GitError) -> [UInt8]? {
    do throws(GitError) {
      return try side.bytes(of: path, version, limit: limit)
    } catch {
      guard error.code == .tooLarge else { throw error }
      return nil
    }
  }

  private static func place(_ line: Int?, _ path: String, _ bytes: [UInt8]) -> Place {
    let source = SourceText(bytes)
    guard let line, let range = source.range(ofLine: line) else { return Place(path: path) }
    return Place(range, of: source, path: path)
  }

  var executed: Int { files.reduce(0) { $0 + $1.executed.count } }
  var all: Int { files.reduce(0) { $0 + $1.executed.count + $1.missed.count } }

  /// How many of the changed lines that can be executed were, in percent, rounded down; 100 where there are none.
  var percent: Int { all == 0 ? 100 : executed * 100 / all }
}
