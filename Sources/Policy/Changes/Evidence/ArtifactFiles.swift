/// The files that evidence names, as they were downloaded: read when a check asks for one, and only then.
package struct ArtifactFiles: Sendable {
  private let read: @Sendable (String) throws(UnreadableArtifact) -> [UInt8]

  /// - Parameter read: gives the bytes of a file by its name in the evidence.
  package init(_ read: @escaping @Sendable (String) throws(UnreadableArtifact) -> [UInt8]) {
    self.read = read
  }

  /// Files that are given by their names.
  package init(_ files: [String: [UInt8]] = [:]) {
    self.init { name throws(UnreadableArtifact) in
      guard let bytes = files[name] else { throw UnreadableArtifact("there is no file `\(name)`") }
      return bytes
    }
  }

  /// - Throws: an `UnreadableArtifact` that says why.
  package func contents(of name: String) throws(UnreadableArtifact) -> [UInt8] { try read(name) }
}

/// Why an artifact cannot be read.
package struct UnreadableArtifact: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
