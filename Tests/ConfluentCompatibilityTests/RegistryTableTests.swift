import Compatibility
import ConfluentCompatibility
import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// A change, what the registry says of it by each profile, and what is so.
struct RegistryCase: CustomTestStringConvertible, Sendable {
  var line: String
  var verdicts: [String]
  var old: String
  var new: String

  var testDescription: String { line }

  /// Reads `STRICT LENIENT OURS OLD => NEW`.
  init?(_ line: Substring) {
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count == 4, !line.hasPrefix("#"), let arrow = line.firstRange(of: " => ") else { return nil }
    self.line = String(line)
    verdicts = words[..<3].map(String.init)
    old = String(line[words[3].startIndex..<arrow.lowerBound])
    new = String(line[arrow.upperBound...])
  }
}

/// Two schemas in JSON, read by the newest draft in which both have a meaning.
func comparedPair(_ old: String, _ new: String) throws -> (old: ComparedSchema, new: ComparedSchema) {
  let roots = try [old, new].map { try Document.json(SourceText(Array($0.utf8))).root }
  return try ComparedPair.compiled(draft: nil) { draft throws(SchemaError) in
    var schemas: [ComparedSchema] = []
    for root in roots {
      var resources = SchemaResources(defaultDraft: draft) { _ in nil }
      let location = try resources.add(root, uri: "")
      schemas.append(try ComparedSchema(at: location, in: resources))
    }
    return (schemas[0], schemas[1])
  }
}

extension RegistryCase {
  /// Reads a line of a table of Markdown: what changes, the old and the new schema, and the verdicts.
  init?(row: Substring) {
    let cells = row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "`" }.reversed() }
      .map { String($0.drop { $0 == "`" }) }
    guard cells.count == 6, cells[1].hasPrefix("{") else { return nil }
    line = String(row)
    (old, new) = (cells[1], cells[2])
    verdicts = Array(cells[3...])
  }
}

@Suite struct RegistryTableTests {
  private static let cases = (Project.text(of: Project.root.appending("Fixtures/comparisons/registry.txt")) ?? "")
    .split(separator: "\n").compactMap { RegistryCase($0) }

  /// The table of the guide.
  private static let rows = (Project.text(of: Project.root.appending("docs/compatibility.md")) ?? "")
    .split(separator: "\n").compactMap { RegistryCase(row: $0) }

  @Test(arguments: cases + rows)
  func `the registry says this, and this is so`(example: RegistryCase) throws {
    let pair = try comparedPair(example.old, example.new)
    let registry = RegistryProfile.allCases.map {
      RegistryVerdict(old: pair.old, new: pair.new, mode: .backward, profile: $0).outcome.rawValue
    }
    let ours = Comparison(old: pair.old, new: pair.new, listsChanges: false).verdict.rawValue
    #expect(registry + [ours] == example.verdicts)
  }

  @Test func `there are changes of every keyword`() {
    #expect(Self.cases.count > 120)
    #expect(Self.rows.count > 25)
    #expect(Self.rows.allSatisfy { Set($0.verdicts).count > 1 }, "the guide shows only where they differ")
  }

  @Test func `the guide shows each kind of difference`() {
    #expect(
      Set(Self.rows.map(\.verdicts)).isSuperset(of: [
        ["breaking", "breaking", "compatible"], ["compatible", "compatible", "breaking"],
        ["breaking", "compatible", "breaking"], ["error", "error", "breaking"], ["error", "error", "compatible"],
      ]))
  }
}
