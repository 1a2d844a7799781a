package import Documents

/// Edits that remove a part of a document of JSON or YAML and leave everything else as it is written.
extension SourceText {
  /// The edit that removes a member whose value no other part of the document can refer to.
  ///
  /// - Parameters:
  ///   - index: which of the members.
  ///   - object: the object.
  /// - Returns: `nil` where the value has members itself, which references may name, or where the layout does not tell
  ///   where the member ends.
  package func removal(ofMember index: Int, in object: Node) -> TextEdit? {
    let members = object.object.map(Array.init) ?? []
    guard members.indices.contains(index), Self.isPlain(members[index].value) else { return nil }
    let ranges = members.map { SourceRange(Int($0.keyRange.start), Int($0.value.range.end)) }
    if isFlow(object) { return removal(of: index, among: ranges) }
    let written = text(in: ranges[index])
    // An anchor may be named elsewhere, and a block scalar ends where its indentation does.
    guard members.count > 1, !written.contains(where: { "&*|>\n".contains($0) }) else { return nil }
    return lineRemoval(from: Int(ranges[index].start), through: Int(ranges[index].end))
  }

  /// The edit that removes an element of a list that has others; `nil` where the layout does not tell where it ends.
  package func removal(ofElement index: Int, in list: Node) -> TextEdit? {
    let elements = list.array.map(Array.init) ?? []
    guard elements.indices.contains(index), elements.count > 1 else { return nil }
    if isFlow(list) { return removal(of: index, among: elements.map(\.range)) }
    let start = Int(elements[index].range.start)
    guard let dash = bytes[..<start].lastIndex(where: { $0 != UInt8(ascii: " ") }), bytes[dash] == UInt8(ascii: "-")
    else { return nil }
    return lineRemoval(from: dash, through: end(of: elements[index]))
  }

  /// A scalar, or a list of scalars.
  private static func isPlain(_ value: Node) -> Bool {
    value.object == nil && (value.array?.allSatisfy { $0.object == nil && $0.array == nil } ?? true)
  }

  private func isFlow(_ node: Node) -> Bool {
    let start = Int(node.range.start)
    return start < bytes.count && [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(bytes[start])
  }

  /// Removes one of several parts with the comma at one of its ends.
  private func removal(of index: Int, among ranges: [SourceRange]) -> TextEdit {
    if index + 1 < ranges.count {
      return TextEdit(SourceRange(Int(ranges[index].start), Int(ranges[index + 1].start)), with: "")
    }
    let start = index > 0 ? ranges[index - 1].end : ranges[index].start
    return TextEdit(SourceRange(Int(start), Int(ranges[index].end)), with: "")
  }

  /// Removes whole lines; `nil` where the first has something else before.
  private func lineRemoval(from start: Int, through end: Int) -> TextEdit? {
    let newline = UInt8(ascii: "\n")
    let first = (bytes[..<start].lastIndex(of: newline) ?? -1) + 1
    guard bytes[first..<start].allSatisfy({ $0 == UInt8(ascii: " ") }) else { return nil }
    let last = bytes[end...].firstIndex(of: newline) ?? bytes.count - 1
    let rest = bytes[end..<max(end, last)].drop { $0 == UInt8(ascii: " ") }
    guard rest.isEmpty || rest.first == UInt8(ascii: "#") || rest.first == UInt8(ascii: "\r") else { return nil }
    return TextEdit(SourceRange(first, last + 1), with: "")
  }

  /// The end of what is written of a value: a collection in block layout may reach to the next token.
  private func end(of node: Node) -> Int {
    var end = Int(node.range.end)
    if !isFlow(node) {
      let ends = (node.object?.map { self.end(of: $0.value) } ?? []) + (node.array?.map { self.end(of: $0) } ?? [])
      end = ends.max() ?? end
    }
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    while end > Int(node.range.start), blanks.contains(bytes[end - 1]) { end -= 1 }
    return end
  }
}
