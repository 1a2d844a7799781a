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
  /// What the names of its files end with; the first is that of most.
  static var looseFileSuffixes: [String] { get }

  /// The names of files that would change what a file of some name is.
  static func interestingNeighbours(of name: String) -> [String]

  /// Parses files of which nothing else is known.
  static func subject(of files: [LooseFile], policy: EffectivePolicy<Policy>) async -> Subject
}

extension LooseFileCheck {
  /// The ids of the rules that look at nothing but a file.
  package static var looseRuleIDs: [String] { rules.map { $0.metadata }.filter(\.requires.isEmpty).map(\.id) }

  /// Judges loose files by the compiled-in policy, or by the files of a folder over it: with its excludes, its waivers and
  /// its baseline.
  package static func report(
    on files: [LooseFile], policy folder: PolicyFolder, circumstances: Circumstances, version: String,
    selecting isAsked: (String) -> Bool = { _ in true }
  ) async -> Report {
    await looseReport(policy: folder, circumstances: circumstances, version: version, selecting: isAsked) { policy in
      let given = files.filter { !policy.excludes($0.repositoryPath) }
      let excluded = files.count - given.count
      return LooseSubject(
        subject: await subject(of: given, policy: policy), paths: Set(given.map(\.path)),
        remarks: excluded == 0 ? [] : ["\(Report.counted(excluded, "more file")) excluded by the policy"])
    }
  }
}

/// What a check makes of files outside of any history.
package struct LooseSubject<Subject: CheckSubject>: Sendable {
  let subject: Subject

  /// The files that were looked at, as they were named.
  let paths: Set<String>

  /// What a reader should know beside what the subject says.
  let remarks: [String]

  package init(subject: Subject, paths: Set<String>, remarks: [String] = []) {
    self.subject = subject
    self.paths = paths
    self.remarks = remarks
  }
}

extension Check {
  /// Judges what is made of loose files, by the compiled-in policy or by the files of a folder over it: with its waivers and
  /// its baseline.
  package static func looseReport(
    policy folder: PolicyFolder, circumstances: Circumstances, version: String,
    selecting isAsked: (String) -> Bool = { _ in true },
    _ make: (EffectivePolicy<Policy>) async -> LooseSubject<Subject>
  ) async -> Report {
    let context = Report.Context(stage: circumstances.stage)
    do throws(Undecidable) {
      let prepared = try PreparedCheck(
        Self.self, by: PolicyFiles(folder, organisation: nil, base: Snapshot(nil)), context, circumstances,
        version: version)
      let loose = await make(prepared.policy)
      var answer = await prepared.answer(
        about: loose.subject, by: rules.filter { $0.metadata.requires.isEmpty && isAsked($0.metadata.id) },
        in: loose.paths)
      let others = rules.map { $0.metadata }.filter { !$0.requires.isEmpty && isAsked($0.id) }
      answer.notExecuted += others.map { metadata in
        Report.NotExecuted(what: metadata.id, why: "lint has \(metadata.absences); `\(name) check` asks it")
      }
      return prepared.report(of: loose.subject, answer, remarks: loose.remarks)
    } catch {
      return undecided(error, context, version: version)
    }
  }
}

extension LooseFile {
  /// The path as patterns of a policy see it: without `./` in front, or the `/` of an absolute one.
  fileprivate var repositoryPath: [UInt8] {
    let slash = UInt8(ascii: "/")
    return Array(path.utf8.split(separator: slash).drop { $0.elementsEqual(".".utf8) }.joined(separator: [slash]))
  }
}
