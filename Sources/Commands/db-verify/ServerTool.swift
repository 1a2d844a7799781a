internal import Changes
internal import CommandSupport
internal import Processes
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// `db-rehearse`, which is beside this program and speaks with servers.
struct ServerTool {
  private let program: String
  private let environment: [String: String]

  init(_ surroundings: Surroundings) {
    program = (surroundings.programFolder.map { "\($0)/" } ?? "") + "db-rehearse"
    // Where the password is, and who connects: what libpq reads (section 34.15).
    environment = surroundings.environment
  }

  /// Runs it to its end, whatever its exit status is.
  ///
  /// - Throws: `Undecidable` where it cannot be started.
  func run(_ arguments: [String], input: [UInt8] = [], within time: Duration) async throws(Undecidable) -> ToolEnding {
    var limits = ToolCall.Limits()
    limits.time = time
    let call = ToolCall(
      [program] + arguments, in: FilePath("."), environment: environment, input: input, limits: limits)
    let ending: ToolEnding
    do throws(ProcessError) {
      ending = try await call.run()
    } catch {
      throw Undecidable("could not run db-rehearse: \(error)", help: "run it again")
    }
    if case .couldNotStart = ending.how {
      throw Undecidable("there is no program \(program)", help: "install `db-rehearse` in the folder of db-verify")
    }
    return ending
  }

  /// Runs it in the place of this process, with a standard input that has these bytes.
  ///
  /// - Throws: `FileProblem` where it cannot be started.
  func replaceThisProcess(_ arguments: [String], input: [UInt8]) throws {
    let problem = FileProblem(description: "could not start \(program): is it beside db-verify?")
    // A file without a name: it is gone with the last process that has it.
    guard let file = unsafe tmpfile() else { throw problem }
    let written = unsafe input.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
    guard written == input.count, unsafe fflush(file) == 0, unsafe lseek(fileno(file), 0, SEEK_SET) == 0,
      unsafe dup2(fileno(file), STDIN_FILENO) >= 0
    else { throw problem }
    var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    _ = unsafe execvp(program, &words)
    throw problem
  }
}

extension ToolEnding {
  /// What the program said last, for a message.
  var lastWords: String { error.text.split(separator: "\n").last.map(String.init) ?? "it ended without a reason" }
}
