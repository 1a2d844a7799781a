import Subprocess
import SystemPackage

/// A program with its arguments, to be run as a process of its own.
struct CommandLine: Sendable {
  let program: String
  let arguments: [String]

  /// A line of the shell with its positional parameters, beginning at `$0`; for what takes much longer than a shell.
  ///
  /// - Parameters:
  ///   - line: the commands; a single one should replace the shell (`exec`).
  ///   - parameters: what the line names as `$0`, `$1` and so on.
  /// - Returns: the command line.
  static func shell(_ line: String, _ parameters: String...) -> CommandLine {
    CommandLine(program: "sh", arguments: ["-c", line] + parameters)
  }

  /// Runs the process in a folder and returns how long it took, from before its start until after its end.
  ///
  /// - Parameter folder: the working folder.
  /// - Returns: the wall time.
  /// - Throws: `BenchmarkError` when it ends with another exit code than zero, or `SubprocessError`.
  func time(in folder: FilePath) async throws -> Duration {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try await run(
      program.contains("/") ? .path(FilePath(program)) : .name(program), arguments: Arguments(arguments),
      workingDirectory: folder, output: .discarded, error: .discarded)
    let duration = clock.now - start
    guard result.terminationStatus.isSuccess else {
      throw BenchmarkError(description: "\(program) \(arguments.joined(separator: " ")): \(result.terminationStatus)")
    }
    return duration
  }
}

/// Why nothing could be measured.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
}
