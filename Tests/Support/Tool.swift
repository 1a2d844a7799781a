import Subprocess
package import SystemPackage

/// A foreign program that a test runs, and what came of it.
package struct Tool: Sendable {
  /// The exit code; a program that a signal ended has 128 and the signal's number, as in a shell.
  package let status: Int32
  /// What the program wrote to its standard output.
  package let output: [UInt8]
  /// What the program wrote to its standard error.
  package let error: [UInt8]

  /// The output as text, without the white space around it.
  package var text: String { trimmed(output) }
  /// The errors as text, without the white space around them.
  package var errorText: String { trimmed(error) }
  /// The lines of the output that are not empty.
  package var lines: [String] { text.split(separator: "\n").map(String.init) }

  /// Runs a program that is found in `PATH` and waits for its end, whatever its exit code.
  ///
  /// All programs of tests run by this, or else within ``Slots/programs`` or ``Slots/servers``.
  ///
  /// - Parameters:
  ///   - name: the name of the program, or its path.
  ///   - arguments: the arguments after the name.
  ///   - folder: the working folder; that of the tests when it is not given.
  ///   - input: the bytes of its standard input.
  ///   - environment: variables set on top of those of the tests.
  /// - Returns: what came of it.
  /// - Throws: `SubprocessError` when the program cannot be started or writes more than 512 MB.
  package static func run(
    _ name: String, _ arguments: [String] = [], in folder: FilePath? = nil, input: [UInt8] = [],
    environment: [String: String] = [:]
  ) async throws -> Tool {
    var updates: [Environment.Key: String?] = [:]
    for (variable, value) in environment { updates[Environment.Key(stringLiteral: variable)] = value }
    let variables = updates
    // Subprocess looks a name up by beginning a process for each folder of `PATH`.
    let path = name.contains("/") ? name : Project.program(name, in: environment["PATH"])
    let program = path.map { Executable.path(FilePath($0)) } ?? .name(name)
    let result = try await Slots.programs.take {
      try await Subprocess.run(
        program, arguments: Arguments(arguments),
        environment: .inherit.updating(variables), workingDirectory: folder, input: .array(input),
        output: .bytes(limit: outputLimit), error: .bytes(limit: outputLimit))
    }
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return Tool(status: status, output: result.standardOutput, error: result.standardError)
  }

  private static let outputLimit = 512 << 20
}

/// A program of a test ended with another exit code than zero.
package struct ToolFailure: Error, CustomStringConvertible {
  package let command: String
  package let result: Tool

  package init(command: String, result: Tool) {
    self.command = command
    self.result = result
  }

  package var description: String { "`\(command)` ended with \(result.status): \(result.errorText)" }
}

private func trimmed(_ bytes: [UInt8]) -> String {
  let blank: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
  guard let first = bytes.firstIndex(where: { !blank.contains($0) }),
    let last = bytes.lastIndex(where: { !blank.contains($0) })
  else { return "" }
  return String(decoding: bytes[first...last], as: UTF8.self)
}
