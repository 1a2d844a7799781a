/// An annotated tag (gitglossary, "tag object").
package struct Tag: Hashable, Sendable {
  package let id: ObjectID
  package let name: String
  /// The object that it names.
  package let target: ObjectID
  package let targetKind: ObjectKind
  /// Who made it; nil in tags of the first years of git.
  package let tagger: Signature?
  /// The whole message, with the signature at its end if it has one.
  package let message: String
}

extension Repository {
  /// Returns an annotated tag.
  ///
  /// - Throws: `GitError` with the code `wrongKind` (a lightweight tag is no object), or one of reading an object.
  package func tag(_ id: ObjectID) throws(GitError) -> Tag {
    try withObject(id, .tag) { (bytes) throws(GitError) in
      var lines = HeaderLines()
      var target: ObjectID?
      var kind: ObjectKind?
      var name: String?
      var tagger: Signature?
      while let line = lines.next(in: bytes) {
        if bytes.has("object", at: line.name) {
          target = ObjectID(digits: bytes, at: line.value.lowerBound)
        } else if bytes.has("type", at: line.name) {
          kind = ObjectKind(rawValue: String(decoding: bytes.copy(line.value), as: UTF8.self))
        } else if bytes.has("tag", at: line.name) {
          name = String(decoding: bytes.copy(line.value), as: UTF8.self)
        } else if bytes.has("tagger", at: line.name) {
          tagger = Signature(bytes.copy(line.value), encoding: .utf8)
        }
      }
      guard let target, let kind, let name else { throw corrupt(id, "the tag lacks its object, its type or its name") }
      return Tag(
        id: id, name: name, target: target, targetKind: kind, tagger: tagger,
        message: String(decoding: bytes.copy(lines.messageStart(in: bytes)..<bytes.count), as: UTF8.self))
    }
  }
}
