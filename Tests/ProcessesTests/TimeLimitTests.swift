import Processes
import SystemPackage
import TestSupport
import Testing

/// What is left of a program and of all that it started, once its time is over.
@Suite struct TimeLimitTests {
  @Test(arguments: [
    ("a program that does nothing", "echo begun; exec sleep 1000"),
    ("one that ignores SIGTERM", "trap '' TERM; echo begun; while :; do sleep 1; done"),
    ("one that closes its output and lingers", "echo begun; exec >&- 2>&-; sleep 1000; true"),
    ("one whose child ignores SIGTERM", "(trap '' TERM; while :; do sleep 1; done) & echo begun; wait"),
    ("one that writes for ever", "echo begun; exec yes"),
  ])
  func `a program is stopped at its time limit, with its children`(what: String, script: String) async throws {
    try await withScratchFolder { folder in
      let ending = try await ending(of: "echo $$ >group; \(script)", in: folder)
      #expect(ending.how == .timedOut, "\(what)")
      #expect(ending.output.text.hasPrefix("begun\n"), "\(what): what it wrote before is there")
      #expect(try await survivors(in: folder) == [], "\(what)")
    }
  }

  @Test func `a program whose time is over before it has begun is stopped all the same`() async throws {
    try await withScratchFolder { folder in
      var call = call("trap '' TERM; while :; do sleep 1; done", in: folder)
      call.limits.time = .zero
      call.limits.grace = .zero
      let ending = try await call.runInTurn()
      #expect(ending.how == .timedOut)
    }
  }

  @Test func `what a program leaves behind in its group is killed, and its end is not waited for`() async throws {
    try await withScratchFolder { folder in
      var call = call("echo $$ >group; (trap '' HUP TERM; exec sleep 1000) & echo begun", in: folder)
      call.limits.time = .seconds(3600)
      let ending = try await call.runInTurn()
      #expect(ending.how == .exited(0))
      #expect(ending.output.text == "begun\n")
      #expect(try await survivors(in: folder) == [])
    }
  }

  @Test func `a cancelled task takes the program with it`() async throws {
    try await withScratchFolder { folder in
      var call = call("echo $$ >group; trap '' TERM; while :; do sleep 1; done", in: folder)
      call.limits.time = .seconds(3600)
      let task = Task { [call] in try await call.runInTurn() }
      while !Project.exists(folder.appending("group")) { try await Task.sleep(for: .milliseconds(20)) }
      task.cancel()
      _ = await task.result
      #expect(try await survivors(in: folder) == [])
    }
  }

  /// How a script ends for which there is little time, and more where the machine is too busy for it to begin.
  private func ending(of script: String, in folder: FilePath) async throws -> ToolEnding {
    var call = call(script, in: folder)
    var ending = try await call.runInTurn()
    while !Project.exists(folder.appending("group")) || ending.output.bytes.isEmpty, call.limits.time < .seconds(1000) {
      call.limits.time *= 3
      ending = try await call.runInTurn()
    }
    return ending
  }

  /// A call with little time, and yet enough to begin on a busy machine.
  private func call(_ script: String, in folder: FilePath) -> ToolCall {
    ToolCall(
      ["sh", "-c", script], in: folder, environment: ["PATH": path],
      limits: ToolCall.Limits(time: .seconds(4), grace: .milliseconds(200), output: 1000))
  }

  /// The processes of the group that a script has noted down, without those that nobody has reaped yet.
  private func survivors(in folder: FilePath) async throws -> [String] {
    let group = try #require(Project.text(of: folder.appending("group"))).filter { $0.isNumber }
    for _ in 0..<3000 {
      let all = try await Tool.run("ps", ["-e", "-o", "pgid=,stat=,args="]).lines
      let left = all.filter { line in
        let words = line.split(separator: " ")
        return words.first.map(String.init) == group && words.dropFirst().first?.hasPrefix("Z") == false
      }
      if left.isEmpty { return [] }
      // A killed process takes a moment to go.
      try await Task.sleep(for: .milliseconds(20))
    }
    return ["the group \(group) is still there"]
  }
}
