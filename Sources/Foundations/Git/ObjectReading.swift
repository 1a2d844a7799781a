internal import CLibGit2

/// The four kinds of object (gitglossary, "object type").
package enum ObjectKind: String, Hashable, Sendable {
  case commit
  case tree
  case blob
  case tag

  init?(_ raw: git_object_t) {
    switch raw {
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TAG: self = .tag
    default: return nil
    }
  }
}

extension Repository {
  /// The most bytes of one object that are read unless a caller says otherwise: what GitHub accepts as a file.
  package static let objectLimit = 100 << 20

  /// Returns kind and size in bytes of an object, without reading the object.
  ///
  /// - Throws: `GitError` with the code `missingObject`, `omittedObject`, `shallowBoundary` or `corruptObject`.
  package func header(of id: ObjectID) throws(GitError) -> (kind: ObjectKind, size: Int) {
    var size = 0
    var kind = GIT_OBJECT_INVALID
    var raw = id.raw
    let status = unsafe git_odb_read_header(&size, &kind, objects, &raw)
    guard status == 0 else { throw failure(status, reading: id) }
    guard let kind = ObjectKind(kind) else { throw corrupt(id, "it is of no known kind") }
    return (kind, size)
  }

  /// Returns the size of a blob in bytes, without reading the blob.
  ///
  /// - Throws: `GitError` as `header(of:)` does, and with the code `wrongKind` when the object is no blob.
  package func blobSize(_ id: ObjectID) throws(GitError) -> Int {
    let header = try header(of: id)
    guard header.kind == .blob else { throw wrongKind(id, header.kind, .blob) }
    return header.size
  }

  /// Lends the bytes of a blob, without a copy, for the time of a call.
  ///
  /// - Parameters:
  ///   - id: the id of the blob.
  ///   - limit: the most bytes that the blob may have.
  ///   - body: what is done with the bytes.
  /// - Returns: what the call returns.
  /// - Throws: `GitError` as `blobSize(_:)` does, and with the code `tooLarge`.
  package func withBlob<Result>(
    _ id: ObjectID, limit: Int = objectLimit, _ body: (Span<UInt8>) -> Result
  ) throws(GitError) -> Result {
    try withObject(id, .blob, limit: limit) { (bytes) throws(GitError) in body(bytes) }
  }

  /// Returns a copy of the bytes of a blob.
  ///
  /// - Throws: `GitError` as `withBlob(_:limit:_:)` does.
  package func blob(_ id: ObjectID, limit: Int = objectLimit) throws(GitError) -> [UInt8] {
    try withBlob(id, limit: limit) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  /// Lends the bytes of an object of a certain kind.
  func withObject<Result>(
    _ id: ObjectID, _ kind: ObjectKind, limit: Int = objectLimit,
    _ body: (Span<UInt8>) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    try ObjectBytes(id, kind, limit: limit, in: self).lend(body)
  }
}
