internal import CProcess
internal import Subprocess
internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ToolCall {
  /// Runs the program in a session and process group of its own, and waits for its end.
  ///
  /// At the time limit the whole group is asked to end, and after a grace it is killed. Whatever is left of the group is
  /// killed in any case: nothing that the program has started stays, unless it has made itself a session of its own. If
  /// the task is cancelled the same happens; if this process is killed, so is the program (on Linux; by
  /// `PR_SET_PDEATHSIG`).
  ///
  /// - Throws: `ProcessError` where the system gives no process or no working folder, and when the task is cancelled.
  package func run() async throws(ProcessError) -> ToolEnding {
    let watch = Watch()
    do {
      let ending = try await withThrowingTaskGroup(of: ToolEnding?.self) { group in
        group.addTask { try await ended(under: watch) }
        group.addTask {
          await stop(watch)
          return nil
        }
        defer { group.cancelAll() }
        while let finished = try await group.next() {
          if let finished { return finished }
        }
        throw ProcessError(description: "\(command.first ?? "") was not run")
      }
      watch.signalGroup(SIGKILL)
      return ending
    } catch let error as SubprocessError where error.code == .executableNotFound {
      return ToolEnding(how: .couldNotStart("there is no program \(command.first ?? "")"), output: .none, error: .none)
    } catch let error as ProcessError {
      throw error
    } catch {
      watch.signalGroup(SIGKILL)
      throw ProcessError(description: "\(command.first ?? "") could not be run: \(error)")
    }
  }

  /// Waits for the time limit, and then ends the group.
  private func stop(_ watch: Watch) async {
    do {
      try await Task.sleep(for: limits.time)
      watch.isLate.store(true, ordering: .sequentiallyConsistent)
      watch.signalGroup(SIGTERM)
      try await Task.sleep(for: limits.grace)
      watch.signalGroup(SIGKILL)
    } catch {
      // The program has ended before.
      return
    }
  }

  private func ended(under watch: Watch) async throws -> ToolEnding {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: limits.grace)
    ]
    let launch = Launch(command)
    // A program that does not read its input must not end this process, too.
    process_ignore_broken_pipe()
    let result = try await Subprocess.run(
      launch.executable, arguments: Arguments(launch.arguments), environment: variables, workingDirectory: folder,
      platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
    ) { execution in
      watch.begin(execution.processIdentifier.value)
      async let output = captured(execution.standardOutput, limit: limits.output)
      async let error = captured(execution.standardError, limit: limits.error)
      await give(input, to: execution.standardInputWriter)
      return (output: try await output, error: try await error)
    }
    let (output, error) = (result.closureResult.output, result.closureResult.error)
    if watch.isLate.load(ordering: .sequentiallyConsistent) {
      return ToolEnding(how: .timedOut, output: output, error: error)
    }
    switch result.terminationStatus {
    case .exited(let status):
      if let reason = launch.failure(status, error) {
        return ToolEnding(how: .couldNotStart(reason), output: .none, error: .none)
      }
      return ToolEnding(how: .exited(status), output: output, error: error)
    case .signaled(let signal): return ToolEnding(how: .signalled(signal), output: output, error: error)
    }
  }

  private var variables: Environment {
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    return .custom(variables)
  }
}

/// Which process group is running, and whether its time is over.
private final class Watch: Sendable {
  /// The id of the group, which is that of its first process; zero before there is one.
  private let group = Atomic<Int32>(0)

  /// The last signal that the group was to get, also where there was no group yet.
  private let signal = Atomic<CInt>(0)

  let isLate = Atomic(false)

  /// Takes note of the group; on a busy machine its time may be over before it is known.
  func begin(_ group: Int32) {
    self.group.store(group, ordering: .sequentiallyConsistent)
    let signal = signal.load(ordering: .sequentiallyConsistent)
    if signal != 0 { signalGroup(signal) }
  }

  func signalGroup(_ signal: CInt) {
    self.signal.store(signal, ordering: .sequentiallyConsistent)
    let group = group.load(ordering: .sequentiallyConsistent)
    // Where the group is gone already, all is well.
    if group > 1 { kill(-group, signal) }
  }
}

/// Writes what a program may read, and closes its input.
private func give(_ input: [UInt8], to writer: StandardInputWriter) async {
  do {
    if !input.isEmpty { _ = try await writer.write(input) }
    try await writer.finish()
  } catch {
    // It has closed its input, or ended: it need not read all.
    return
  }
}

/// Reads a stream to its end and keeps the beginning of it.
private func captured(_ stream: SubprocessOutputSequence, limit: Int) async throws -> CapturedBytes {
  var captured = CapturedBytes()
  for try await buffer in stream {
    let room = limit - captured.bytes.count
    if buffer.count > room { captured.isCut = true }
    guard room > 0 else { continue }
    unsafe buffer.withUnsafeBytes { bytes in
      unsafe captured.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<min(room, bytes.count)]))
    }
  }
  return captured
}

/// How a program is started so that it does not outlive this process.
private struct Launch {
  let executable: Executable
  let arguments: [String]
  private let isWrapped: Bool

  /// Part of util-linux, which every Debian has; it becomes the program that it starts.
  private static let wrapper = "/usr/bin/setpriv"

  init(_ command: [String]) {
    let name = command.first ?? ""
    isWrapped = unsafe access(Self.wrapper, X_OK) == 0
    if isWrapped {
      executable = .path(FilePath(Self.wrapper))
      arguments = ["--pdeathsig", "KILL", "--"] + command
    } else {
      executable = name.contains("/") ? .path(FilePath(name)) : .name(name)
      arguments = Array(command.dropFirst())
    }
  }

  /// Why the program could not be started, where that is what an exit status means.
  func failure(_ status: Int32, _ error: CapturedBytes) -> String? {
    // As a shell has it (POSIX, XCU section 2.8.2): 126 is not executable, 127 not found.
    let said = error.text
    guard isWrapped, status == 126 || status == 127, said.hasPrefix("setpriv: ") else { return nil }
    let lines = said.split(separator: "\n")
    return String((lines.first ?? "").dropFirst("setpriv: ".count))
  }
}
