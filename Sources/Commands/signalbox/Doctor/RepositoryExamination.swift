internal import Calendars
internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import SystemPackage

extension Patient {
  /// Whether bases can be found, and whether a push is judged here.
  func repositoryState() throws(FileProblem) -> Examination {
    var examination = Examination("repository")
    examination.add(
      well: "the whole history is here",
      unless: repository.isShallow
        ? [
          Diagnosis(
            .ill, "the clone is shallow, so merge bases may be missing",
            help: "git fetch --unshallow; in a workflow fetch-depth: 0")
        ] : [])
    do throws(GitError) {
      if let branch = try repository.defaultBranch(for: repository.currentBranch) {
        examination.add(.well, "the default branch is \(branch)")
      } else {
        examination.add(
          .ill, "no default branch is known, so there is no base to compare with",
          help: "git remote set-head origin --auto")
      }
    } catch {
      examination.add(.unknown, error.message, help: error.help)
    }
    if try PrePushHook.isInstalled(in: repository, surroundings) {
      examination.add(.well, "the pre-push hook is installed")
    } else {
      examination.add(.advice, "the pre-push hook is not installed", help: "signalbox hooks install")
    }
    return examination
  }

  /// Whether the policy can be read, and whether what it demands can be given.
  func policy() async -> Examination {
    var examination = Examination("policy")
    guard !adopted.isEmpty else {
      examination.add(.ill, "no check has a policy here", help: "signalbox init")
      return examination
    }
    var remarks: [String] = []
    for report in await policyReports {
      let problems = report.allFindings.map { finding in
        let place = finding.place.map { "\($0.path):\($0.span?.start.line ?? 1): " } ?? ""
        let isIll = finding.severity == .error || finding.severity == nil
        return Diagnosis(isIll ? .ill : .advice, place + finding.message, help: finding.help)
      }
      examination.add(well: "the policy of \(report.check) can be read", unless: problems)
      remarks += report.context.remarks.filter { !remarks.contains($0) }
    }
    for remark in remarks { examination.add(.advice, remark) }
    for check in adopted { add(waiversOf: check, to: &examination) }
    for name in Files.names(inAny: "\(top)/\(PolicyFolder.name)") where !Self.policyFiles.contains(name) {
      examination.add(
        .advice, "no check reads \(PolicyFolder.name)/\(name)",
        help: Suggestion.help(for: name, among: Self.policyFiles))
    }
    return examination
  }

  /// Adds the waivers of a check that are in force and soon will not be.
  private func add<C: Check>(waiversOf check: C.Type, to examination: inout Examination) {
    for waiver in policy(of: check)?.waivers ?? [] where waiver.isInForce(at: surroundings.now) {
      let left = waiver.expires.daysSince1970 - surroundings.now.secondsSince1970 / 86_400
      guard left <= Self.warnedDays else { continue }
      examination.add(
        .advice, "the waiver of \(waiver.rule) for \(waiver.path.text) expires on \(waiver.expires)",
        help: "\(waiver.owner) fixes what it is for, or gives a new reason and day")
    }
  }

  /// So many days before its end a waiver is listed.
  private static let warnedDays = 30

  /// The names of all files that some check reads.
  private static let policyFiles =
    AllChecks.checks.flatMap { [$0.policyFile, $0.baselineFile] } + [RolePolicy.fileName]

  private var policyReports: [Report] {
    get async {
      var run = CheckRun(
        of: adopted, comparison: ComparisonRequest(),
        circumstances: Circumstances(stage: .prePush, now: surroundings.now), version: Version.current)
      run.policy = .files(policyFiles)
      run.organisationPolicy = organisationFiles
      return await run.policyReports(in: repository)
    }
  }

  /// The effective policy of a check by the files that are here; `nil` where one of them is no policy.
  func policy<C: Check>(of check: C.Type) -> EffectivePolicy<C.Policy>? {
    do throws(Undecidable) {
      return try PolicyFolder.files(policyFiles).policy(of: check)
    } catch {
      // The examination of the policy tells why.
      return nil
    }
  }

  /// The files of the organisation whose folder git's configuration names; `nil` where it names none.
  private var organisationFiles: [String: [UInt8]]? {
    do {
      guard let folder = try repository.configured("signalbox.organisationPolicy") else { return nil }
      let path = FilePath(top).pushing(FilePath(surroundings.expandingHome(in: folder))).string
      return try Files.contents(ofFolder: path, limit: PolicyFolder.sizeLimit)
    } catch {
      return nil
    }
  }

  private var policyFiles: [String: [UInt8]] {
    do throws(FileProblem) {
      return try Files.contents(ofFolder: "\(top)/\(PolicyFolder.name)", limit: PolicyFolder.sizeLimit)
    } catch {
      return [:]
    }
  }
}
