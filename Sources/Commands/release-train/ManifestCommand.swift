internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import ReleaseChecks

/// `release-train manifest`: what is on the train.
struct ManifestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest",
    abstract: "Print what is aboard, from what production runs to the candidate.",
    discussion: """
      What checks say of the same two commits is taken from their reports. Exit status: 0; 2 where it is not known what
      production runs or which commit is the candidate; 64 for a wrong command line.

      EXAMPLES:
        release-train manifest --evidence evidence.json
        release-train manifest --evidence evidence.json --format markdown
        release-train manifest --evidence evidence.json \\
          --check-report db-verify.json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
    case json
  }

  @Option(help: "How it is written; markdown gives release notes.")
  var format: Format = .text

  @Option(
    help: ArgumentHelp(
      "A report of a check (JSON) with production's commit as its base; may be repeated.", valueName: "file"))
  var checkReport: [String] = []

  @OptionGroup var options: GateOptions

  func run() throws {
    let manifests = try self.manifests(GateReading(options))
    switch format {
    case .text:
      try Files.writeToOutput(Array(manifests.flatMap(\.lines).map { $0 + "\n" }.joined().utf8))
    case .markdown: try Files.writeToOutput(Array(manifests.map(\.markdown).joined(separator: "\n").utf8))
    case .json: try Files.writeToOutput(Node.array(manifests.map(\.node)).jsonBytes(pretty: true) + [0x0A])
    }
  }

  private func manifests(_ reading: GateReading) throws -> [ReleaseManifest] {
    do throws(GitError) {
      let history = try reading.history()
      var manifests: [ReleaseManifest] = []
      for request in reading.requests {
        guard let head = request.commit, case .deployment(let running)? = request.records?.current else {
          Files.say(request.summary.joined(separator: "\n") + "\n")
          throw GitError(.unknownRevision, "could not tell what is aboard of the train to \(request.environment)")
        }
        let changed = try reading.repository.changedPaths(
          from: reading.repository.commit(running.commit).tree, to: reading.repository.commit(head).tree, in: [.root])
        var manifest = try ReleaseManifest(
          of: request.environment, from: running.commit, to: head, changed: changed, reverted: request.reverted,
          history)
        manifest.notes = nil
        manifests.append(manifest)
      }
      return try noted(manifests)
    } catch {
      Files.say("release-train: \(error.message)\n")
      throw ExitCode(Verdict.undecided.exitCode)
    }
  }

  /// Adds what reports of the same two commits have; a report of others is refused.
  private func noted(_ manifests: [ReleaseManifest]) throws(GitError) -> [ReleaseManifest] {
    guard !checkReport.isEmpty else { return manifests }
    var manifests = manifests
    for path in checkReport {
      let root: Node
      do {
        root = try Document.json(SourceText(try Files.contents(of: path, limit: 64 << 20))).root
      } catch {
        throw GitError(.unexpected, "the report \(path) cannot be read")
      }
      for report in root["reports"]?.array.map(Array.init) ?? [] {
        let index = manifests.firstIndex { manifest in
          report["base"]?.string == manifest.base.description && report["judged"]?.string == manifest.head.description
        }
        guard let index else { throw GitError(.unexpected, "the report \(path) is of other commits") }
        let findings = report["findings"]?.array.map(Array.init) ?? []
        manifests[index].notes =
          (manifests[index].notes ?? [])
          + findings.map { finding in
            ReleaseManifest.Note(
              rule: finding["rule"]?.string ?? "", message: finding["message"]?.string ?? "",
              path: finding["path"]?.string)
          }
      }
    }
    return manifests
  }
}
