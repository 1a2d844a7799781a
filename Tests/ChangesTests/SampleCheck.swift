import Changes
import Findings
import Git
import Policy

/// A check that reports every changed file below the folder `root`.
enum SampleCheck: Check {
  static let identity = CheckIdentity(
    name: "samples", rulePrefix: "sample", policyFile: "sample.yml", defaultPolicy: Array("root: governed\n".utf8),
    examplePath: "governed/a.json")
  static let rules: [any Rule<SamplePaths>] = [AnyChange()]

  struct Policy: CheckPolicy {
    let root: RepositoryPath

    static let schema = DocumentSchema(
      Array(
        """
        {
          "type": ["object", "null"],
          "properties": {
            "root": { "type": "string" },
            "exclude": { "type": "array", "items": { "type": "string" } },
            "rules": { "propertyNames": { "enum": ["sample/any-change", "sample/policy-locked", "sample/stale-waiver"] } },
            "waivers": { "type": "array" },
            "locked": { "type": "array" }
          },
          "additionalProperties": false
        }
        """.utf8))

    static let tendencies = PolicyTendencies(["root": .fixed])

    init(_ reader: inout PolicyReader) {
      root = reader.folder("root") ?? .root
    }
  }

  static func governedFolders(_ policy: EffectivePolicy<Policy>) -> [RepositoryPath] { [policy.own.root] }

  static func subject(of change: Change, policy: EffectivePolicy<Policy>) async -> SamplePaths {
    SamplePaths(paths: change.files.map(\.path).filter { $0.hasPrefix(policy.own.root) }.map(\.description))
  }

  private struct AnyChange: Rule {
    let metadata = RuleMetadata(
      id: "sample/any-change", title: "Nothing changes", rationale: "Change hurts.", remedy: "Leave it.",
      severity: .warning, bad: [Example("👉{}")], good: [Example("-- elsewhere -> x --\n")])

    func findings(in subject: SamplePaths) -> [Finding] {
      subject.paths.map { finding("this changed", at: Place(path: $0)) }
    }
  }
}

/// The changed paths that a sample check looks at.
struct SamplePaths: CheckSubject {
  let paths: [String]

  var scope: String { "\(paths.count) paths" }
}
