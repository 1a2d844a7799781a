internal import Calendars
internal import Documents
internal import Findings
internal import Git
package import Policy

extension Change {
  /// The change that an example of a rule shows; its files are all there is in the repository.
  package init(_ example: Example, of check: (some Check).Type) throws {
    let files = example.files(path: check.examplePath)
    func snapshot(_ side: Example.File.Side) -> Snapshot {
      let overlay = files.filter { $0.side == side || $0.side == .both }.map { (RepositoryPath($0.path), $0.overlaid) }
      return Snapshot(nil, overlay: Dictionary(overlay) { $1 })
    }
    try self.init(
      from: snapshot(.base), to: snapshot(.judged), in: [.root],
      circumstances: try Circumstances(files.filter { $0.side == .given }, toolReports: files.toolReports))
  }
}

extension Circumstances {
  /// The instant of all examples, 2026-11-17T12:00:00Z: a Tuesday, so that documentation does not age.
  private static let exampleInstant = Instant(secondsSince1970: 1_794_916_800)

  /// What an example gives of `now` and `evidence`.
  fileprivate init(_ given: [Example.File], toolReports: [ToolReport]) throws {
    self.init(stage: .merge, now: Self.exampleInstant, toolReports: toolReports)
    var artifacts: [String: [UInt8]] = [:]
    for file in given {
      guard case .bytes(let bytes) = file.content else { throw UnknownCircumstance(name: file.path) }
      let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }.map(String.init)
      switch file.path {
      case "evidence": evidence = try Evidence(SourceText(bytes), path: file.path)
      case "now":
        guard let word = words.first, let now = Instant(rfc3339: word) else {
          throw UnknownCircumstance(name: file.path)
        }
        self.now = now
      // What its check reads before there is a change, and what is read of a deployment.
      case "policy", "deployment", "history": continue
      default:
        guard file.path.hasPrefix(Self.artifactPrefix) else { throw UnknownCircumstance(name: file.path) }
        artifacts[String(file.path.dropFirst(Self.artifactPrefix.count))] = bytes
      }
    }
    self.artifacts = ArtifactFiles(artifacts)
  }

  /// What stands before the name of a file that the evidence of an example names.
  private static let artifactPrefix = "artifact "
}

extension RequestedDeployment {
  /// The deployment that an example gives: as `deployment` an environment and a commit, as `history` the commits.
  init(_ example: Example, of check: (some Check).Type) throws {
    let given = example.files(path: check.examplePath).filter { $0.side == .given }
    let circumstances = try Circumstances(given, toolReports: [])
    func text(_ path: String) -> String? {
      guard case .bytes(let bytes)? = given.first(where: { $0.path == path })?.content else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    let words = text("deployment")?.split { $0 == " " || $0 == "\n" }.map(String.init) ?? []
    guard words.count == 2, let commit = ObjectID(words[1]) else { throw UnknownCircumstance(name: "deployment") }
    guard let history = ExampleHistory(text("history") ?? "") else { throw UnknownCircumstance(name: "history") }
    self.init(
      of: commit, to: words[0], at: circumstances.now, evidence: circumstances.evidence, history: history)
  }
}

/// Something that an example gives and that cannot be read.
struct UnknownCircumstance: Error {
  let name: String
}

extension [Example.File] {
  /// The reports among the files, with the ids of the judged files in the place of their marks.
  fileprivate var toolReports: [ToolReport] {
    filter { $0.side == .report }.compactMap { report -> ToolReport? in
      guard case .bytes(let bytes) = report.content else { return nil }
      var text = String(decoding: bytes, as: UTF8.self)
      for file in self where file.side == .judged || file.side == .both {
        guard let id = file.overlaid.version?.id else { continue }
        text = text.split(separator: "{{blob \(file.path)}}", omittingEmptySubsequences: false)
          .joined(separator: id.description)
      }
      return ToolReport(path: report.path, bytes: [UInt8](text.utf8))
    }
  }
}

extension Example.File {
  fileprivate var overlaid: Snapshot.OverlaidFile {
    switch content {
    case .bytes(let bytes): .bytes(version(.file, bytes), bytes)
    case .link(let target): .bytes(version(.symbolicLink, Array(target.utf8)), Array(target.utf8))
    case .submodule: .bytes(version(.submodule, []), [])
    }
  }

  /// Examples have no objects: any id will do that is equal for equal bytes.
  private func version(_ mode: FileMode, _ bytes: [UInt8]) -> FileVersion {
    FileVersion(mode: mode, id: ObjectID(Digest.sha256(of: bytes).hexadecimal.prefix(40)) ?? .zero)
  }
}
