package import Documents
package import Findings

extension Document {
  /// The edits that give renamed rules their new ids in a policy file: under `rules`, in `waivers` and in `locked`.
  ///
  /// Only the ids are replaced, so comments and formatting stay.
  package var renamesInPolicy: [TextEdit] {
    let settings = root["rules"]?.object?.compactMap { rename($0.key, at: $0.keyRange) } ?? []
    let waivers = root["waivers"]?.array?.compactMap { waiver in waiver["rule"].flatMap { rename($0) } } ?? []
    let locks = root["locked"]?.array?.compactMap { rename($0, after: Self.lockPrefix) } ?? []
    return settings + waivers + locks
  }

  /// The edits that give renamed rules their new ids in a baseline.
  package var renamesInBaseline: [TextEdit] {
    root["findings"]?.array?.compactMap { finding in finding["rule"].flatMap { rename($0) } } ?? []
  }

  /// What a lock of the severity of a rule begins with.
  static let lockPrefix = "rules."

  private func rename(_ node: Node, after prefix: String = "") -> TextEdit? {
    guard let text = node.string, text.hasPrefix(prefix) else { return nil }
    return rename(String(text.dropFirst(prefix.count)), after: prefix, at: node.range)
  }

  /// Replaces an id within a scalar, or the scalar where the id is written with escapes.
  private func rename(_ id: String, after prefix: String = "", at range: SourceRange) -> TextEdit? {
    guard let new = RenamedRules.newID(of: id) else { return nil }
    let (written, old) = (Array(source.bytes[range.offsets.clamped(to: source.bytes.indices)]), Array(id.utf8))
    guard let offset = written.indices.first(where: { written[$0...].starts(with: old) }) else {
      return TextEdit(range, with: Node.string(prefix + new).json())
    }
    let start = Int(range.start) + offset
    return TextEdit(SourceRange(start, start + old.count), with: new)
  }
}
