import Changes
import ContractChecks
import Findings
import Policy
import Testing

/// Which unchanged schemas a change is found to break, by whatever way they lead to it.
@Suite struct AffectedSchemaTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The files before, and those of them that are others after; nil for one that is gone.
    let before: [String: String]
    let after: [String: String?]
    /// The schemas that break.
    let broken: [String]
    /// Links, by what they lead to; they are the same before and after.
    var links: [String: String] = [:]
  }

  @Test(arguments: reversed + identified + disguised + onTheWay + named)
  func `whoever breaks is named`(example: Case) async throws {
    var text = ""
    let after = example.before.merging(example.after.compactMapValues { $0 }) { $1 }
    for (side, files) in [("base: ", example.before), ("", after)] {
      for (name, content) in files.sorted(by: { $0.key < $1.key }) {
        if side.isEmpty, example.after[name] == .some(nil) { continue }
        text += "-- \(side)platform/contracts/\(name) --\n\(content)\n"
      }
      for (name, target) in example.links { text += "-- \(side)platform/contracts/\(name) -> \(target) --\n" }
    }
    let comparisons = try await ContractCheck.subject(of: Example(text)).comparisons
    let broken = comparisons.compactMap { comparison -> String? in
      let name = comparison.schema.split(separator: "/").last.map(String.init)
      if case .undecided = comparison.outcome { return name.map { "\($0), undecided" } }
      return name
    }
    #expect(Set(broken).isSuperset(of: example.broken), "\(broken)")
    // A changed file that is plainly a schema breaks by itself as well.
    let changed = Set((Array(example.after.keys) + example.links.keys).compactMap { $0.split(separator: "/").last })
    #expect(Set(broken).subtracting(example.broken).allSatisfy { changed.contains($0[...]) }, "\(broken)")
  }

  private static func schema(_ members: String) -> String {
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\(members)}"
  }

  private static let wide = #"{"type":["integer","string"]}"#
  private static let narrow = #"{"type":"integer"}"#

  /// What is widened, and refuses more all the same.
  private static let reversed = [
    Case(
      testDescription: "a circle of schemas, one of which reverses what it refers to",
      before: [
        "a.schema.json": #"{"items": {"$ref": "f.schema.json"}}"#,
        "f.schema.json":
          #"{"properties": {"x": {"$ref": "x.schema.json"}}, "maxLength": 3, "$defs": {"d": {"maximum": 5}}}"#,
        "x.schema.json": #"{"properties": {"y": {"$ref": "y.schema.json"}}}"#,
        "y.schema.json": ##"{"not": {"$ref": "f.schema.json#/$defs/d"}}"##,
      ],
      after: [
        "f.schema.json":
          #"{"properties": {"x": {"$ref": "x.schema.json"}}, "maxLength": 4, "$defs": {"d": {"maximum": 6}}}"#
      ],
      broken: ["a.schema.json", "f.schema.json", "x.schema.json", "y.schema.json"]),
    Case(
      testDescription: "a changed schema that reverses one that refers to it",
      before: [
        "f.schema.json": #"{"not": {"$ref": "x.schema.json"}, "maximum": 5, "$defs": {"d": {"maximum": 5}}}"#,
        "x.schema.json": ##"{"properties": {"p": {"$ref": "f.schema.json#/$defs/d"}}}"##,
        "z.schema.json": #"{"items": {"$ref": "f.schema.json"}}"#,
      ],
      after: ["f.schema.json": #"{"not": {"$ref": "x.schema.json"}, "maximum": 6, "$defs": {"d": {"maximum": 6}}}"#],
      broken: ["f.schema.json", "z.schema.json"]),
    Case(
      testDescription: "a property that is known no more to those that allow no unknown ones",
      before: [
        "a.schema.json": #"{"$ref": "b.schema.json", "unevaluatedProperties": false}"#,
        "b.schema.json": #"{"properties": {"x": true}}"#,
      ],
      after: ["b.schema.json": #"{"properties": {}}"#], broken: ["a.schema.json"]),
    Case(
      testDescription: "what is no schema any more, and does not tell",
      before: ["a.schema.json": #"{"$ref": "f.json"}"#, "f.json": #"{"type": "string"}"#],
      after: ["f.json": #"{"anyOf": [{"type": "string"}, {"pattern": "("}]}"#],
      broken: ["a.schema.json, undecided"]),
    Case(
      testDescription: "definitions behind a keyword that the draft does not know",
      before: [
        "lib.schema.json":
          #"{"$schema": "http://json-schema.org/draft-07/schema#", "$defs": {"x": {"$ref": "f.json"}}}"#,
        "f.json": wide,
      ],
      after: ["f.json": narrow], broken: ["x)"]),
  ]

  private static let identified = [
    Case(
      testDescription: "a new file that takes the identifier of another",
      before: [
        "a.schema.json": #"{"$ref": "https://acme.example/b"}"#,
        "b.schema.json": #"{"$id": "https://acme.example/b", "minimum": 0}"#,
      ],
      after: ["aa.schema.json": #"{"$id": "https://acme.example/b", "minimum": 7}"#], broken: ["a.schema.json"]),
    Case(
      testDescription: "a new file that takes an identifier with a slash at its end",
      before: [
        "a.schema.json": #"{"$ref": "https://acme.example/s/"}"#,
        "z.json": #"{"$id": "https://acme.example/s/", "minimum": 0}"#,
      ],
      after: ["b.json": #"{"$id": "https://acme.example/s/", "minimum": 7}"#], broken: ["a.schema.json"]),
    Case(
      testDescription: "a file that only mentions an identifier is not the one that bears it",
      before: [
        "a.schema.json": #"{"const": {"$id": "https://acme.example/b"}}"#,
        "b.schema.json": #"{"$id": "https://acme.example/b", "minimum": 0}"#,
        "c.schema.json": #"{"$ref": "https://acme.example/b"}"#,
      ],
      after: ["b.schema.json": #"{"$id": "https://acme.example/b", "minimum": 7}"#],
      broken: ["b.schema.json", "c.schema.json"]),
    Case(
      testDescription: "an identifier that shadows a file for those who know both",
      before: [
        "x.json": #"{"$id": "sub/y.json", "type": ["integer", "string"]}"#, "sub/y.json": wide,
        "a.schema.json": #"{"properties": {"p": {"$ref": "x.json"}, "q": {"$ref": "sub/y.json"}}}"#,
        "b.schema.json": #"{"$ref": "sub/y.json"}"#,
      ],
      after: ["sub/y.json": narrow], broken: ["a.schema.json", "b.schema.json"]),
    Case(
      testDescription: "an anchor that only some ways lead past",
      before: [
        "api.json":
          #"{"c": {"X": {"$defs": {"k": {"$anchor": "k"}}}, "Y": {"$defs": {"k": {"$anchor": "k", "maximum": 9}}}}}"#,
        "a.schema.json":
          ##"{"properties": {"p": {"$ref": "api.json#/c/X"}, "q": {"$ref": "api.json#k"}, "r": {"$ref": "api.json#/c/X"}}}"##,
        "b.schema.json":
          ##"{"properties": {"p": {"$ref": "api.json#/c/Y"}, "q": {"$ref": "api.json#k"}, "r": {"$ref": "api.json#/c/Y"}}}"##,
      ],
      after: [
        "api.json":
          #"{"c": {"X": {"$defs": {"k": {"$anchor": "k"}}}, "Y": {"$defs": {"k": {"$anchor": "k", "maximum": 8}}}}}"#
      ],
      broken: ["b.schema.json"]),
    Case(
      testDescription: "another base for the references of an unchanged file",
      before: [
        "u.json": #"{"id": "https://acme.example/u", "$ref": "y.json"}"#,
        "w.json": #"{"$id": "https://acme.example/y.json", "type": ["integer", "string"]}"#, "y.json": narrow,
        "f.json": #"{"$ref": "https://acme.example/u"}"#, "a.schema.json": #"{"$ref": "f.json"}"#,
      ],
      after: ["f.json": #"{"$ref": "u.json"}"#], broken: ["a.schema.json"]),
  ]

  /// References that do not stand in a text as they are.
  private static let disguised = [
    Case(
      testDescription: "an escaped key",
      before: ["a.schema.json": #"{"items": {"$r\u0065f": "b.json"}}"#, "b.json": wide], after: ["b.json": narrow],
      broken: ["a.schema.json"]),
    Case(
      testDescription: "a percent-encoded dot",
      before: ["a.schema.json": #"{"items": {"$ref": "b%2Ejson"}}"#, "b.json": wide], after: ["b.json": narrow],
      broken: ["a.schema.json"]),
    Case(
      testDescription: "a percent-encoded slash",
      before: ["a.schema.json": #"{"items": {"$ref": "sub%2Fb.json"}}"#, "sub/b.json": wide],
      after: ["sub/b.json": narrow], broken: ["a.schema.json"]),
    Case(
      testDescription: "several lines of YAML",
      before: ["a.schema.yaml": "items:\n  $ref: >-\n    b.json", "b.json": wide], after: ["b.json": narrow],
      broken: ["a.schema.yaml"]),
  ]

  /// What stands between a schema and what changed.
  private static let onTheWay = [
    Case(
      testDescription: "a file whose layout changes as well",
      before: ["a.schema.json": #"{"$ref": "m.json"}"#, "m.json": #"{"$ref":"f.json"}"#, "f.json": wide],
      after: ["m.json": #"{ "$ref": "f.json" }"#, "f.json": narrow], broken: ["a.schema.json"]),
    Case(
      testDescription: "a file that is judged by itself",
      before: [
        "a.schema.json": #"{"$ref": "m.schema.json"}"#, "m.schema.json": #"{"$ref":"f.json"}"#, "f.json": wide,
      ],
      after: ["m.schema.json": #"{ "$ref": "f.json" }"#, "f.json": narrow],
      broken: ["a.schema.json", "m.schema.json"]),
    Case(
      testDescription: "a file that is called no contract",
      before: ["a.schema.json": #"{"$ref": "m.txt"}"#, "m.txt": #"{"$ref": "f.json"}"#, "f.json": wide],
      after: ["f.json": narrow], broken: ["a.schema.json"]),
    Case(
      testDescription: "a link to a link",
      before: ["a.schema.json": #"{"$ref": "l1.json"}"#, "f.json": wide], after: ["f.json": narrow],
      broken: ["a.schema.json"], links: ["l1.json": "l2.json", "l2.json": "f.json"]),
    Case(
      testDescription: "two files that change places, in both senses",
      before: [
        "f.json": #"{"type": "integer"}"#, "g.json": #"{"type": "string"}"#,
        "m.json": #"{"properties": {"p": {"$ref": "f.json"}, "q": {"$ref": "g.json"}}}"#,
        "b.schema.json": #"{"not": {"not": {"$ref": "m.json"}}}"#,
        "a.schema.json": #"{"properties": {"p": {"$ref": "f.json"}, "q": {"$ref": "g.json"}}}"#,
      ],
      after: [
        "f.json": #"{"type": "string"}"#, "g.json": #"{"type": "integer"}"#,
        "m.json": #"{"properties": {"p": {"$ref": "g.json"}, "q": {"$ref": "f.json"}}}"#,
      ],
      broken: ["a.schema.json"]),
  ]

  private static let named = [
    Case(
      testDescription: "a metaschema that has another vocabulary",
      before: [
        "meta.json": metaschema(""), "a.schema.json": #"{"$schema": "https://acme.example/meta", "type": "integer"}"#,
      ],
      after: ["meta.json": metaschema(#", "https://json-schema.org/draft/2020-12/vocab/validation": true"#)],
      broken: ["a.schema.json"])
  ]

  private static func metaschema(_ vocabulary: String) -> String {
    schema(
      #""$id": "https://acme.example/meta", "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": true\#(vocabulary)}"#
    )
  }
}
