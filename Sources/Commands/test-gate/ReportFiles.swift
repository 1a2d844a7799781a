internal import SystemPackage
internal import TestChecks
internal import TestReports

/// Reads reports piece by piece, so that one of 200 MB takes no more memory than its tests.
enum ReportFiles {
  private static let piece = 1 << 18

  /// Reads a report; what is wrong with it is part of the answer.
  static func read(_ path: String) -> GivenTestReport {
    do {
      // A pipe would never end, and a link may lead to anything.
      let file = try FileDescriptor.open(
        FilePath(path), .readOnly, options: [.nonBlocking, .closeOnExec])
      return try file.closeAfter { GivenTestReport(path: path, .read(try report(in: file))) }
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      return GivenTestReport(path: path, .missing)
    } catch let error as TestReportError {
      return GivenTestReport(path: path, .unreadable(error.description))
    } catch let error as Errno {
      return GivenTestReport(path: path, .unreadable("\(error)"))
    } catch {
      return GivenTestReport(path: path, .unreadable("it cannot be read"))
    }
  }

  private static func report(in file: FileDescriptor) throws -> TestReport {
    var reader = TestReportReader()
    var buffer = [UInt8](repeating: 0, count: piece)
    while true {
      let count = unsafe try buffer.withUnsafeMutableBytes { bytes in unsafe try file.read(into: bytes) }
      guard count > 0 else { return try reader.finish() }
      try reader.take(count == buffer.count ? buffer : Array(buffer[..<count]))
    }
  }
}
