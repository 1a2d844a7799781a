internal import Git

/// What reports say of each version of each file.
struct LinterRecords {
  /// What one run says of a file.
  struct Record {
    let run: LinterRun
    let file: InspectedFile
  }

  private struct Key: Hashable {
    let tool: String
    let format: LintFormat
    let side: LinterRun.Side
    let path: String
  }

  private let records: [Key: [Record]]

  init(_ runs: [LinterRun]) {
    var records: [Key: [Record]] = [:]
    for run in runs {
      for file in run.files {
        let key = Key(tool: run.tool, format: run.format, side: run.side, path: file.path)
        records[key, default: []].append(Record(run: run, file: file))
      }
    }
    self.records = records
  }

  /// The run in which a version of a file was looked at.
  func run(on path: String, _ blob: ObjectID, _ side: LinterRun.Side, by tool: LintTool) -> LinterRun? {
    let all = records[Key(tool: tool.name, format: tool.format, side: side, path: path)] ?? []
    return all.first { $0.file.blob == blob && $0.run.outcome == .ran }?.run
  }

  /// What is said of a version of a file.
  func state(of path: String, _ blob: ObjectID, _ side: LinterRun.Side, by tool: LintTool) -> LintedFile.State {
    let all = records[Key(tool: tool.name, format: tool.format, side: side, path: path)] ?? []
    let own = all.filter { $0.file.blob == blob }
    guard !own.isEmpty else {
      return .notInspected(
        all.isEmpty
          ? "\(tool.name) was not run on it"
          : "the report is about another version of it: \(all[0].file.blob.abbreviated), not \(blob.abbreviated)")
    }
    // A report that misses something must not hide what another one has, nor the other way round.
    if let failed = own.first(where: { $0.run.outcome != .ran }) { return .failed(failed.run) }
    if let passedOver = own.first(where: { !$0.file.isInspected }) {
      if passedOver.file.isExcluded { return .excluded(passedOver.file.why ?? "its configuration leaves it out") }
      return .notInspected(passedOver.file.why ?? "\(tool.name) has not looked at it")
    }
    var seen: Set<LinterFinding> = []
    var findings: [LinterFinding] = []
    // One run may find the same twice, in two runs it is one finding.
    for (number, record) in own.enumerated() {
      findings += number == 0 ? record.file.findings : record.file.findings.filter { !seen.contains($0) }
      seen.formUnion(record.file.findings)
    }
    return .inspected(findings)
  }
}
