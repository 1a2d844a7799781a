internal import Calendars

/// Writes reports as metrics for a push gateway or the text files of a collector (OpenMetrics 1.0).
///
/// All are of the one run: how many findings there are is a gauge, since a later run may have fewer. The time of the run is
/// that which the check was asked about, so that equal input gives equal bytes.
package struct MetricsReportWriter: ReportWriter {
  package init() {}

  package func bytes(for reports: [Report]) -> [UInt8] {
    let verdicts = reports.flatMap { report in
      Verdict.allCases.map { verdict in
        Sample(
          [("check", report.check), ("signalbox_verdict", verdict.rawValue)], report.verdict == verdict ? 1 : 0)
      }
    }
    let findings = reports.flatMap { report in
      Dictionary(grouping: report.allFindings) { [$0.rule, $0.metricSeverity] }.sorted {
        $0.key.lexicographicallyPrecedes($1.key)
      }
      .map { key, found in
        Sample([("check", report.check), ("rule", key[0]), ("severity", key[1])], found.count)
      }
    }
    let waived = reports.map { Sample([("check", $0.check)], $0.waived.count) }
    let unexecuted = reports.map { Sample([("check", $0.check)], $0.notExecuted.count) }
    let instants = reports.compactMap { report in
      report.context.now.map { Sample([("check", report.check)], $0.secondsSince1970) }
    }
    let families = [
      Family("signalbox_verdict", "stateset", "The verdict of a check.", verdicts),
      Family("signalbox_findings", "gauge", "Findings of a check by rule and severity.", findings),
      Family("signalbox_waived_findings", "gauge", "Findings that a waiver accepts.", waived),
      Family("signalbox_unexecuted_parts", "gauge", "Parts of a check that were not executed.", unexecuted),
      Family("signalbox_instant_seconds", "gauge", "The instant that the verdict is for.", instants, unit: "seconds"),
    ]
    return Array((families.flatMap(\.lines) + ["# EOF", ""]).joined(separator: "\n").utf8)
  }

  /// What is counted, by its labels.
  private struct Sample {
    let labels: [(name: String, value: String)]
    let count: Int

    init(_ labels: [(name: String, value: String)], _ count: Int) {
      (self.labels, self.count) = (labels, count)
    }

    var text: String {
      let text = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
      return "{\(text)} \(count)"
    }

    /// The three characters that cannot be in a label as they are (OpenMetrics, "Escaping").
    private static func escaped(_ value: String) -> String {
      value.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\"", with: "\\\"")
    }
  }

  private struct Family {
    let lines: [String]

    init(_ name: String, _ type: String, _ help: String, _ samples: [Sample], unit: String? = nil) {
      let units = unit.map { ["# UNIT \(name) \($0)"] } ?? []
      lines = ["# TYPE \(name) \(type)"] + units + ["# HELP \(name) \(help)"] + samples.map { "\(name)\($0.text)" }
    }
  }
}

extension Finding {
  fileprivate var metricSeverity: String {
    switch kind {
    case .violation(let severity): severity.rawValue
    case .owed: "pending"
    case .undecided: "undecided"
    }
  }
}
