internal import Changes
package import Findings
package import Policy

/// Asks for the panels that every environment has.
package struct MissingDashboardPanel: Rule {
  package let metadata = RuleMetadata(
    id: "change/missing-dashboard-panel",
    title: "Dashboard lacks a required panel",
    rationale: """
      Who is called at night looks at the dashboards of the environment, and has to find there what the runbooks speak \
      of. A panel counts by the metric that it asks for: its title may be any, and a text with the right title shows \
      nothing. The queries of a library panel are not in the file, which is a warning.
      """,
    remedy: "Put the panel back, or another one that asks for the metric, into any dashboard of the environment.",
    severity: .error,
    requires: [.history, .folder],
    bad: [
      example(#"{ "panels": [{ "type": "text", "title": "Kafka lag" }] }"#),
      example(
        #"""
        { "panels": [{ "type": "timeseries", "targets": [{ "expr": "kafka_consumergroup_lag", "hide": true }] }] }
        """#),
    ],
    good: [
      example(
        #"""
        { "panels": [{ "type": "row", "collapsed": true, "panels": [
          { "type": "timeseries", "title": "Behind", "targets": [{ "expr": "sum(kafka_consumergroup_lag)" }] }] }] }
        """#)
    ])

  package init() {}

  private static func example(_ dashboard: String, fileID: String = #fileID, line: Int = #line) -> Example {
    Example(
      """
      -- given: policy --
      dashboards: { files: "grafana/{environment}/**", panels: { kafka lag: { metric: consumergroup_lag } } }
      -- base: grafana/production/platform.json --
      { "panels": [{ "type": "timeseries", "targets": [{ "expr": "kafka_consumergroup_lag" }] }] }
      -- grafana/production/platform.json --
      \(dashboard)
      """, fileID: fileID, line: line)
  }

  package func findings(in change: ControlledChange) -> [Finding] {
    change.dashboards.environments.flatMap { environment -> [Finding] in
      let lost = environment.missing.map { name in
        finding(
          "no panel of `\(environment.name)` shows \(name)", at: environment.place,
          help: "add one that asks for its metric, or see `dashboards.panels` in \(ChangeControlCheck.policyPath)")
      }
      let shown = environment.libraryPanels.map { "`\($0)`" }.joined(separator: ", ")
      return lost
        + environment.uncertain.map { name in
          Finding(
            rule: metadata.id, kind: .violation(.warning),
            message:
              "only a library panel can show \(name) of `\(environment.name)`, and its query is not in the file: \(shown)",
            place: environment.place, help: "see in Grafana that it does")
        }
    }
  }
}
