internal import CLibGit2

/// The bytes of one object, for as long as somebody holds on to it; a class so that several can be kept in an array.
@safe final class ObjectBytes {
  private let object: OpaquePointer

  init(_ id: ObjectID, _ kind: ObjectKind, limit: Int, in repository: borrowing Repository) throws(GitError) {
    // The size is asked first: a small file can inflate to any size.
    let header = try repository.header(of: id)
    guard header.kind == kind else { throw repository.wrongKind(id, header.kind, kind) }
    guard header.size <= limit else {
      throw GitError(
        .tooLarge, "the \(kind.rawValue) \(id) has \(header.size) bytes; at most \(limit) are read",
        help: "split its content, or leave it out of the repository")
    }
    var object: OpaquePointer?
    var raw = id.raw
    let status = unsafe git_odb_read(&object, repository.objects, &raw)
    guard status == 0, let object = unsafe object else { throw repository.failure(status, reading: id) }
    unsafe self.object = object
  }

  deinit { unsafe git_odb_object_free(object) }

  /// Lends the bytes for the time of a call.
  func lend<Result>(_ body: (Span<UInt8>) throws(GitError) -> Result) throws(GitError) -> Result {
    defer { withExtendedLifetime(self) {} }
    let start = unsafe git_odb_object_data(object)?.assumingMemoryBound(to: UInt8.self)
    let bytes = unsafe UnsafeBufferPointer(start: start, count: git_odb_object_size(object))
    return try unsafe body(bytes.span)
  }
}
