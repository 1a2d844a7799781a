import Findings
import Git
import Policy

/// What a policy file of the check in these tests says beyond what every one may say.
struct SamplePolicy: CheckPolicy {
  let root: RepositoryPath?

  static let schema = DocumentSchema(Array(sampleSchema.utf8))

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

/// The schema of the policy of the check in these tests.
private let sampleSchema = #"""
  {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Policy of sample",
    "type": ["object", "null"],
    "properties": {
      "root": {
        "title": "a folder from the root of the repository, without a / at either end",
        "type": "string", "pattern": "^(?!\\.{0,2}(/|$))[^/]+(/(?!\\.{1,2}(/|$))[^/]+)*$"
      },
      "fence": {
        "type": "object",
        "properties": {
          "begin": { "$ref": "#/$defs/weeklyTime" },
          "end": { "$ref": "#/$defs/weeklyTime" },
          "holds": { "type": "boolean" },
          "until": { "type": "string", "format": "date-time" },
          "last": { "type": "string", "pattern": "^[0-9]{1,5}[smhd]$" }
        },
        "additionalProperties": false
      },
      "guards": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "name": { "type": "string" }, "hours": { "type": "array", "items": { "type": "string" } }
          },
          "additionalProperties": false
        }
      },
      "colour": {
        "type": "object", "properties": { "wall": { "type": "string" } }, "additionalProperties": false
      },
      "rules": {
        "type": "object",
        "propertyNames": { "title": "a rule that can be set", "enum": ["sample/first", "sample/second"] },
        "additionalProperties": { "enum": ["error", "warning", "note", "off"] }
      },
      "exclude": { "type": "array", "items": { "title": "a path pattern", "type": "string", "minLength": 1 } },
      "waivers": {
        "type": "array",
        "items": {
          "type": "object",
          "required": ["rule", "path", "reason", "owner", "expires"],
          "properties": {
            "rule": { "title": "a rule that can be waived", "enum": ["sample/first", "sample/second"] },
            "path": { "title": "a path pattern", "type": "string" },
            "reason": { "type": "string" },
            "owner": { "type": "string" },
            "expires": { "type": "string", "format": "date" }
          },
          "additionalProperties": false
        }
      },
      "locked": { "type": "array", "items": { "type": "string" } }
    },
    "additionalProperties": false,
    "$defs": {
      "weeklyTime": { "type": "string", "pattern": "^(monday|tuesday|wednesday|thursday|friday|saturday|sunday) [0-9:]{5}$" }
    }
  }
  """#

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
  return try EffectivePolicy(files, knownRules: sampleRuleIDs + ["sample/setup-error"])
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
