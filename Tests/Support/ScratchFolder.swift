package import SystemPackage

/// Makes an empty temporary folder, lends it, and removes it with all that is in it, also after an error.
package func withScratchFolder<Result>(_ body: (FilePath) async throws -> Result) async throws -> Result {
  let folder = FilePath(try await Tool.run("mktemp", ["-d"]).text)
  do {
    let result = try await body(folder)
    try await remove(folder)
    return result
  } catch {
    try await remove(folder)
    throw error
  }
}

private func remove(_ folder: FilePath) async throws {
  // What git made read-only would survive `rm` when the tests do not run as root.
  _ = try await Tool.run("chmod", ["-R", "u+rwX", folder.string])
  _ = try await Tool.run("rm", ["-rf", folder.string])
}

extension FilePath {
  /// Writes a file of these bytes, with the folders above it; an existing file is replaced.
  package func write(_ bytes: some Sequence<UInt8>) async throws {
    let folder = removingLastComponent()
    if !folder.isEmpty { _ = try await Tool.run("mkdir", ["-p", folder.string]) }
    let file = try FileDescriptor.open(
      self, .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    _ = try file.closeAfter { try file.writeAll(bytes) }
  }

  /// Writes a file of this text, with the folders above it; an existing file is replaced.
  package func write(_ text: String) async throws { try await write(text.utf8) }
}
