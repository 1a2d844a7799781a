package import Documents
internal import Findings
internal import Git

extension LintReport {
  /// Reads a report whole, without believing it; unknown keys are passed over.
  ///
  /// - Throws: `UnreadableLintReport` with the place and what was expected there.
  package init(_ source: SourceText, file: String) throws(UnreadableLintReport) {
    let root = try ReportValue.root(of: source, file: file, schema: Self.schema)
    base = try root.optional("base")?.id()
    judged = try root.required("judged").id()
    includesWorkingTree = try root.optional("worktree")?.flag() ?? false
    runner = try root.optional("runner")?.text()
    runs = []
    var count = 0
    for value in try root.required("runs").elements() {
      let run = try LinterRun(value)
      count += run.files.reduce(0) { $0 + $1.findings.count }
      guard count <= LintLimits.findings else {
        throw UnreadableLintReport(
          message: "it has more than \(LintLimits.findings) findings", place: Place(path: file),
          help: "split the change, or fix what the linters can fix themselves")
      }
      runs.append(run)
    }
  }
}

extension LinterRun {
  fileprivate init(_ value: ReportValue) throws(UnreadableLintReport) {
    tool = try value.required("tool").text()
    format = try value.required("format").word(of: LintFormat.self)
    side = try value.required("side").word(of: Side.self)
    command = []
    for word in try value.optional("command")?.elements() ?? [] { command.append(try word.text()) }
    toolVersion = try value.optional("toolVersion")?.text()
    outcome = try value.required("outcome").word(of: Outcome.self)
    detail = try value.optional("detail")?.text()
    exitStatus = try value.optional("exitStatus")?.integer()
    for word in try value.optional("complaints")?.elements() ?? [] { complaints.append(try word.text()) }
    files = []
    for file in try value.required("files").elements() { files.append(try InspectedFile(file)) }
  }
}

extension InspectedFile {
  fileprivate init(_ value: ReportValue) throws(UnreadableLintReport) {
    path = try value.required("path").text()
    blob = try value.required("blob").id()
    isInspected = try value.required("inspected").flag()
    why = try value.optional("why")?.text()
    isExcluded = try value.optional("excluded")?.flag() ?? false
    for finding in try value.optional("findings")?.elements() ?? [] { findings.append(try LinterFinding(finding)) }
  }
}

extension LinterFinding {
  fileprivate init(_ value: ReportValue) throws(UnreadableLintReport) {
    rule = try value.optional("rule")?.text()
    severity = try value.required("severity").word(of: Severity.self)
    isFatal = try value.optional("fatal")?.flag() ?? false
    line = try value.optional("line")?.integer()
    column = try value.optional("column")?.integer()
    endLine = try value.optional("endLine")?.integer()
    endColumn = try value.optional("endColumn")?.integer()
    message = LinterWords.message(try value.required("message").text())
  }
}
