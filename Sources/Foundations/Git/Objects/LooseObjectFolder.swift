internal import CLibGit2
internal import OperatingSystem

/// The loose objects of one folder, which answer libgit2 in the place of its own reader.
///
/// Whatever asks for an object goes through it: revisions, trees, notes, and what compares the working tree. libgit2
/// holds what is returned against the id by hashing it (`GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION`).
final class LooseObjectFolder {
  private let folder: String

  /// The most bytes of a file: what does not get smaller by deflating gets a little larger.
  private static let fileLimit = Repository.objectLimit + (1 << 20)

  /// As much of a file as is read for its header.
  private static let frontLimit = 4096

  /// The folder `objects`, with a slash at its end.
  init(_ folder: String) {
    self.folder = folder
  }

  /// What a call returns to libgit2 and has told it.
  private enum Answer {
    case found
    case absent
    case ambiguous
    case failed(String)

    var status: CInt {
      switch self {
      case .found: return 0
      case .absent: return GIT_ENOTFOUND.rawValue
      case .ambiguous: return GIT_EAMBIGUOUS.rawValue
      case .failed(let reason):
        _ = unsafe git_error_set_str(CInt(GIT_ERROR_ODB.rawValue), reason)
        return -1
      }
    }
  }

  private func path(of id: ObjectID) -> String {
    let digits = id.description
    return "\(folder)\(digits.prefix(2))/\(digits.dropFirst(2))"
  }

  private func contains(_ id: ObjectID) -> Bool { FileBytes.isThere(path(of: id)) }

  private func header(of id: ObjectID, _ found: (LooseObject) -> Void) -> Answer {
    do throws(GitError) {
      guard let bytes = try FileBytes.front(ofFile: path(of: id), count: Self.frontLimit) else { return .absent }
      do throws(LooseObject.Damage) {
        found(try LooseObject(headerOf: bytes))
        return .found
      } catch {
        return .failed(error.reason)
      }
    } catch {
      return .failed(error.message)
    }
  }

  private func read(
    _ id: ObjectID, for backend: UnsafeMutablePointer<git_odb_backend>,
    _ found: (LooseObject, UnsafeMutableRawPointer) -> Void
  ) -> Answer {
    do throws(GitError) {
      guard let bytes = try FileBytes.ofFile(path(of: id), limit: Self.fileLimit) else { return .absent }
      var data: UnsafeMutableRawPointer?
      do throws(LooseObject.Damage) {
        let object = try unsafe LooseObject(bytes, limit: Repository.objectLimit) { count in
          // An empty object has an address, too.
          unsafe data = git_odb_backend_data_alloc(backend, max(count, 1))
          return unsafe data
        }
        guard let data = unsafe data else { return .failed("there is no memory for it") }
        unsafe found(object, data)
        return .found
      } catch {
        unsafe git_odb_backend_data_free(backend, data)
        return .failed(error.reason)
      }
    } catch {
      return .failed(error.message)
    }
  }

  /// The one id that begins with some digits.
  private func id(from digits: String, _ found: (ObjectID) -> Void) -> Answer {
    let rest = digits.dropFirst(2)
    var only: ObjectID?
    for entry in FolderEntries.of("\(folder)\(digits.prefix(2))") where entry.name.hasPrefix(rest) {
      guard let id = ObjectID(digits.prefix(2) + entry.name) else { continue }
      guard only == nil else { return .ambiguous }
      only = id
    }
    guard let only else { return .absent }
    found(only)
    return .found
  }
}

extension LooseObjectFolder {
  /// A backend of libgit2 that asks this folder; the database that it is added to frees it.
  func backend() throws(GitError) -> UnsafeMutablePointer<git_odb_backend> {
    let backend = UnsafeMutablePointer<clibgit2_backend>.allocate(capacity: 1)
    unsafe backend.initialize(to: clibgit2_backend())
    try LibGit2.check(unsafe clibgit2_init_backend(backend), "the reader of loose objects cannot be made")
    unsafe backend.pointee.owner = Unmanaged.passRetained(self).toOpaque()
    unsafe backend.pointee.parent.exists = { backend, id in
      guard let folder = unsafe LooseObjectFolder.of(backend), let id = unsafe id?.pointee else { return 0 }
      return folder.contains(ObjectID(id)) ? 1 : 0
    }
    unsafe backend.pointee.parent.read_header = { size, kind, backend, id in
      guard let folder = unsafe LooseObjectFolder.of(backend), let id = unsafe id?.pointee else { return -1 }
      return folder.header(of: ObjectID(id)) { object in
        unsafe size?.pointee = object.size
        unsafe kind?.pointee = object.kind
      }.status
    }
    unsafe backend.pointee.parent.read = { data, size, kind, backend, id in
      guard let folder = unsafe LooseObjectFolder.of(backend), let backend = unsafe backend,
        let id = unsafe id?.pointee
      else { return -1 }
      return unsafe folder.read(ObjectID(id), for: backend) { object, bytes in
        unsafe data?.pointee = unsafe bytes
        unsafe size?.pointee = object.size
        unsafe kind?.pointee = object.kind
      }.status
    }
    unsafe backend.pointee.parent.exists_prefix = { full, backend, short, length in
      guard let folder = unsafe LooseObjectFolder.of(backend), let short = unsafe short?.pointee else { return -1 }
      return folder.id(from: String(ObjectID(short).description.prefix(length))) { unsafe full?.pointee = $0.raw }
        .status
    }
    unsafe backend.pointee.parent.read_prefix = { full, data, size, kind, backend, short, length in
      guard let folder = unsafe LooseObjectFolder.of(backend), let backend = unsafe backend,
        let short = unsafe short?.pointee
      else { return -1 }
      var found: ObjectID?
      let answer = folder.id(from: String(ObjectID(short).description.prefix(length))) { found = $0 }
      guard let found else { return answer.status }
      unsafe full?.pointee = found.raw
      return unsafe folder.read(found, for: backend) { object, bytes in
        unsafe data?.pointee = unsafe bytes
        unsafe size?.pointee = object.size
        unsafe kind?.pointee = object.kind
      }.status
    }
    unsafe backend.pointee.parent.free = { backend in
      guard let backend = unsafe backend else { return }
      let whole = unsafe UnsafeMutableRawPointer(backend).assumingMemoryBound(to: clibgit2_backend.self)
      unsafe Unmanaged<LooseObjectFolder>.fromOpaque(whole.pointee.owner).release()
      unsafe whole.deallocate()
    }
    // The backend is the first field.
    return unsafe UnsafeMutableRawPointer(backend).assumingMemoryBound(to: git_odb_backend.self)
  }

  private static func of(_ backend: UnsafeMutablePointer<git_odb_backend>?) -> LooseObjectFolder? {
    guard let backend = unsafe backend else { return nil }
    let whole = unsafe UnsafeMutableRawPointer(backend).assumingMemoryBound(to: clibgit2_backend.self)
    return unsafe Unmanaged<LooseObjectFolder>.fromOpaque(whole.pointee.owner).takeUnretainedValue()
  }
}
