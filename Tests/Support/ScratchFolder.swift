package import SystemPackage

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Makes an empty temporary folder, lends it, and removes it with all that is in it, also after an error.
package func withScratchFolder<Result>(_ body: (FilePath) async throws -> Result) async throws -> Result {
  let files = FileManager.default
  let folder = FilePath(files.temporaryDirectory.path).appending("signalbox-test-\(UUID().uuidString)")
  try files.createDirectory(
    atPath: folder.string, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  do {
    let result = try await body(folder)
    try await folder.removeTree()
    return result
  } catch {
    try await folder.removeTree()
    throw error
  }
}

extension FilePath {
  /// Removes a folder with all that is in it; nothing where it is not there.
  package func removeTree() async throws {
    do {
      try FileManager.default.removeItem(atPath: string)
    } catch {
      // What a test made read-only keeps its files when the tests do not run as root, or what it started still writes.
      _ = try await Tool.run("chmod", ["-R", "u+rwX", string])
      _ = try await Tool.run("rm", ["-rf", string])
    }
  }

  /// Makes a folder and those above it, where they are not there yet.
  package func makeFolder() throws {
    try FileManager.default.createDirectory(atPath: string, withIntermediateDirectories: true)
  }

  /// Makes a symbolic link.
  package func link(to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: string, withDestinationPath: target)
  }

  /// Writes a file of these bytes, with the folders above it; an existing file is replaced.
  package func write(_ bytes: some Sequence<UInt8>) async throws {
    let folder = removingLastComponent()
    if !folder.isEmpty { try folder.makeFolder() }
    let file = try FileDescriptor.open(
      self, .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    _ = try file.closeAfter { try file.writeAll(bytes) }
  }

  /// Writes a file of this text, with the folders above it; an existing file is replaced.
  package func write(_ text: String) async throws { try await write(text.utf8) }
}
