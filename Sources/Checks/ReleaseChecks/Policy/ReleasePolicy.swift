package import Calendars
internal import Git
package import Policy

/// What `.signalbox/release.yml` says beyond rules and exclusions.
package struct ReleasePolicy: CheckPolicy {
  /// The zone whose walls show the times of the train.
  package let zone: Zone

  package let train: TrainPolicy

  /// Whether the frozen environment takes commits that are not on the default branch, too.
  package let allowsUnmerged: Bool

  package let hotfix: HotfixPolicy
  package let freezes: [DeploymentFreeze]

  /// The label of an open issue that holds a release; `nil` where none does.
  package let blockerLabel: String?

  /// The label of an open issue that is a one-off freeze; `nil` where none is.
  package let freezeLabel: String?

  /// What is answered for environments without a train; `nil` where the policy says nothing of them.
  package let others: Others?

  /// The dates of the trains that do not run.
  package private(set) var skip: Set<CivilDate>

  /// A train whose cut falls on one of them does not run either.
  package let holidays: DayRanges

  package let ledger: LedgerSource

  /// The app whose deployments count as having run; `nil` for anyone's.
  package let deploymentApp: String?

  package let clockTolerance: Int

  /// How many past trains the board shows.
  package let boardTrains: Int

  package enum Others: String, Sendable, CaseIterable {
    case open
    case closed
  }

  /// Where deployments are recorded.
  package enum LedgerSource: String, Sendable, CaseIterable {
    case deployments
    case tags
    case both
  }

  package static let schema = DocumentSchema(PackageResources.release_schema_json)

  package static let tendencies = PolicyTendencies([
    "board.trains": .neutral,
    "clock.tolerance": .greaterIsWeaker,
    "deployments.app": .fixed,
    "freezes": .moreIsStricter,
    "freezes.*.environments": .moreIsStricter,
    "freezes.*.from": .greaterIsWeaker,
    "freezes.*.hotfix": .trueIsWeaker,
    "freezes.*.owner": .neutral,
    "freezes.*.reason": .neutral,
    "freezes.*.until": .greaterIsStricter,
    "holds.blocker": .fixed,
    "holds.freeze": .fixed,
    "holidays": .moreIsStricter,
    "hotfix.approvals": .moreIsStricter,
    "hotfix.label": .neutral,
    "hotfix.requires": .fixed,
    "hotfix.rota": .fixed,
    "hotfix.valid": .greaterIsWeaker,
    "ledger": .neutral,
    "others": .ascending(["open", "closed"]),
    "skip": .moreIsStricter,
    "staging.unmerged": .trueIsWeaker,
    "train.cut.environment": .fixed,
    "train.cut.from": .laterIsStricter,
    "train.cut.requires": .moreIsStricter,
    "train.cut.until": .laterIsWeaker,
    "train.cut.windows": .moreIsWeaker,
    "train.cut.windows.*.from": .laterIsStricter,
    "train.cut.windows.*.until": .laterIsWeaker,
    "train.freeze.at-latest": .laterIsStricter,
    "train.freeze.environment": .fixed,
    "train.freeze.from": .laterIsWeaker,
    "train.freeze.until": .neutral,
    "version": .neutral,
    "zone": .neutral,
  ])

  package var neededRoles: [String] { hotfix.approvals }

  package init(_ reader: inout PolicyReader) {
    _ = reader.number("version")
    zone = reader.zone("zone") ?? .utc
    let train = reader.mapping("train") { TrainPolicy(&$0) } ?? nil
    allowsUnmerged = reader.mapping("staging") { $0.flag("unmerged") ?? false } ?? false
    hotfix = reader.mapping("hotfix") { HotfixPolicy(&$0) } ?? HotfixPolicy()
    freezes = reader.list("freezes") { reader, _ in DeploymentFreeze(&reader) }
    let labels = reader.mapping("holds") { reader in
      [reader.nameOrFlag("blocker", usual: "blocker"), reader.nameOrFlag("freeze", usual: "freeze")]
    }
    (blockerLabel, freezeLabel) = (labels?[0], labels?[1])
    others = reader.choice("others", of: Others.self)
    let skipped = reader.dates("skip") ?? []
    skip = Set(skipped)
    holidays = DayRanges(reader.dateRanges("holidays"))
    ledger = reader.choice("ledger", of: LedgerSource.self) ?? .deployments
    deploymentApp = reader.mapping("deployments") { $0.text("app") } ?? nil
    clockTolerance = reader.mapping("clock") { $0.duration("tolerance") ?? 600 } ?? 600
    boardTrains = reader.mapping("board") { $0.number("trains") ?? 10 } ?? 10
    self.train = train ?? .weekly
    if let twice = skipped.first(where: { day in skipped.count { $0 == day } > 1 }) {
      reader.refuse("skip", "\(twice) is skipped twice", help: "name each train once")
    }
    if let train {
      refuseUnknownEnvironments(of: train, &reader)
      refuseDaysWithoutTrain(of: train, &reader)
    }
  }

  /// The same policy, which skips further trains.
  func skipping(_ dates: Set<CivilDate>) -> ReleasePolicy {
    var policy = self
    policy.skip.formUnion(dates)
    return policy
  }

  private func refuseUnknownEnvironments(of train: TrainPolicy, _ reader: inout PolicyReader) {
    for freeze in freezes {
      guard case .some(let names) = freeze.environments,
        let stranger = names.first(where: { name in !train.environments.contains { EnvironmentName.equal($0, name) } })
      else { continue }
      reader.refuse(
        "freezes", "the freeze \"\(freeze.name)\" is of \"\(stranger)\", which no train goes to",
        help: Suggestion.help(for: stranger, among: train.environments))
    }
  }

  private func refuseDaysWithoutTrain(of train: TrainPolicy, _ reader: inout PolicyReader) {
    for date in skip.sorted() where date.weekday != train.cutDay {
      let runs = date.monday.adding(days: train.cutDay.rawValue - 1)
      reader.refuse(
        "skip", "no train runs on \(date), a \(date.weekday.name)", help: "the train of that week is \(runs)")
    }
  }
}

/// Names of environments, which GitHub compares without case.
package enum EnvironmentName {
  package static func equal(_ left: String, _ right: String) -> Bool { left.lowercased() == right.lowercased() }
}
