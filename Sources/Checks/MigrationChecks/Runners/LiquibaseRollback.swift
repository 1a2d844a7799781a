internal import Documents

/// The way back of a file of formatted SQL: the text behind `--rollback`, at the places where it is in the file.
struct LiquibaseRollback {
  /// The file with everything blank but that; `nil` where a changeset has none, and where there are several, which are
  /// taken back in their reversed order.
  let text: SourceText?

  /// Whether each changeset has a way back.
  let isComplete: Bool

  init(_ source: SourceText) {
    var bytes = [UInt8](repeating: 0x20, count: source.bytes.count)
    var changesets = 0
    var rollbacks: Set<Int> = []
    var offset = 0
    for line in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { offset += line.count + 1 }
      if offset + line.count < bytes.count { bytes[offset + line.count] = 0x0A }
      let words = String(decoding: line.prefix(40), as: UTF8.self).lowercased()
      let plain = words.filter { $0 != " " && $0 != "\t" }
      if plain.hasPrefix("--changeset") { changesets += 1 }
      guard plain.hasPrefix("--rollback"), let found = line.firstRange(of: Array("rollback".utf8)) ?? nil else {
        continue
      }
      rollbacks.insert(changesets)
      let start = line.distance(from: line.startIndex, to: found.upperBound)
      for (index, byte) in line.dropFirst(start).enumerated() { bytes[offset + start + index] = byte }
    }
    isComplete = rollbacks.count >= max(1, changesets)
    text = isComplete && changesets < 2 ? SourceText(bytes) : nil
  }
}
