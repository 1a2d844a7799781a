internal import Changes
internal import ContractChecks
internal import Documents
internal import Findings
internal import LintChecks
internal import MigrationChecks
internal import Policy
internal import ReleaseChecks

/// Policies, roles and baselines, each with the layers below it: behind a byte that says which.
enum PolicyTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    guard let first = bytes.first else { return }
    let text = Array(bytes.dropFirst())
    switch first % 6 {
    case 0: try check(ContractCheck.self, text)
    case 1: try check(LintCheck.self, text)
    case 2: try check(MigrationCheck.self, text)
    case 3: try check(ReleaseCheck.self, text)
    case 4: try baseline(text)
    default: try patterns(text)
    }
  }

  private static func check<C: Check>(_ check: C.Type, _ text: [UInt8]) throws(FuzzFinding) {
    let parts = text.split(separator: FuzzTarget.separator, maxSplits: 1, omittingEmptySubsequences: false)
    let rules = C.rules.map(\.metadata.id)
    guard
      let lowest = result({ () throws(UnreadablePolicy) in
        try PolicyFile(layer: .defaults, path: C.policyFile, bytes: C.defaultPolicy)
      }),
      let before = result({ () throws(UnreadablePolicy) in
        try EffectivePolicy<C.Policy>([lowest], knownRules: rules)
      })
    else { throw FuzzFinding("the compiled-in policy cannot be read") }
    let after = result { () throws(UnreadablePolicy) in
      let own = try PolicyFile(layer: .repository, path: C.policyPath, bytes: Array(parts[0]))
      let roles = try PolicyFile(layer: .repository, path: "roles.yml", bytes: parts.count > 1 ? Array(parts[1]) : [])
      return try EffectivePolicy<C.Policy>([lowest, own], roles: [roles], knownRules: rules)
    }
    guard let after else { return }
    _ = after.differences(from: before, severities: [:])
    try require(after.differences(from: after, severities: [:]).isEmpty, "a policy differs from itself")
    _ = C.governedFolders(after)
  }

  private static func baseline(_ text: [UInt8]) throws(FuzzFinding) {
    guard let baseline = read(text) else { return }
    try require(read(baseline.bytes)?.entries == baseline.entries, "a baseline that is written is another one")
  }

  private static func read(_ baseline: [UInt8]) -> Baseline? {
    result { () throws(UnreadablePolicy) in try Baseline(SourceText(baseline), path: "baseline.json") }
  }

  private static func patterns(_ text: [UInt8]) throws(FuzzFinding) {
    let parts = text.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
    guard parts.count == 2 else { return }
    _ = result { () throws(PathPattern.Malformed) in
      try PathPattern(String(decoding: parts[0], as: UTF8.self)).matches(Array(parts[1]))
    }
  }
}
