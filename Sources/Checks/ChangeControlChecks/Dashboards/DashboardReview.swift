internal import Changes
internal import Documents
package import Findings
internal import Git
internal import Policy
internal import RegularExpressions

/// The dashboards of the environments that a change has a hand in.
package struct DashboardReview: Sendable {
  package struct Environment: Sendable {
    package let name: String

    /// The panels that are missing and were not missing before, by their names.
    package let missing: [String]

    /// Those that a library panel may have.
    package let uncertain: [String]
    package let libraryPanels: [String]

    /// A dashboard that the change touches; `nil` where the environment has none.
    package let place: Place?
  }

  package let environments: [Environment]
  package let unreadable: [UnreadableInput]

  init(_ change: Change, _ plans: PlanReview, policy: ChangeControlPolicy) {
    var environments: [Environment] = []
    var unreadable: [UnreadableInput] = []
    let own = policy.dashboards
    for name in own.panels.isEmpty ? [] : Self.names(change, plans, own) {
      guard let pattern = own.pattern(of: name) else { continue }
      let touched = change.files.filter { pattern.matches($0.path.bytes) && $0.path.name.hasSuffix(".json") }
      guard !touched.isEmpty || plans.added.contains(name) else { continue }
      let now = EnvironmentDashboards(in: change.judged, pattern, own.panels)
      let before = EnvironmentDashboards(in: change.base, pattern, own.panels)
      unreadable += now.unreadable
      // What was missing before is the audit's, unless the environment is new.
      let lost = now.missing.filter { plans.added.contains(name) || !before.missing.contains($0) || before.isEmpty }
      environments.append(
        Environment(
          name: name, missing: now.libraryPanels.isEmpty ? lost : [], uncertain: now.libraryPanels.isEmpty ? [] : lost,
          libraryPanels: now.libraryPanels,
          place: touched.first { $0.new != nil }.map { Place(path: $0.path.description) }))
    }
    (self.environments, self.unreadable) = (environments, unreadable)
  }

  /// The environments: those of Terraform, and those that the pattern of the files shows.
  static func names(_ change: Change, _ plans: PlanReview, _ policy: DashboardPolicy) -> [String] {
    Set(plans.all.map(\.name) + change.files.compactMap { policy.environment(of: $0.path) }).sorted()
  }
}

extension DashboardPolicy {
  /// The environment whose dashboard a path is, where the name of one is a folder.
  func environment(of path: RepositoryPath) -> String? {
    guard let files else { return nil }
    let parts = files.split(separator: "/")
    guard let place = parts.firstIndex(of: "{environment}"), path.components.count > place else { return nil }
    let name = String(decoding: path.components[place], as: UTF8.self)
    return pattern(of: name)?.matches(path.bytes) == true ? name : nil
  }
}

/// All dashboards of an environment, on one side.
struct EnvironmentDashboards {
  /// The panels that none of them has.
  private(set) var missing: [String] = []
  private(set) var libraryPanels: [String] = []
  private(set) var unreadable: [UnreadableInput] = []
  private(set) var isEmpty = true

  init(in tree: Snapshot, _ pattern: PathPattern, _ panels: [DashboardPolicy.Panel]) {
    var dashboards: [Dashboard] = []
    let literal = pattern.text.split(separator: "/").prefix { !$0.contains(where: { "*?[{".contains($0) }) }
    for path in tree.paths(below: RepositoryPath(literal.joined(separator: "/")))
    where pattern.matches(path.bytes) && path.name.hasSuffix(".json") {
      isEmpty = false
      guard case .bytes(let bytes) = tree.file(path) else { continue }
      do throws(DocumentError) {
        let dashboard = Dashboard(try Document.json(SourceText(bytes)).root)
        dashboards.append(dashboard)
        libraryPanels += dashboard.libraryPanels
      } catch {
        let place = Place(error.range, of: SourceText(bytes), path: path.description)
        unreadable.append(UnreadableInput(place, "could not read this dashboard because \(error.message)"))
      }
    }
    for panel in panels {
      do throws(MatchError) {
        var isShown = false
        for dashboard in dashboards where !isShown { isShown = try dashboard.shows(panel.metric) }
        if !isShown { missing.append(panel.name) }
      } catch {
        unreadable.append(
          UnreadableInput(
            RepositoryPath(ChangeControlCheck.policyPath), "could not look for the panel `\(panel.name)`: \(error)"))
      }
    }
  }
}
