#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Another program in the place of this one: it has the terminal, the environment and the number of this process.
package enum ProcessReplacement {
  /// Starts a program, and returns only where that fails.
  ///
  /// - Parameters:
  ///   - command: the program and its arguments; one without a slash is looked up in `PATH`.
  ///   - input: what it reads from its standard input.
  /// - Throws: `ProcessError` where it cannot be started.
  package static func run(_ command: [String], input: [UInt8]) throws(ProcessError) {
    // A file without a name: it is gone with the last process that has it.
    guard let file = unsafe tmpfile() else { throw ProcessError(description: "no temporary file can be made") }
    let written = unsafe input.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
    guard written == input.count, unsafe fflush(file) == 0, unsafe lseek(fileno(file), 0, SEEK_SET) == 0,
      unsafe dup2(fileno(file), STDIN_FILENO) >= 0
    else { throw ProcessError(description: "its standard input cannot be written") }
    var words = unsafe command.map { unsafe strdup($0) } + [nil]
    _ = unsafe execvp(command[0], &words)
    throw ProcessError(description: "there is no program \(command[0])")
  }
}
