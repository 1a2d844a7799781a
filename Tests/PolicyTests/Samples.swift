import Findings
import Git
import Policy

/// What a policy file of the check in these tests says beyond what every one may say.
struct SamplePolicy: CheckPolicy {
  let root: RepositoryPath?

  static let tendencies = PolicyTendencies([
    "fence.begin": .laterIsWeaker,
    "fence.end": .laterIsStricter,
    "fence.holds": .flag,
    "fence.last": .greaterIsWeaker,
    "fence.until": .greaterIsStricter,
    "guards": .moreIsStricter,
    "guards.*.hours": .moreIsStricter,
    "root": .fixed,
  ])

  init(_ reader: inout PolicyReader) {
    root = reader.folder("root")
    _ = reader.mapping("fence") { reader in
      _ = (reader.weeklyTime("begin"), reader.weeklyTime("end"), reader.flag("holds"), reader.instant("until"))
      _ = reader.duration("last")
    }
    _ = reader.list("guards") { reader, _ in (reader.text("name"), reader.texts("hours")) }
    _ = reader.mapping("colour") { $0.text("wall") }
  }
}

let sampleRuleIDs = ["sample/first", "sample/second"]

/// The file of one layer.
func file(
  _ text: String, layer: Report.PolicyLayer.Layer = .repository, source: Report.PolicyLayer.Source? = .base
) throws(UnreadablePolicy) -> PolicyFile {
  try PolicyFile(layer: layer, source: source, path: ".signalbox/sample.yml", bytes: Array(text.utf8))
}

/// The policy that texts give, the lowest layer first.
func policy(_ texts: String...) throws(UnreadablePolicy) -> EffectivePolicy<SamplePolicy> {
  var files: [PolicyFile] = []
  for text in texts { files.append(try file(text)) }
  return try EffectivePolicy(files, ruleIDs: sampleRuleIDs)
}

/// What is wrong with a policy file: `line:column: message; help`.
func faults(_ text: String) -> [String] {
  do throws(UnreadablePolicy) {
    _ = try policy(text)
    return []
  } catch {
    return error.faults.map { fault in
      let position = fault.place?.span.map { "\($0.start)" } ?? "-"
      return "\(position): \(fault.message)" + (fault.help.map { "; \($0)" } ?? "")
    }
  }
}

func metadata(_ id: String, severity: Severity = .error) -> RuleMetadata {
  RuleMetadata(
    id: id, title: "Samples are right", rationale: "Wrong samples teach wrong things.", remedy: "Put it right.",
    severity: severity, bad: [], good: [])
}
