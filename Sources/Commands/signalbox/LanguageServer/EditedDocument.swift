internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import Documents
internal import Findings
internal import Git
internal import MigrationChecks
internal import Policy
internal import ReleaseChecks

/// A file as it is in an editor, saved or not.
struct EditedDocument {
  /// The path from the workspace, or the whole path of a file outside of it.
  private let path: String
  private let name: String
  private let source: SourceText

  /// The policy folder of the workspace; `nil` where there is none.
  private let policyFolder: String?
  private let surroundings: Surroundings

  init(path: String, source: SourceText, workspace: String?, _ surroundings: Surroundings) {
    let folder = workspace.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    self.path = folder.flatMap { path.hasPrefix($0) ? String(path.dropFirst($0.count)) : nil } ?? path
    name = path.split(separator: "/").last.map(String.init) ?? path
    self.source = source
    policyFolder = folder.map { $0 + PolicyFolder.name }.flatMap { Files.isFolder($0) ? $0 : nil }
    self.surroundings = surroundings
  }

  /// What `lint` and `policy check` find in it.
  func findings() async -> [Finding] {
    if path == "\(PolicyFolder.name)/\(name)" { return policyFindings }
    do throws(FileProblem) {
      let files = try policyFolder.map { folder throws(FileProblem) in
        PolicyFolder.files(try Files.contents(ofFolder: folder, limit: PolicyFolder.sizeLimit))
      }
      return await findings(of: ContractCheck.self, by: files) + findings(of: MigrationCheck.self, by: files)
    } catch {
      return [Finding(rule: "contracts/setup-error", kind: .undecided, message: error.description)]
    }
  }

  /// What a check finds, where the file is one of its own.
  private func findings<C: LooseFileCheck>(of check: C.Type, by folder: PolicyFolder?) async -> [Finding] {
    guard C.looseFileSuffixes.contains(where: name.hasSuffix), isOwn(of: check, by: folder) else { return [] }
    let file = LooseFile(path: path, name: name, bytes: source.bytes)
    let report = await C.report(
      on: [file], policy: folder ?? .base, circumstances: Circumstances(stage: .prePush, now: surroundings.now),
      version: Version.current)
    return report.allFindings.flatMap { [$0] + $0.members }.filter { finding in
      !finding.isBaselined && (finding.place.map { $0.path == path } ?? true || finding.kind == .undecided)
    }.map { $0.shown(in: path) }
  }

  /// Whether a file is below a folder that the policy names, or, without a policy, is named like one of the check.
  private func isOwn<C: LooseFileCheck>(of check: C.Type, by folder: PolicyFolder?) -> Bool {
    guard let folder, case .files(let files) = folder, files[C.policyFile] != nil else {
      return C.self == MigrationCheck.self || ContractCheck.isSchema(source.bytes, at: path)
    }
    do throws(Undecidable) {
      let roots = C.governedFolders(try folder.policy(of: check))
      return roots.contains { RepositoryPath(path).hasPrefix($0) }
    } catch {
      // The report says what is wrong with the policy.
      return true
    }
  }

  // MARK: Policy files

  private var policyFindings: [Finding] {
    if name == RolePolicy.fileName { return faults(of: ReleaseCheck.self) }
    for check in AllChecks.checks {
      if name == check.policyFile { return faults(of: check) }
      if name == check.baselineFile { return baselineFaults(of: check) }
    }
    return []
  }

  private func faults<C: Check>(of check: C.Type) -> [Finding] {
    do throws(Undecidable) {
      let policy = try PolicyFolder.files([name: source.bytes]).policy(of: check)
      return policy.duplicateWaivers(rule: CommonRules(prefix: C.rulePrefix).waiver)
    } catch {
      return findings(of: error.faults, renames: { $0.renamesInPolicy }, C.rulePrefix)
    }
  }

  private func baselineFaults(of check: any Check.Type) -> [Finding] {
    do throws(UnreadablePolicy) {
      _ = try Baseline(source, path: path)
      return []
    } catch {
      return findings(of: error.faults, renames: { $0.renamesInBaseline }, check.rulePrefix)
    }
  }

  /// Faults as findings; one about an id that was renamed brings the new one along.
  private func findings(
    of faults: [PolicyFault], renames: (Document) -> [TextEdit], _ prefix: String
  ) -> [Finding] {
    let edits = parsed.map(renames) ?? []
    return faults.map { fault in
      let edit = edits.first { edit in
        guard let span = fault.place?.span else { return false }
        let position = source.position(at: Int(edit.range.start))
        return span.start <= position && position < span.end
      }
      return Finding(
        rule: CommonRules(prefix: prefix).policyReadable.id, kind: .violation(.error), message: fault.message,
        place: fault.place, help: fault.help, fix: edit.map { Fix("Rename to `\($0.replacement)`", [$0]) }
      ).shown(in: path)
    }
  }

  private var parsed: Document? {
    do throws(DocumentError) {
      return try name.hasSuffix(".json") ? Document.json(source) : Document.yaml(source)
    } catch {
      return nil
    }
  }
}

extension Finding {
  /// A finding about another file, as the policy, is one about this file as a whole.
  fileprivate func shown(in path: String) -> Finding {
    guard let place, place.path != path else { return self }
    return Finding(rule: rule, kind: kind, message: "\(place.path): \(message)", help: help)
  }
}
