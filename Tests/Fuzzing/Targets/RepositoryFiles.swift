/// The files of a repository that an input stands for.
///
/// An input is parts between separators; the first byte of each says what it becomes. In a part, a byte 0x1B gives the
/// byte behind it its highest bit, and 0x01 before a digit stands for the id of the object part of that number.
struct RepositoryFiles {
  /// The contents by their paths below the folder of git.
  private(set) var files: [String: [UInt8]] = [
    "HEAD": Array("ref: refs/heads/main\n".utf8),
    "config": Array("[core]\n\trepositoryformatversion = 0\n\tbare = true\n".utf8),
  ]

  /// The ids of the objects that were written, in hexadecimal digits.
  private(set) var ids: [String] = []

  private var rawIDs: [[UInt8]] = []

  init(_ input: [UInt8]) {
    for part in input.split(separator: FuzzTarget.separator).prefix(Self.partLimit) {
      guard let kind = part.first else { continue }
      let name = Self.objectKinds[kind]
      let content = content(of: part.dropFirst(), rawIDs: name == "tree")
      if let name {
        add(Array("\(name) \(content.count)\u{0}".utf8) + content)
        if name == "commit", let id = ids.last { files["refs/heads/main"] = Array("\(id)\n".utf8) }
      } else if kind == UInt8(ascii: "r") {
        // With a header of its own, which may lie.
        add(content)
      } else if kind == UInt8(ascii: "z") {
        add(content, file: content)
      } else if let path = Self.paths[kind] {
        files[path] = content
      }
    }
  }

  private static let partLimit = 24

  private static let objectKinds: [UInt8: String] = [
    UInt8(ascii: "b"): "blob", UInt8(ascii: "t"): "tree", UInt8(ascii: "c"): "commit", UInt8(ascii: "g"): "tag",
  ]

  private static let paths: [UInt8: String] = [
    UInt8(ascii: "h"): "HEAD", UInt8(ascii: "p"): "packed-refs", UInt8(ascii: "f"): "refs/heads/main",
    UInt8(ascii: "v"): "refs/tags/v1", UInt8(ascii: "o"): "refs/notes/commits", UInt8(ascii: "x"): "index",
    UInt8(ascii: "k"): "objects/pack/pack-1.pack", UInt8(ascii: "i"): "objects/pack/pack-1.idx",
    UInt8(ascii: "m"): "objects/info/commit-graph", UInt8(ascii: "s"): "shallow",
  ]

  private mutating func add(_ text: [UInt8], file: [UInt8]? = nil) {
    let raw = LooseObjectBytes.sha1(text)
    let id = raw.map { Self.hexadecimal($0) }.joined()
    rawIDs.append(raw)
    ids.append(id)
    files["objects/\(id.prefix(2))/\(id.dropFirst(2))"] = file ?? LooseObjectBytes.deflated(text)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private func content(of part: ArraySlice<UInt8>, rawIDs isRaw: Bool) -> [UInt8] {
    var content: [UInt8] = []
    var rest = part
    while let byte = rest.popFirst() {
      switch (byte, rest.first) {
      case (0x1B, let next?):
        content.append(next | 0x80)
        rest.removeFirst()
      case (0x01, let next?) where ids.indices.contains(Int(next) - 0x30):
        content += isRaw ? rawIDs[Int(next) - 0x30] : Array(ids[Int(next) - 0x30].utf8)
        rest.removeFirst()
      default: content.append(byte)
      }
    }
    return content
  }
}
