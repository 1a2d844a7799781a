internal import Findings
package import Git
package import Policy

/// Why a check could not begin: each fault with its place, if it has one, and what repairs it.
package struct Undecidable: Error {
  package let faults: [PolicyFault]

  package init(_ message: String, help: String) {
    faults = [PolicyFault(message: message, help: help)]
  }

  package init(_ error: GitError) {
    faults = [PolicyFault(message: error.message, help: error.help.isEmpty ? nil : error.help)]
  }

  package init(_ error: UnreadablePolicy) {
    faults = error.faults
  }

  package init(_ error: UnreadableEvidence) {
    faults = error.faults
  }

  /// Does what may fail for reasons of git's, and tells them with their repair.
  static func catching<Answer>(_ body: () throws -> Answer) throws(Undecidable) -> Answer {
    do {
      return try body()
    } catch let error as GitError {
      throw Undecidable(error)
    } catch let error as Undecidable {
      throw error
    } catch {
      throw Undecidable("the commits cannot be found: \(error)", help: "name them: --base REV --head REV")
    }
  }

  /// The faults as findings of a check.
  func findings(of check: (some Check).Type) -> [Finding] {
    let rule = CommonRules(prefix: check.rulePrefix).decidable.id
    return faults.map { fault in
      Finding(rule: rule, kind: .undecided, message: fault.message, place: fault.place, help: fault.help)
    }
  }
}
