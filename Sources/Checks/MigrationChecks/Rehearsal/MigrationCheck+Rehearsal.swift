package import Changes
internal import Git
internal import Policy
internal import Processes
package import RehearsalDocuments
internal import SystemPackage

extension MigrationCheck: ToolRunningCheck {
  /// Rehearses the new migrations on a PostgreSQL server of its own: `db-rehearse` does it, which is beside this program.
  package static func toolReport(
    on matter: ChangeToRun<MigrationCheck>, in workshop: Workshop
  ) async throws(Undecidable) -> [UInt8] {
    let plan = try await plan(of: matter, only: workshop.selection)
    let program = (workshop.programs.map { "\($0)/" } ?? "") + "db-rehearse"
    var limits = ToolCall.Limits()
    // It ends by itself; what is more is for making the cluster.
    limits.time = .seconds(plan.limits.total + 120)
    let call = ToolCall(
      [program, "run"] + Self.cache(workshop) + workshop.arguments, in: FilePath(workshop.folder),
      environment: workshop.environment, input: plan.bytes, limits: limits)
    let ending: ToolEnding
    do throws(ProcessError) {
      ending = try await call.run()
    } catch {
      throw Undecidable("could not rehearse the migrations: \(error)", help: "run it again")
    }
    if case .couldNotStart = ending.how {
      throw Undecidable(
        "could not rehearse the migrations because there is no program \(program)",
        help: "install `db-rehearse` in the folder of \(name)")
    }
    guard ending.how == .exited(0) else {
      let said = ending.error.text.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw Undecidable(
        "could not rehearse the migrations\(said)",
        help: "install PostgreSQL \(plan.server), or name its programs with --postgres-bin")
    }
    do throws(UnreadableRehearsal) {
      _ = try RehearsalReport(ending.output.bytes)
    } catch {
      throw Undecidable("db-rehearse wrote no report: \(error.message)", help: "install the same version of both")
    }
    return ending.output.bytes
  }

  /// The plan of the one database that has new migrations, or that is named; a report is about one.
  ///
  /// - Throws: `Undecidable` where there are several, or a file cannot be read.
  package static func plan(
    of matter: ChangeToRun<MigrationCheck>, only names: [String]
  ) async throws(Undecidable) -> RehearsalPlan {
    let parts = matter.policy.own.parts.filter { part in names.isEmpty || part.name.map(names.contains) == true }
    var plans: [RehearsalPlan] = []
    for part in parts { plans.append(try await RehearsalPlanner(matter.change, matter.policy.with(part)).plan()) }
    guard let first = plans.first else {
      let known = matter.policy.own.parts.compactMap(\.name).joined(separator: ", ")
      throw Undecidable(
        "the policy has no database \(names.joined(separator: ", "))",
        help: known.isEmpty ? "leave `--database` out" : "name one of \(known)")
    }
    let changed = plans.filter { !$0.migrations.isEmpty }
    guard changed.count < 2 else {
      throw Undecidable(
        "could not rehearse the migrations of \(changed.count) databases in one report",
        help: "run `db-verify rehearse --database NAME` for each, and give each report with --tool-report")
    }
    return changed.first ?? first
  }

  package static let runVerb = "rehearse"
  package static let needsReport = false
  package static let reportName = "rehearsal.json"

  /// Where applied histories are kept: with the user, and in no workflow, whose cache others may have written.
  private static func cache(_ workshop: Workshop) -> [String] {
    guard workshop.runner == nil else { return [] }
    let variables = workshop.environment
    let folder = variables["XDG_CACHE_HOME"] ?? variables["HOME"].map { "\($0)/.cache" }
    return folder.map { ["--cache", "\($0)/signalbox/postgres"] } ?? []
  }
}
