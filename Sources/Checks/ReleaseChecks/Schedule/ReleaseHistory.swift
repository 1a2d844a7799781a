package import Calendars
package import Changes
package import Documents
internal import Findings
internal import Git

/// What became of the trains so far, as far as the evidence goes.
package struct ReleaseHistory: Sendable {
  package struct Train: Sendable {
    package let date: CivilDate
    package let outcome: Outcome

    /// When it was cut, and with which commit.
    package let cut: DeploymentRecord?

    /// What else reached the released environments while it was under way: hotfixes, rollbacks, breaches.
    package let others: [ProductionHistory.Event]
  }

  package enum Outcome: String, Sendable {
    case cut
    case missed
    case skipped
  }

  /// The latest first.
  package let trains: [Train]

  /// For each commit of the default branch that reached production, the seconds from its merge to there.
  package let leadTimes: [Int]

  /// The seconds from an incident's begin to its end; `nil` where issues were not collected.
  package let restored: [Int]?

  /// The time that the evidence covers, in seconds.
  private let covered: Int

  /// - Parameters:
  ///   - ledger: what is recorded.
  ///   - evidence: what the forge knows.
  ///   - now: the instant until which trains count.
  ///   - history: the commits, for lead times.
  package init(_ ledger: ReleaseLedger, _ evidence: Evidence?, until now: Instant, _ history: any CommitHistory) {
    let events = ledger.released.flatMap(\.events).filter { $0.record.at <= now }.sorted { $0.record.at < $1.record.at }
    var trains: [Train] = []
    if let first = events.first?.record.at {
      var next = ledger.timeline.schedule.train(at: first)
      while next.cut.upperBound <= now || next.freezes <= now && ledger.timeline.cut(of: next) != nil {
        let cuts = ledger.released.compactMap { $0.cuts[next.date] }.filter { $0.at <= now }
        let outcome: Outcome = next.skipped != nil ? .skipped : cuts.isEmpty ? .missed : .cut
        let others = events.filter { event in
          guard event.record.at >= next.boards, event.record.at < next.ends else { return false }
          switch event.kind {
          case .hotfix, .rollback, .breach, .unknown: return true
          case .cut, .again: return false
          }
        }
        trains.append(Train(date: next.date, outcome: outcome, cut: cuts.first, others: others))
        next = ledger.timeline.schedule.train(at: next.ends)
      }
    }
    self.trains = trains.reversed()
    covered = (events.first?.record.at).map { now.secondsSince1970 - $0.secondsSince1970 } ?? 0
    leadTimes = Self.leadTimes(of: trains.compactMap(\.cut), history)
    restored = evidence?.issues.map { issues in
      issues.filter { $0.labels.contains("incident") }.compactMap { issue in
        issue.closedAt.map { $0.secondsSince1970 - issue.openedAt.secondsSince1970 }
      }
    }
  }

  private static func leadTimes(of cuts: [DeploymentRecord], _ history: any CommitHistory) -> [Int] {
    var times: [Int] = []
    for (earlier, later) in zip(cuts, cuts.dropFirst()) {
      do throws(GitError) {
        for commit in try history.commits(from: earlier.commit, to: later.commit)
        where try history.isOnDefaultBranch(commit.id) {
          times.append(max(0, later.at.secondsSince1970 - commit.committed.secondsSince1970))
        }
      } catch {
        // Commits that are not here have no lead time that could be told.
        continue
      }
    }
    return times.sorted()
  }

  private func count(_ isWanted: (ProductionHistory.Kind) -> Bool) -> Int {
    trains.flatMap(\.others).count { isWanted($0.kind) }
  }

  private var hotfixes: Int {
    count { kind in
      guard case .hotfix = kind else { return false }
      return true
    }
  }

  private static func median(_ values: [Int]) -> Int? {
    values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
  }

  /// The four figures of DORA, each with what it is made of, or what is missing for it.
  package var figures: [(name: String, text: String, value: Node)] {
    let cuts = trains.count { $0.outcome == .cut }
    let weeks = max(1, covered / 604_800)
    let changes = cuts + hotfixes
    let failures = hotfixes + count { $0 == .rollback }
    let lead = Self.median(leadTimes)
    let restore = restored.flatMap(Self.median)
    return [
      (
        "deployment frequency", "\(changes) in \(weeks) week\(weeks == 1 ? "" : "s")", .string("\(changes)/\(weeks)")
      ),
      (
        "lead time for changes",
        lead.map { "median \(Self.shown($0)) of \(leadTimes.count) commits, \(share)% within a week" }
          ?? "missing: two cuts whose commits are here", lead.map { .number(Number($0)) } ?? .null
      ),
      (
        "change failure rate",
        cuts == 0 ? "missing: a cut" : "\(failures) of \(changes) were followed by a hotfix or a rollback",
        cuts == 0 ? .null : .string("\(failures)/\(changes)")
      ),
      (
        "time to restore",
        restore.map { "median \(Self.shown($0)) of \(restored?.count ?? 0) incidents" }
          ?? (restored == nil ? "missing: issues labelled incident (--part issues)" : "no incident has been closed"),
        restore.map { .number(Number($0)) } ?? .null
      ),
    ]
  }

  private var share: Int {
    leadTimes.isEmpty ? 0 : leadTimes.count { $0 <= 604_800 } * 100 / leadTimes.count
  }

  private static func shown(_ seconds: Int) -> String {
    let (days, hours) = (seconds / 86_400, seconds / 3600 % 24)
    return days > 0 ? "\(days) d \(hours) h" : hours > 0 ? "\(hours) h \(seconds / 60 % 60) min" : "\(seconds / 60) min"
  }

  /// The trains for people, the latest first, and the figures.
  package var lines: [String] {
    var lines: [String] = []
    for train in trains {
      let cut = train.cut.map { " `\($0.commit.abbreviated)` at \($0.at)" } ?? ""
      lines.append("\(train.date)  \(train.outcome.rawValue)\(cut)")
      lines += train.others.map { "  \($0.words): `\($0.record.commit.abbreviated)` at \($0.record.at)" }
    }
    return lines + figures.map { "\($0.name): \($0.text)" }
  }

  package var node: Node {
    [
      "trains": .array(
        trains.map { train in
          [
            "date": .string(train.date.description), "outcome": .string(train.outcome.rawValue),
            "commit": train.cut.map { .string($0.commit.description) } ?? .null,
            "at": train.cut.map { .string($0.at.description) } ?? .null,
            "others": .array(
              train.others.map { event in
                [
                  "kind": .string(event.words), "commit": .string(event.record.commit.description),
                  "at": .string(event.record.at.description),
                ]
              }),
          ]
        }),
      "figures": .object(figures.map { ($0.name, $0.value) }),
    ]
  }
}

extension ProductionHistory.Event {
  /// What it was, in one word.
  package var words: String {
    switch kind {
    case .cut: "cut"
    case .hotfix(let number): "hotfix #\(number)"
    case .rollback: "rollback"
    case .again: "again"
    case .breach: "breach"
    case .unknown: "unknown"
    }
  }
}
