import Processes
import SystemPackage
import TestSupport
import Testing

@Suite struct ToolRunTests {
  @Test(arguments: [0, 1, 3, 126, 127, 255] as [Int32])
  func `an exit status comes back as it is`(status: Int32) async throws {
    #expect(try await shell("exit \(status)").how == .exited(status))
  }

  @Test func `a program that a signal ends is told from one that exits`() async throws {
    #expect(try await shell("kill -SEGV $$").how == .signalled(11))
  }

  @Test func `both streams come back apart, as bytes`() async throws {
    let ending = try await shell(#"printf 'a\000\377\n'; printf 'oops' >&2"#)
    #expect(ending.output.bytes == [0x61, 0x00, 0xFF, 0x0A])
    #expect(!ending.output.isCut)
    #expect(ending.error.text == "oops")
  }

  @Test func `a program reads its input, and need not read all of it`() async throws {
    let input = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
    #expect(try await shell("wc -c", input: input).output.text.contains("1048576"))
    #expect(try await shell("head -c 3", input: input).output.text == "xxx")
    #expect(try await shell("exit 0", input: input).how == .exited(0))
  }

  @Test func `without an input a program reads an end at once`() async throws {
    #expect(try await shell("cat; echo done").output.text == "done\n")
  }

  @Test func `a program runs in the folder that is named`() async throws {
    try await withScratchFolder { folder in
      let ending = try await ToolCall(["pwd", "-P"], in: folder, environment: ["PATH": path]).runInTurn()
      #expect(ending.output.text == "\(folder)\n")
      let missing = ToolCall(["pwd"], in: folder.appending("missing"), environment: ["PATH": path])
      await #expect(throws: ProcessError.self) { try await missing.runInTurn() }
    }
  }

  @Test func `nothing of the environment reaches a program but what is named`() async throws {
    let call = ToolCall(["env"], in: "/", environment: ["PATH": path, "GREETING": "hello\nworld=1"])
    let names = try await call.runInTurn().output.text.split(separator: "\n").map { $0.prefix { $0 != "=" } }
    #expect(Set(names).isSubset(of: ["PATH", "GREETING", "world", "_", "PWD", "SHLVL"]))
    #expect(names.contains("GREETING"))
  }

  @Test(arguments: ["no-such-program-anywhere", "./no-such-program", "/no/such/program"])
  func `a missing program is said to be missing`(name: String) async throws {
    let ending = try await ToolCall([name], in: "/", environment: ["PATH": path]).runInTurn()
    #expect(ending.how.couldNotStart != nil, "\(ending)")
  }

  @Test func `a file that is not executable, and a script without its interpreter, cannot be started`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending("tool").write("#!/no/such/interpreter\n")
      let call = ToolCall(["./tool"], in: folder, environment: ["PATH": path])
      #expect(try await call.runInTurn().how.couldNotStart != nil)
      _ = try await Tool.run("chmod", ["+x", folder.appending("tool").string])
      #expect(try await call.runInTurn().how.couldNotStart != nil)
    }
  }

  @Test func `arguments arrive as they are`() async throws {
    let arguments = ["-n", "--", "a b", "$HOME", "*", "", "é\n", "--pdeathsig"]
    let call = ToolCall(["printf", #"[%s]"#] + arguments, in: "/", environment: ["PATH": path])
    #expect(try await call.runInTurn().output.text == arguments.map { "[\($0)]" }.joined())
  }

  @Test func `a flood is cut and said to be, and the exit status is still known`() async throws {
    let limits = ToolCall.Limits(output: 1000, error: 10)
    let ending = try await shell("head -c 1073741824 /dev/zero; echo many words >&2; exit 4", limits: limits)
    #expect(ending.how == .exited(4))
    #expect(ending.output.bytes.count == 1000)
    #expect(ending.output.isCut)
    #expect(ending.error.text == "many words")
    #expect(ending.error.isCut)
  }

  @Test func `an output that just fits is not cut`() async throws {
    let ending = try await shell("printf 12345", limits: ToolCall.Limits(output: 5, error: 0))
    #expect(ending.output.text == "12345")
    #expect(!ending.output.isCut)
    #expect(!ending.error.isCut)
  }

  private func shell(
    _ script: String, input: [UInt8] = [], limits: ToolCall.Limits = ToolCall.Limits()
  ) async throws -> ToolEnding {
    var call = ToolCall(["sh", "-c", script], in: "/", environment: ["PATH": path], input: input, limits: limits)
    // What is looked at here is no limit of time, however busy the machine is.
    call.limits.time = .seconds(3600)
    return try await call.runInTurn()
  }
}

/// Where the programs of the tests are found.
let path = Project.variable("PATH") ?? "/usr/bin:/bin"

extension ToolCall {
  /// Runs the program when fewer programs of tests are running than the machine has cores.
  func runInTurn() async throws -> ToolEnding { try await Slots.programs.take { try await run() } }
}

extension ToolEnding.How {
  var couldNotStart: String? {
    guard case .couldNotStart(let why) = self else { return nil }
    return why
  }
}
