internal import Documents
internal import Findings
internal import Git
internal import Processes
internal import SystemPackage

/// A linter that is ready to be started on one side of a change.
struct Linter: Sendable {
  private let tool: LintTool
  private let side: LinterRun.Side
  private let folder: FilePath
  private let environment: [String: String]

  /// Whether comments that silence the linter are left out of account.
  private let ignoresComments: Bool

  /// The package that the files are of, and the folder that all files are laid out in.
  private let package: LintPackage
  private let root: FilePath

  init(
    _ tool: LintTool, side: LinterRun.Side, of package: LintPackage, below root: FilePath,
    environment: [String: String], ignoringComments: Bool = false
  ) {
    ignoresComments = ignoringComments
    self.tool = tool
    self.side = side
    self.package = package
    self.root = root
    folder = package.folder == .root ? root : root.appending(package.folder.text ?? "")
    self.environment = environment
  }

  /// Runs the linter on files of its package, as many at a time as a command line takes.
  func runs(on files: [GivenFile]) async -> [LinterRun] {
    let passedOver = files.filter { $0.obstacle != nil }
    var runs: [LinterRun] = []
    if !passedOver.isEmpty {
      runs.append(run(of: passedOver, by: tool.command, .ran) { $0.why = $1.obstacle })
    }
    let given = files.filter { $0.obstacle == nil }
    guard !given.isEmpty else { return runs }
    switch LinterProgram(tool, in: package, below: root) {
    case .command(let command, let instead):
      for batch in Self.batches(of: given, in: package) {
        let run = await self.run(on: batch, by: command)
        if let instead, run.outcome == .missing || run.outcome == .crashed {
          runs.append(checkingVersion(of: await self.run(on: batch, by: instead), by: instead))
        } else {
          runs.append(checkingVersion(of: run, by: command))
        }
      }
    case .notInstalled(let detail):
      var run = run(of: given, by: tool.command.isEmpty ? [tool.format.installed] : tool.command, .missing)
      run.detail = detail
      runs.append(run)
    }
    return runs
  }

  /// Compares the version that a run had with the bounds of the policy.
  private func checkingVersion(of run: LinterRun, by command: [String]) -> LinterRun {
    var run = run
    run.toolVersion =
      run.toolVersion
      ?? LinterProgram.version(of: command, tool.format, path: environment["PATH"] ?? "")
    guard let bounds = tool.versions, run.outcome == .ran else { return run }
    if let version = run.toolVersion, bounds.contains(version) { return run }
    run.outcome = .wrongVersion
    run.detail =
      "\(run.toolVersion.map { "it is \($0)" } ?? "its version is not known"), and the policy asks for \(bounds.text)"
    for index in run.files.indices {
      run.files[index].isInspected = false
      run.files[index].findings = []
    }
    return run
  }

  private func run(on files: [GivenFile], by command: [String]) async -> LinterRun {
    let ending: ToolEnding
    let comments = ignoresComments ? [tool.format.ignoringComments] : []
    let arguments = tool.format.arguments + comments + ["--"] + files.map { $0.argument(from: package.folder) }
    switch await ended(command + arguments, output: 64 << 20) {
    case .failure(let problem):
      var run = run(of: files, by: command, .crashed)
      run.detail = problem.description
      return run
    case .success(let result): ending = result
    }
    var run = run(of: files, by: command, .ran)
    guard case .exited(let status) = ending.how, status == 0 || status == 1, !ending.output.isCut else {
      let complaint = Self.complaint(of: ending)
      (run.outcome, run.detail) = (complaint.outcome, withoutScratch(complaint.detail))
      if case .exited(let status) = ending.how { run.exitStatus = Int(status) }
      return run
    }
    run.exitStatus = Int(status)
    run.complaints = complaints(in: ending.error.text)
    take(ending, into: &run, files)
    return run
  }

  /// Takes down what the linter says of each file.
  private func take(_ ending: ToolEnding, into run: inout LinterRun, _ files: [GivenFile]) {
    let names = namesOfFiles(files)
    let reported: [ReportedFile]
    do throws(UnreadableLintReport) {
      reported = try tool.format.files(in: ending.output.bytes) { name in names[name].flatMap { files[$0].source } }
      run.toolVersion = tool.format.version(in: ending.output.bytes)
    } catch {
      let place = error.place?.span.map { " at \($0.start)" } ?? ""
      let said = Self.words(of: ending.error)
      (run.outcome, run.detail) = (
        .unreadableOutput, "\(error.message)\(place) of what it wrote\(withoutScratch(said))"
      )
      return
    }
    // It says that something is wrong, and not what: a cop that crashed, for one.
    if run.exitStatus == 1, reported.allSatisfy(\.findings.isEmpty) {
      let complaint = Self.complaint(of: ending)
      (run.outcome, run.detail) = (.crashed, "it found nothing, and yet: \(withoutScratch(complaint.detail))")
      return
    }
    for index in files.indices {
      run.files[index].isExcluded = tool.format.leavesOutSilently
      run.files[index].why =
        tool.format.leavesOutSilently
        ? "its configuration excludes it" : "\(tool.name) has no entry for it in its report"
    }
    for report in reported {
      guard let index = names[report.path] else { continue }
      run.files[index].why = report.notInspected
      run.files[index].isExcluded = report.isExcluded
      run.files[index].isInspected = report.notInspected == nil
      run.files[index].findings += report.findings
    }
  }

  /// A text without the folder that the files were laid out in, which nobody else has.
  private func withoutScratch(_ text: String) -> String {
    text.split(separator: root.string + "/", omittingEmptySubsequences: false).joined()
      .split(separator: root.string, omittingEmptySubsequences: false).joined(separator: ".")
  }

  /// The mistakes of its own that a linter tells of on standard error.
  private func complaints(in text: String) -> [String] {
    guard tool.format == .rubocop else { return [] }
    return text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("An error occurred while") }
      // Without comments there is nothing for those cops to look at.
      .filter { line in !ignoresComments || !Suppressions.cops.contains { line.contains($0) } }.prefix(20)
      .map { LinterWords.message(withoutScratch(String($0))) }
  }

  /// The files by all names that linters give them: absolute, and from where they were started.
  private func namesOfFiles(_ files: [GivenFile]) -> [String: Int] {
    var names: [String: Int] = [:]
    for (index, file) in files.enumerated() {
      guard let text = file.path.text else { continue }
      let argument = file.argument(from: package.folder)
      for name in [text, argument, String(argument.dropFirst(2)), root.appending(text).string] { names[name] = index }
    }
    return names
  }

  private func run(
    of files: [GivenFile], by command: [String], _ outcome: LinterRun.Outcome,
    _ change: (inout InspectedFile, GivenFile) -> Void = { _, _ in }
  ) -> LinterRun {
    LinterRun(
      tool: tool.name, format: tool.format, side: side, command: command.map(withoutScratch), outcome: outcome,
      files: files.map { file in
        var inspected = InspectedFile(
          path: file.path.text ?? file.path.description, blob: file.blob, isInspected: false)
        change(&inspected, file)
        return inspected
      })
  }

  private func ended(_ command: [String], output: Int) async -> Result<ToolEnding, ProcessError> {
    let limits = ToolCall.Limits(time: .seconds(tool.timeout), output: output)
    do throws(ProcessError) {
      return .success(try await ToolCall(command, in: folder, environment: environment, limits: limits).run())
    } catch {
      return .failure(error)
    }
  }
}
