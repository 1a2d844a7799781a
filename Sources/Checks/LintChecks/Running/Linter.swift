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

  init(
    _ tool: LintTool, side: LinterRun.Side, in folder: FilePath, environment: [String: String],
    ignoringComments: Bool = false
  ) {
    ignoresComments = ignoringComments
    self.tool = tool
    self.side = side
    self.folder = folder
    self.environment = environment
  }

  /// Runs the linter on files, as many at a time as a command line holds.
  func runs(on files: [GivenFile]) async -> [LinterRun] {
    let passedOver = files.filter { $0.obstacle != nil }
    var runs: [LinterRun] = []
    if !passedOver.isEmpty {
      runs.append(run(of: passedOver, by: tool.command, .ran) { $0.why = $1.obstacle })
    }
    let given = files.filter { $0.obstacle == nil }
    guard !given.isEmpty else { return runs }
    switch await installation() {
    case .found(let command, let version):
      for batch in Self.batches(of: given) {
        var run = await self.run(on: batch, by: command)
        run.toolVersion = version
        runs.append(run)
      }
    case .failed(let outcome, let detail):
      var run = run(of: given, by: tool.command.isEmpty ? [tool.format.installed] : tool.command, outcome)
      run.detail = detail
      runs.append(run)
    }
    return runs
  }

  /// How the linter is to be started here, or why it cannot be.
  private enum Installation {
    case found(command: [String], version: String)
    case failed(LinterRun.Outcome, detail: String)
  }

  /// Asks for the version: of the policy's command first, then of what is installed.
  private func installation() async -> Installation {
    let installed = [tool.format.installed]
    let commands = tool.command.isEmpty || tool.command == installed ? [installed] : [tool.command, installed]
    var outcome = LinterRun.Outcome.missing
    var details: [String] = []
    for command in commands {
      let line = command.joined(separator: " ")
      switch await ended(command + ["--version"], output: 64 << 10) {
      case .failure(let problem): details.append("\(line): \(problem.description)")
      case .success(let ending):
        if ending.how == .exited(0), let version = Self.version(in: ending.output.text) {
          return .found(command: command, version: version)
        }
        let complaint = Self.complaint(of: ending)
        details.append("`\(line) --version`: \(complaint.detail)")
        outcome = complaint.outcome
      }
    }
    return .failed(outcome, detail: details.joined(separator: "; "))
  }

  /// The first word with a digit, as in `v8.57.0`.
  private static func version(in text: String) -> String? {
    let words = text.prefix(2000).split(whereSeparator: \.isWhitespace)
    guard let word = words.first(where: { $0.contains(where: \.isNumber) }) else { return nil }
    return String(word.drop { !$0.isNumber }.prefix(40))
  }

  private func run(on files: [GivenFile], by command: [String]) async -> LinterRun {
    let ending: ToolEnding
    let comments = ignoresComments ? [tool.format.ignoringComments] : []
    let arguments = tool.format.arguments + comments + ["--"] + files.map(\.argument)
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
    } catch {
      let place = error.place?.span.map { " at \($0.start)" } ?? ""
      (run.outcome, run.detail) = (.unreadableOutput, "\(error.message)\(place) of what it wrote")
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
    text.split(separator: folder.string + "/", omittingEmptySubsequences: false).joined()
      .split(separator: folder.string, omittingEmptySubsequences: false).joined(separator: ".")
  }

  /// The mistakes of its own that a linter tells of on standard error.
  private func complaints(in text: String) -> [String] {
    guard tool.format == .rubocop else { return [] }
    return text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("An error occurred while") }.prefix(20)
      .map { LinterWords.message(withoutScratch(String($0))) }
  }

  /// The files by all names that linters give them: absolute, and from where they were started.
  private func namesOfFiles(_ files: [GivenFile]) -> [String: Int] {
    var names: [String: Int] = [:]
    for (index, file) in files.enumerated() {
      guard let text = file.path.text else { continue }
      for name in [text, file.argument, folder.appending(text).string] { names[name] = index }
    }
    return names
  }

  private func run(
    of files: [GivenFile], by command: [String], _ outcome: LinterRun.Outcome,
    _ change: (inout InspectedFile, GivenFile) -> Void = { _, _ in }
  ) -> LinterRun {
    LinterRun(
      tool: tool.name, format: tool.format, side: side, command: command, outcome: outcome,
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
