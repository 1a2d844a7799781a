internal import Changes
internal import CommandSupport
internal import Processes
internal import SystemPackage

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
    do throws(ProcessError) {
      try ProcessReplacement.run([program] + arguments, input: input)
    } catch {
      throw FileProblem(description: "could not run db-rehearse: \(error)")
    }
  }
}

extension ToolEnding {
  /// What the program said last, for a message.
  var lastWords: String { error.text.split(separator: "\n").last.map(String.init) ?? "it ended without a reason" }
}
