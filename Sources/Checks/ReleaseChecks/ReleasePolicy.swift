package import Calendars
package import Policy

/// What `.signalbox/release.yml` says beyond rules and exclusions.
package struct ReleasePolicy: CheckPolicy {
  /// The zone whose walls show the times of the train.
  package let zone: Zone

  package let train: TrainPolicy
  package let hotfix: HotfixPolicy
  package let freezes: [OneOffFreeze]

  /// The dates of the trains that do not run.
  package let skip: Set<CivilDate>

  /// A train whose cut falls on one of them does not run either.
  package let holidays: Set<CivilDate>

  package let clockTolerance: Int

  package static let schema = DocumentSchema(PackageResources.release_schema_json)

  package static let tendencies = PolicyTendencies([
    "clock.tolerance": .greaterIsWeaker,
    "freezes": .moreIsStricter,
    "freezes.*.environments": .moreIsStricter,
    "freezes.*.from": .greaterIsWeaker,
    "freezes.*.owner": .neutral,
    "freezes.*.reason": .neutral,
    "freezes.*.until": .greaterIsStricter,
    "holidays": .moreIsStricter,
    "hotfix.approvals": .moreIsStricter,
    "hotfix.label": .neutral,
    "hotfix.valid": .greaterIsWeaker,
    "skip": .moreIsStricter,
    "train.cut.environment": .fixed,
    "train.cut.from": .laterIsStricter,
    "train.cut.requires": .moreIsStricter,
    "train.cut.until": .laterIsWeaker,
    "train.freeze.at-latest": .laterIsStricter,
    "train.freeze.environment": .fixed,
    "train.freeze.from": .laterIsWeaker,
    "train.freeze.until": .neutral,
    "zone": .neutral,
  ])

  package var neededRoles: [String] { hotfix.approvals }

  package init(_ reader: inout PolicyReader) {
    zone = reader.zone("zone") ?? .utc
    let train = reader.mapping("train") { TrainPolicy(&$0) } ?? nil
    hotfix = reader.mapping("hotfix") { HotfixPolicy(&$0) } ?? HotfixPolicy()
    freezes = reader.list("freezes") { reader, _ in OneOffFreeze(&reader) }
    skip = Set(reader.dates("skip") ?? [])
    holidays = Set(reader.dates("holidays") ?? [])
    clockTolerance = reader.mapping("clock") { $0.duration("tolerance") ?? 600 } ?? 600
    self.train = train ?? .weekly
    if let train {
      refuseUnknownEnvironments(of: train, &reader)
      refuseDaysWithoutTrain(of: train, &reader)
    }
  }

  private func refuseUnknownEnvironments(of train: TrainPolicy, _ reader: inout PolicyReader) {
    for freeze in freezes {
      guard let stranger = freeze.environments.first(where: { !train.environments.contains($0) }) else { continue }
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

/// What the policy says of hotfixes.
package struct HotfixPolicy: Sendable, Equatable {
  package let label: String

  /// The roles that have to approve, all of them.
  package let approvals: [String]

  /// How long an approval counts, in seconds.
  package let valid: Int

  init(_ reader: inout PolicyReader) {
    label = reader.text("label") ?? ""
    approvals = reader.texts("approvals") ?? []
    valid = reader.duration("valid") ?? 0
  }

  init() {
    (label, approvals, valid) = ("", [], 0)
  }
}

/// A time, given by instants, in which nothing is deployed to some environments.
package struct OneOffFreeze: Sendable, Equatable {
  package let name: String
  package let environments: [String]

  /// Half open.
  package let range: Range<Instant>

  package let owner: String
  package let reason: String

  /// Reads one; `nil` where it ends before it begins, which is a fault.
  init?(_ reader: inout PolicyReader) {
    let name = reader.text("name")
    let environments = reader.texts("environments")
    let from = reader.instant("from")
    let until = reader.instant("until")
    let owner = reader.text("owner")
    let reason = reader.text("reason")
    guard let name, let environments, let from, let until, let owner, let reason else { return nil }
    guard from < until else {
      reader.refuse("until", "the freeze \"\(name)\" ends at \(until), and begins only at \(from)")
      return nil
    }
    (self.name, self.environments, self.owner, self.reason) = (name, environments, owner, reason)
    range = from..<until
  }

  /// The freeze in words.
  var words: String {
    "\(name) holds \(environments.joined(separator: " and ")) until \(range.upperBound): \(reason) (\(owner))"
  }
}

extension PolicyReader {
  /// A zone of the system's database.
  fileprivate mutating func zone(_ key: String) -> Zone? {
    guard let name = text(key) else { return nil }
    let folder = ZoneFolder()
    do throws(ZoneError) {
      return try folder.zone(named: name)
    } catch {
      let names = folder.names()
      let nearest = Suggestion.nearest(to: name, among: names).map { "did you mean \($0)?" }
      let install = "install the system's time zone data (Debian: apt-get install tzdata)"
      refuse(
        key, error.message,
        help: nearest ?? (names.isEmpty ? install : "a name of the IANA database, as Europe/Amsterdam"))
      return nil
    }
  }
}
