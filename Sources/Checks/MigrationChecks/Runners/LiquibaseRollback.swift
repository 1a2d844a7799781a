internal import Documents

/// The way back of a file of formatted SQL: the text of `--rollback` lines and of `/* liquibase rollback … */`, at the
/// places where it is in the file.
struct LiquibaseRollback {
  /// The file with everything blank but that; `nil` where a changeset has none, and where there are several, which are
  /// taken back in their reversed order.
  let text: SourceText?

  /// Whether each changeset has a way back, or says that it needs none.
  let isComplete: Bool

  init(_ source: SourceText) {
    var bytes = [UInt8](repeating: 0x20, count: source.bytes.count)
    var changesets = 0
    var rollbacks: Set<Int> = []
    var isInBlock = false
    var hasText = false
    var offset = 0
    func copy(_ part: ArraySlice<UInt8>, at offset: Int) {
      for (index, byte) in part.enumerated() { bytes[offset + index] = byte }
      hasText = hasText || part.contains { $0 > 0x20 }
    }
    for line in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { offset += line.count + 1 }
      if offset + line.count < bytes.count { bytes[offset + line.count] = 0x0A }
      let words = String(decoding: line.prefix(80), as: UTF8.self).lowercased()
      let plain = words.filter { $0 != " " && $0 != "\t" }
      if isInBlock {
        let end = line.firstRange(of: Array("*/".utf8))
        copy(line[line.startIndex..<(end?.lowerBound ?? line.endIndex)], at: offset)
        isInBlock = end == nil
      } else if plain.hasPrefix("--changeset") {
        changesets += 1
      } else if plain.hasPrefix("/*liquibaserollback") {
        rollbacks.insert(changesets)
        isInBlock = !plain.contains("*/")
      } else if plain.hasPrefix("--rollback"), let keyword = words.firstRange(of: "rollback") {
        rollbacks.insert(changesets)
        let rest = line.dropFirst(words[..<keyword.upperBound].utf8.count)
        let says = String(decoding: rest.prefix(40), as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
        if says == ["empty"] || says == ["not", "required"] { continue }
        copy(rest, at: offset + line.distance(from: line.startIndex, to: rest.startIndex))
      }
    }
    isComplete = rollbacks.count >= max(1, changesets)
    text = isComplete && hasText && changesets < 2 ? SourceText(bytes) : nil
  }
}
