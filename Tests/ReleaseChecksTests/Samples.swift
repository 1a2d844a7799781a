import Calendars
import Changes
import Documents
import Findings
import Policy
import ReleaseChecks

/// An instant that a test writes as RFC 3339 has it.
func instant(_ text: String) -> Instant {
  Instant(rfc3339: text) ?? Instant(secondsSince1970: .min)
}

/// The policy of a repository's file over the defaults, and an organisation's between them.
func policy(_ repository: String, organisation: String? = nil) throws(UnreadablePolicy) -> ReleasePolicy {
  var files = [try PolicyFile(layer: .defaults, path: "policies/release.yml", bytes: ReleaseCheck.defaultPolicy)]
  if let organisation {
    files.append(
      try PolicyFile(layer: .organisation, path: "organisation/release.yml", bytes: Array(organisation.utf8)))
  }
  files.append(try PolicyFile(layer: .repository, path: ReleaseCheck.policyPath, bytes: Array(repository.utf8)))
  return try EffectivePolicy<ReleasePolicy>(files, knownRules: ReleaseCheck.allMetadata.map(\.id)).own
}

/// Evidence with these further members, which tells the server's own time or only when it was collected.
func evidence(
  _ members: String, serverTime: String = "2026-11-19T09:00:00Z", knowsServerTime: Bool = true
) throws -> Evidence {
  let forge = knowsServerTime ? ", \"serverTime\": \"\(serverTime)\"" : ""
  let text = """
    { "version": 1, "changes": [], \(members)
      "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "\(serverTime)"\(forge) } }
    """
  return try Evidence(SourceText(text), path: "evidence.json")
}

/// The timeline of a policy by the cuts that evidence tells of.
func timeline(_ policy: ReleasePolicy, _ evidence: Evidence?) -> TrainTimeline {
  ReleaseLedger(policy, evidence, MemoryHistory()).timeline
}

/// Evidence of successful deployments to production.
func cuts(_ instants: String..., state: String = "success", environment: String = "production") throws -> Evidence {
  let list = instants.map {
    #"{"environment": "\#(environment)", "commit": "\#(commitA)", "state": "\#(state)", "at": "\#($0)"}"#
  }
  return try evidence(#""deployments": [\#(list.joined(separator: ", "))],"#)
}

let commitA = String(repeating: "a", count: 40)
let commitB = String(repeating: "b", count: 40)
