internal import Findings
internal import OperatingSystem

/// A step of GitHub Actions that a check runs in: it gets annotations and a summary without asking for them.
struct WorkflowStep {
  /// The file that becomes the summary of the step.
  private let summary: String?

  /// The address of the repository, for links of the summary.
  private let source: String?

  /// The step around this process; `nil` outside of one.
  init?(_ surroundings: Surroundings) {
    guard surroundings.isWorkflowStep else { return nil }
    summary = surroundings.environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    source = surroundings.sourceAddress
  }

  /// Writes a report to standard output, the annotations where they belong, and the summary.
  func write(_ report: [UInt8], of reports: [Report], in format: ReportFormat) throws(FileProblem) {
    let streams = WorkflowLog.streams(for: reports, in: format, written: report)
    Files.say(String(decoding: streams.error, as: UTF8.self))
    try Files.writeToOutput(streams.output)
    if let summary { append(reports, to: summary) }
  }

  /// Adds to the summary, which other commands of the step may have begun.
  ///
  /// It is a courtesy, and so a verdict does not depend on it.
  private func append(_ reports: [Report], to summary: String) {
    do throws(FileProblem) {
      try Files.writing { () throws(FileWritingError) in
        try FileWriter.append(to: summary) { size in
          let lead: [UInt8] = size == 0 ? [] : [UInt8(ascii: "\n")]
          let room = MarkdownReportWriter.sizeLimit - size - lead.count
          return room > 0 ? lead + MarkdownReportWriter(sizeLimit: room, source: source).bytes(for: reports) : []
        }
      }
    } catch {
      Files.say("the summary of this step is missing; the verdict is the same: \(error)\n")
    }
  }
}

extension Surroundings {
  /// The address of the repository that a workflow runs for; `nil` outside of one, and for what is not a plain address.
  var sourceAddress: String? {
    guard isWorkflowStep, let server = environment["GITHUB_SERVER_URL"], server.hasPrefix("https://"),
      let repository = environment["GITHUB_REPOSITORY"], repository.split(separator: "/").count == 2
    else { return nil }
    let address = "\(server)/\(repository)"
    let isPlain = address.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || ":/._-".utf8.contains(byte)
    }
    return isPlain ? address : nil
  }
}
