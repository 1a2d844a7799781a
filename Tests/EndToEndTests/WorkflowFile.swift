import Documents
import SystemPackage
import TestSupport
import Testing

/// A workflow or an action of this project, read as YAML.
struct WorkflowFile {
  /// An action that somebody else publishes, at the commit that is used.
  struct Pin: Hashable {
    let repository: String
    let commit: String
  }

  /// What is called by `workflow_call`.
  static let reusable = names(in: "workflows")
  /// What an adopter copies.
  static let callers = names(in: "workflows/callers")
  /// The composite actions that the workflows share.
  static let actions = ["setup", "judge", "deploy-gate"].map { "workflows/\($0)/action.yml" }

  let path: String
  let text: String
  let root: Node

  init(_ path: String) throws {
    self.path = path
    text = try #require(Project.text(of: Project.root.appending(path)))
    root = try Document.yaml(SourceText(Array(text.utf8))).root
  }

  var jobs: [(name: String, job: Node)] { root["jobs"]?.object?.map { ($0.key, $0.value) } ?? [] }

  /// What each `uses:` names, with the comment behind it.
  var uses: [(action: String, comment: String)] {
    text.split(separator: "\n").compactMap { line in
      guard let place = line.firstRange(of: " uses: ") else { return nil }
      let parts = line[place.upperBound...].split(separator: "#", maxSplits: 1)
      return (String(parts[0].split(separator: " ")[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// The actions of others that the workflows use, each once.
  static func pins() throws -> Set<Pin> {
    let files = try (reusable + callers + actions).map(Self.init)
    var pins: Set<Pin> = []
    for use in files.flatMap(\.uses) where !use.action.hasPrefix(".") && !use.action.hasPrefix("acme/") {
      let parts = use.action.split(separator: "@")
      let repository = parts[0].split(separator: "/").prefix(2).joined(separator: "/")
      pins.insert(Pin(repository: repository, commit: String(parts[1])))
    }
    return pins
  }

  private static func names(in folder: String) -> [String] {
    Project.names(in: Project.root.appending(folder)).filter { $0.hasSuffix(".yml") }.map { "\(folder)/\($0)" }
  }
}
