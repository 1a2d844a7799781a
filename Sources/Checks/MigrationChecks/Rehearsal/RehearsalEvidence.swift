internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import RehearsalDocuments

/// What a report says of a rehearsal of this change, and whether it is about this change at all.
enum RehearsalEvidence: Sendable {
  /// There is nothing to rehearse.
  case notNeeded

  /// No report was given.
  case missing

  /// What was given cannot be read: why, and where.
  case unreadable(String, Place)

  /// It is about other files, or another server: why.
  case unrelated(String)

  case given(RehearsalReport)

  var report: RehearsalReport? {
    guard case .given(let report) = self else { return nil }
    return report
  }

  /// Whether no rule has to conclude what a server has shown: it found something of a kind in a migration, or it has run
  /// the migration whole and found nothing.
  func decides(_ kind: RehearsalReport.Finding.Kind, in path: String) -> Bool {
    guard let report, let migration = report.migrations.first(where: { $0.up.path == path }) else { return false }
    if migration.findings.contains(where: { $0.kind == kind }) { return true }
    return report.undecided.isEmpty && migration.outcome == .proved
  }

  /// The findings of a kind.
  func findings(_ kind: RehearsalReport.Finding.Kind) -> [RehearsalReport.Finding] {
    report?.migrations.flatMap(\.findings).filter { $0.kind == kind } ?? []
  }

  /// What the files of views and policies would change, or why they no longer work.
  var declaredFindings: [RehearsalReport.Finding] { report?.declared.flatMap(\.findings) ?? [] }

  /// Compares the report that was given with what is judged.
  init(_ change: Change, _ policy: EffectivePolicy<MigrationPolicy>, _ effects: [MigrationEffect], base: FolderListing)
  {
    guard !effects.isEmpty else {
      self = .notNeeded
      return
    }
    self = .missing
    for given in change.circumstances.toolReports where !given.isMissing {
      do throws(UnreadableRehearsal) {
        let report = try RehearsalReport(given.bytes)
        do throws(Undecidable) {
          let why = try Self.difference(of: report, change, policy, effects, base: base)
          guard let why else {
            // Of several reports each is about one database.
            self = .given(report)
            return
          }
          self = .unrelated(why)
        } catch {
          self = .unrelated(error.faults.first?.message ?? "the files could not be read")
        }
      } catch {
        self = .unreadable(error.message, Place(path: given.path))
      }
    }
  }

  /// Why a report is not about this change; `nil` where it is.
  private static func difference(
    of report: RehearsalReport, _ change: Change, _ policy: EffectivePolicy<MigrationPolicy>,
    _ effects: [MigrationEffect], base: FolderListing
  ) throws(Undecidable) -> String? {
    let prelude = try RehearsalPlanner.prelude(policy.own.server.prelude, in: change.policySource)
    guard report.prelude == prelude.name,
      report.preludeDigest == Digest.sha256(of: Array(prelude.sql.utf8)).description
    else { return "it was rehearsed with another prelude" }
    guard report.owner == RehearsalPlanner.owner(policy.own).role else { return "it was rehearsed as another role" }
    let runner = policy.own.runner ?? .own
    var merged: [RehearsedFile] = []
    let names = base.migrations.filter { $0.0.part != .down }
    for (_, path) in names.sorted(by: { ($0.0.order(runner), $0.path) < ($1.0.order(runner), $1.path) }) {
      merged.append(try RehearsalPlanner.file(path, in: change.base))
    }
    guard Set(report.base) == Set(merged) else { return "it was rehearsed after other merged migrations" }
    for effect in effects {
      let up = try RehearsalPlanner.file(effect.file.path, in: change.judged)
      guard let migration = report.migrations.first(where: { $0.up == up }) else {
        return "it does not have \(effect.file.path) as it is now"
      }
      guard let down = migration.down else { continue }
      guard down == (try RehearsalPlanner.file(down.path, in: change.judged)) else {
        return "it does not have \(down.path) as it is now"
      }
    }
    let declared = Dictionary(report.declared.map { ($0.file.path, $0.file) }) { first, _ in first }
    for (path, file) in declared where file != (try RehearsalPlanner.file(path, in: change.judged)) {
      return "it does not have \(path) as it is now"
    }
    guard report.migrations.count == effects.count else { return "it has migrations that are not part of the change" }
    return nil
  }
}

extension MigrationName {
  func order(_ runner: Runner) -> String { sortableVersion(by: runner) ?? "" }
}
