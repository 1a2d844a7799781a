internal import Changes
internal import Findings
internal import Git

/// A demand of contract tests that is not met.
package struct ContractTestProblem: Sendable {
  package enum Kind: Sendable {
    /// Tests failed.
    case failed
    /// It is not known that they pass.
    case unknown
    /// No run was given at all.
    case missing
  }

  package let kind: Kind
  package let message: String
}

extension ContractTestRun {
  /// Why a run is no pass; nil where it is one.
  var fault: ContractTestProblem? {
    func problem(_ kind: ContractTestProblem.Kind, _ message: String) -> ContractTestProblem {
      ContractTestProblem(kind: kind, message: message)
    }
    if !failed.isEmpty {
      let more = failed.count > 3 ? " and \(failed.count - 3) more" : ""
      let names = failed.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      return problem(.failed, "\(Report.counted(failed.count, "contract test")) failed: \(names)\(more)")
    }
    if let ending { return problem(.failed, "the command of the contract tests did not end by itself: \(ending)") }
    guard let exitStatus else { return problem(.unknown, "the report does not say how the contract tests ended") }
    if exitStatus != 0 { return problem(.failed, "the contract tests ended with exit status \(exitStatus)") }
    if let why = self.problem { return problem(.unknown, "could not check which contract tests ran, because \(why)") }
    if executed == 0 {
      let skips = skipped == 0 ? "" : ": \(skipped == 1 ? "the only test is" : "all \(skipped) tests are") skipped"
      return problem(.unknown, "no contract test was executed\(skips)")
    }
    return nil
  }
}

/// Compares the reports that were given with what a change demands.
struct ContractTestReading {
  private(set) var problems: [ContractTestProblem] = []

  init(_ change: Change, policy: ContractPolicy) {
    let demands: [ContractTestDemand]
    do throws(GitError) {
      demands = try ContractTestDemands(change, policy: policy).demands
    } catch {
      problems = [
        ContractTestProblem(
          kind: .unknown, message: "could not check which contract tests are due, because \(error.message)")
      ]
      return
    }
    guard !demands.isEmpty else { return }
    var runs: [ContractTestRun] = []
    // The other reports are those of tools that other checks judge by.
    let given = change.circumstances.toolReports.filter { ContractTestReport.isMeant(by: $0.bytes) }
    for report in given {
      guard let read = ContractTestReport(report.bytes) else {
        problems.append(
          ContractTestProblem(kind: .unknown, message: "\(report.path) is no report of `contracts test --output`"))
        continue
      }
      runs += read.runs
    }
    for demand in demands {
      let own = runs.filter { $0.service == demand.service }
      let bound = own.filter { $0.key == demand.key }
      // Of several runs of one state each has to pass.
      if let fault = bound.lazy.compactMap(\.fault).first {
        problems.append(ContractTestProblem(kind: fault.kind, message: "\(demand.service): \(fault.message)"))
      } else if bound.isEmpty {
        let why =
          own.isEmpty
          ? "\(demand.service): its contract tests were not run, and the change affects them"
          : "\(demand.service): its contract tests ran on another state of the service or of the contracts"
        problems.append(ContractTestProblem(kind: given.isEmpty ? .missing : .unknown, message: why))
      }
    }
  }
}
