/// Why a report cannot be read; nothing of it is taken then.
package struct TestReportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, in one sentence in lower case.
  package var message: String

  /// The line, from 1, where it is known.
  package var line: Int?

  package init(_ message: String, line: Int? = nil) {
    self.message = message
    self.line = line
  }

  package var description: String { line.map { "line \($0): \(message)" } ?? message }
}

/// What a report may cost before it is refused.
package enum TestReportLimits {
  /// Tests in one report.
  static let tests = 2_000_000

  /// Elements inside one another.
  static let depth = 256

  /// One tag with its attributes, or one line, in bytes.
  static let token = 8 << 20

  /// A document that has to be read as a whole (JSON), in bytes.
  static let document = 128 << 20

  /// Why a test failed, in bytes; the rest is left out.
  static let message = 4096

  /// What a suite wrote to its standard output, as far as it is searched for TAP, in bytes.
  static let output = 1 << 20

  /// How many failures keep their message, and how many errors, doubts and empty suites are kept.
  static let kept = 2000
}
