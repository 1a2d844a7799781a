internal import Changes
internal import Git
internal import Policy

/// What a new suppression needs, and who may approve one that lacks it.
struct SuppressionPolicy: Sendable {
  enum Need: String, Sendable, CaseIterable {
    case reason
    case approval
    case nothing
  }

  var need = Need.reason

  /// Who approves a suppression without a reason, and what only a changed configuration passes; `nil` where it cannot be
  /// approved.
  var approval: ApprovalRequirement?

  init() {}

  init(_ reader: inout PolicyReader) {
    need = reader.choice("new", of: Need.self) ?? .reason
    _ = reader.text("counts")
    let usual = ApprovalRequirement(label: "lint-approved", role: "lint-owner")
    approval = reader.mapping("approval") { ApprovalRequirement(&$0, otherwise: usual) }
    if approval == nil, need == .approval { approval = usual }
  }
}

/// A tool that another step runs, and whose report `lint-gate ingest` takes.
struct IngestedTool: Sendable {
  let name: String

  private let files: [PathPattern]

  init(name: String, _ reader: inout PolicyReader) {
    self.name = name
    files = reader.patterns("files") ?? []
    // How that step runs it is for people.
    _ = reader.texts("command")
    _ = reader.text("format")
  }

  /// Whether a report names it as its tool.
  func wrote(_ report: IngestedReport) -> Bool {
    guard case .other(let title) = report.tool else { return false }
    return title.lowercased().contains(name.lowercased())
  }

  func governs(_ path: RepositoryPath) -> Bool { files.contains { $0.matches(path.bytes) } }
}
