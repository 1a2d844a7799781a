package import SystemPackage

/// A program to run, with all that it gets to see.
package struct ToolCall: Sendable {
  /// The program and its arguments; a program without a slash is looked up in the `PATH` of ``environment``.
  package var command: [String]

  /// Where it runs.
  package var folder: FilePath

  /// All its variables: nothing is inherited.
  package var environment: [String: String]

  /// What it reads from its standard input; it need not read all of it.
  package var input: [UInt8]

  package var limits: Limits

  package init(
    _ command: [String], in folder: FilePath, environment: [String: String], input: [UInt8] = [],
    limits: Limits = Limits()
  ) {
    self.command = command
    self.folder = folder
    self.environment = environment
    self.input = input
    self.limits = limits
  }

  /// What a program may take before it is stopped.
  package struct Limits: Sendable {
    /// How long it may run.
    package var time: Duration

    /// How long it has to end by itself once it was asked to (`SIGTERM`), before it is killed (`SIGKILL`).
    package var grace: Duration

    /// How many bytes of its standard output are kept; the rest is read and thrown away.
    package var output: Int

    /// How many bytes of its standard error are kept.
    package var error: Int

    package init(
      time: Duration = .seconds(120), grace: Duration = .seconds(2), output: Int = 64 << 20, error: Int = 64 << 10
    ) {
      self.time = time
      self.grace = grace
      self.output = output
      self.error = error
    }
  }
}

/// What came of running a program.
package struct ToolEnding: Sendable, Equatable {
  package let how: How
  package let output: CapturedBytes
  package let error: CapturedBytes

  package enum How: Sendable, Equatable {
    /// It ended by itself, with this exit status.
    case exited(Int32)

    /// A signal ended it.
    case signalled(Int32)

    /// It was stopped at its time limit.
    case timedOut

    /// There is no such program, or it cannot be executed; why.
    case couldNotStart(String)
  }
}

/// The bytes that a program wrote to one of its streams, as far as they were kept.
package struct CapturedBytes: Sendable, Equatable {
  package internal(set) var bytes: [UInt8] = []

  /// Whether there were more.
  package internal(set) var isCut = false

  /// The bytes as text, what is no UTF-8 replaced.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package static let none = CapturedBytes()
}

/// Why a program could not be run or watched, for reasons of the system and not of the program.
package struct ProcessError: Error, Sendable, CustomStringConvertible {
  package let description: String
}
