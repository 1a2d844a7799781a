internal import SystemPackage

extension PlanReader {
  /// Takes the bytes of a file, a piece at a time.
  package mutating func take(file path: String) throws(UnreadablePlan) {
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
      defer { close(file) }
      var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
      while true {
        let count = try unsafe buffer.withUnsafeMutableBytes { bytes in try unsafe file.read(into: bytes) }
        guard count > 0 else { return }
        try take(Array(buffer[..<count]))
      }
    } catch let error as UnreadablePlan {
      throw error
    } catch {
      throw UnreadablePlan(.empty, "\(path) cannot be read: \(error)", help: "see to the file, and to its permissions")
    }
  }

  /// How much of a file is read at once, in bytes.
  private static let pieceSize = 1 << 18

  private func close(_ file: FileDescriptor) {
    do {
      try file.close()
    } catch {
      // It was only read.
      return
    }
  }
}
