internal import Documents
internal import Findings

/// What a report says that another step wrote: all of its findings count, since there is no run of the base.
struct IngestedReport: Sendable {
  /// The file as it was named.
  let path: String

  let tool: Tool
  var findings: [Finding] = []

  /// The files that it says were looked at, as it names them; `nil` where its format cannot tell.
  var inspected: [String]?

  /// Why it does not show that the tool has looked at everything.
  var gaps: [String] = []

  /// The folder of the application that it is of, as the tool was given it.
  var application: String?

  /// How many checks the tool has, and which of them were not performed; `nil` where the report does not say.
  var checks: (all: Int, missing: Set<String>)?

  /// How many templates it has seen in the application; `nil` where it does not say.
  var templates: Int?

  /// The files that it names on its standard error as parsed; `nil` where it names none.
  var parsed: Set<String>?

  /// The version of the tool, where it says so.
  var version: String?

  /// Why the tool has not done its work.
  var failures: [String] = []

  /// Findings that somebody told the tool to ignore.
  var ignored: [Ignored] = []

  /// Ignores that match nothing any more.
  var obsolete: [String] = []

  /// Whose report it is.
  enum Tool: Sendable, Hashable {
    case eslint
    case rubocop
    case brakeman
    case other(String)

    init(named name: String) {
      switch name.lowercased() {
      case "eslint": self = .eslint
      case "rubocop": self = .rubocop
      case "brakeman": self = .brakeman
      default: self = .other(name.isEmpty ? "the tool" : name)
      }
    }

    var title: String {
      switch self {
      case .eslint: "ESLint"
      case .rubocop: "RuboCop"
      case .brakeman: "Brakeman"
      case .other(let name): name
      }
    }

    /// Whose output `lint-gate run` would read for it.
    var format: LintFormat? {
      switch self {
      case .eslint: .eslint
      case .rubocop: .rubocop
      case .brakeman, .other: nil
      }
    }
  }

  struct Finding: Sendable, Hashable {
    /// The file as the report names it; `nil` for the whole of what was looked at.
    var file: String?
    var linter: LinterFinding

    /// The page of the rule.
    var link: String?

    /// How sure the tool is, in its own word.
    var confidence: String?
  }

  struct Ignored: Sendable, Hashable {
    let fingerprint: String
    let file: String

    /// Why it is ignored, where the report itself says so.
    var justification: String?
  }

  /// All files that it names.
  var namedFiles: [String] {
    var seen: Set<String> = []
    let all = findings.compactMap(\.file) + (inspected ?? []) + ignored.map(\.file)
    return all.filter { seen.insert($0).inserted }
  }
}

extension IngestedReport {
  /// Reads a report that is none of `lint-gate run`; `nil` where it looks like one.
  ///
  /// - Throws: `UnreadableLintReport` for what is no report of a linter.
  static func read(_ bytes: [UInt8], file: String) throws(UnreadableLintReport) -> IngestedReport? {
    guard bytes.contains(where: { $0 > 0x20 }) else {
      throw UnreadableLintReport(message: "the file is empty", place: Place(path: file), help: nil)
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if content.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") {
      return try CheckstyleReport.read(bytes, file: file)
    }
    let root = try ReportValue.root(of: SourceText(bytes), file: file)
    if root.node["scan_info"]?.object != nil { return try BrakemanReport.read(root, file: file) }
    if root.node["runs"]?.array != nil, root.node["version"]?.string != nil {
      return try SARIFLog.read(root, file: file)
    }
    if root.node["files"]?.array != nil { return try listed(.rubocop, try RuboCopOutput.files(in: root), file) }
    // An empty list could be anybody's.
    let results = root.node.array ?? root.node["results"]?.array
    guard results?.first(where: { _ in true })?["filePath"]?.string != nil else { return nil }
    return try listed(.eslint, try ESLintOutput.files(in: root) { _ in nil }, file)
  }

  /// A report that lists every file which was looked at.
  private static func listed(
    _ tool: Tool, _ files: [ReportedFile], _ file: String
  ) throws(UnreadableLintReport) -> IngestedReport {
    var report = IngestedReport(path: file, tool: tool)
    report.inspected = files.filter { $0.notInspected == nil }.map(\.path)
    for file in files {
      report.findings += file.findings.map { Finding(file: file.path, linter: $0) }
      if let why = file.notInspected { report.gaps.append("\(file.path): \(why)") }
    }
    guard report.findings.count <= LintLimits.findings else {
      throw UnreadableLintReport(
        message: "it has more than \(LintLimits.findings) findings", place: Place(path: file), help: nil)
    }
    return report
  }
}
