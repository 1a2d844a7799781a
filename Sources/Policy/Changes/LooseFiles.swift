package import Findings
package import Policy

/// A file that somebody names outside of any history.
package struct LooseFile: Sendable {
  /// The path as it was named.
  package let path: String

  /// The last part of it.
  package let name: String

  package let bytes: [UInt8]

  /// The names of files that stand beside it, as far as somebody looked.
  package let neighbours: Set<String>

  package init(path: String, name: String, bytes: [UInt8], neighbours: Set<String> = []) {
    self.path = path
    self.name = name
    self.bytes = bytes
    self.neighbours = neighbours
  }
}

/// A check some of whose rules look at nothing but a file, so that they can be asked about loose ones.
package protocol LooseFileCheck: Check {
  /// What the names of its files end with.
  static var looseFileSuffix: String { get }

  /// The names of files that would change what a file of some name is.
  static func interestingNeighbours(of name: String) -> [String]

  /// Parses files of which nothing else is known.
  static func subject(of files: [LooseFile], policy: EffectivePolicy<Policy>) async -> Subject

  /// What was looked at, as a noun phrase.
  static func scope(ofLoose subject: Subject) -> String
}

extension LooseFileCheck {
  /// Judges loose files by the compiled-in policy, or by the files of a folder over it.
  package static func report(
    on files: [LooseFile], policy folder: PolicyFolder, circumstances: Circumstances, version: String
  ) async -> Report {
    await looseReport(policy: folder, circumstances: circumstances, version: version) { policy in
      let subject = await subject(of: files, policy: policy)
      return (subject, scope(ofLoose: subject))
    }
  }
}

extension Check {
  /// Judges what a function makes of loose files, by the compiled-in policy or by the files of a folder over it.
  package static func looseReport(
    policy folder: PolicyFolder, circumstances: Circumstances, version: String,
    _ make: (EffectivePolicy<Policy>) async -> (Subject, scope: String)
  ) async -> Report {
    var context = Report.Context(stage: circumstances.stage)
    do throws(Undecidable) {
      let policy = try PolicyFiles(folder, organisation: nil, base: Snapshot(nil)).policy(of: Self.self)
      context.policy = policy.layers
      let (subject, scope) = await make(policy)
      context.remarks += remarks(on: subject)
      context.data = data(of: subject)
      let asked = rules.filter { $0.metadata.requires.isEmpty }
      let judgement = await Engine(rules: asked, settings: policy.rules).judge(subject)
      let left = rules.map { $0.metadata }.filter { !$0.requires.isEmpty }.map { metadata in
        Report.NotExecuted(
          what: metadata.id, why: "lint has \(metadata.absences); `\(name) check` asks it")
      }
      return Report(
        check: name, version: version, context: context, scope: scope, findings: judgement.findings,
        notExecuted: judgement.notExecuted + notExecuted(for: subject) + left, rules: allMetadata.map(\.summary))
    } catch {
      return Report(
        check: name, version: version, context: context, scope: "nothing judged",
        findings: error.findings(of: Self.self),
        rules: allMetadata.map(\.summary))
    }
  }
}
