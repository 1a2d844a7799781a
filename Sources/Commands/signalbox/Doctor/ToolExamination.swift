internal import Changes
internal import CommandSupport
internal import LintChecks
internal import Policy
internal import Processes
internal import SystemPackage

extension Patient {
  /// Which programs there are, and in which version.
  ///
  /// Only programs of the PATH are run, and only to say their version: what a repository brings along is its own code.
  func tools() async -> Examination {
    var examination = Examination("tools")
    examination.add(.well, "signalbox \(Version.current)")
    if let version = await version(of: "git") {
      examination.add(.well, version)
    } else {
      examination.add(.advice, "there is no git on the PATH", help: "install it; hooks and workflows use it")
    }
    for tool in linters {
      guard let program = tool.command.first else { continue }
      if surroundings.path(ofProgram: program) != nil {
        examination.add(.well, "\(tool.name) is run with \(program), which is on the PATH")
      } else {
        examination.add(
          .advice, "\(tool.name) is run with \(program), which is not on the PATH",
          help: "install it, or name another command under tools.\(tool.name).command in \(LintCheck.policyPath)")
      }
    }
    return examination
  }

  /// The linters of the policy here; none where it cannot be read, or the check is not adopted.
  private var linters: [LintTool] {
    guard adopted.contains(where: { $0.name == LintCheck.name }) else { return [] }
    return policy(of: LintCheck.self)?.own.tools ?? []
  }

  private func version(of program: String) async -> String? {
    guard let path = surroundings.path(ofProgram: program) else { return nil }
    do throws(ProcessError) {
      let limits = ToolCall.Limits(time: .seconds(10), output: 4096)
      let call = ToolCall(
        [path, "--version"], in: FilePath(top), environment: ["LC_ALL": "C"], limits: limits)
      let ending = try await call.run()
      guard ending.how == .exited(0) else { return nil }
      return ending.output.text.split(separator: "\n").first.map(String.init)
    } catch {
      return nil
    }
  }
}
