internal import SystemPackage

/// Reads a report from a file piece by piece, so that one of 200 MB takes no more memory than its tests.
package enum TestReportFile {
  /// What came of reading a file.
  package enum Content: Sendable {
    case report(TestReport)
    /// Why it cannot be read.
    case unreadable(String)
    case missing
  }

  private static let piece = 1 << 18

  /// What is in a report; what is wrong with it is part of the answer.
  package static func content(at path: String) -> Content {
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
      return try file.closeAfter { Content.report(try read(file)) }
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      return .missing
    } catch let error as TestReportError {
      return .unreadable(error.description)
    } catch let error as Errno {
      return .unreadable("\(error)")
    } catch {
      return .unreadable("it cannot be read")
    }
  }

  private static func read(_ file: FileDescriptor) throws -> TestReport {
    var reader = TestReportReader()
    var buffer = [UInt8](repeating: 0, count: piece)
    while true {
      let count = unsafe try buffer.withUnsafeMutableBytes { bytes in unsafe try file.read(into: bytes) }
      guard count > 0 else { return try reader.finish() }
      try reader.take(count == buffer.count ? buffer : Array(buffer[..<count]))
    }
  }
}
