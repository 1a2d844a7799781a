import Changes
import Compatibility
import ContractChecks
import Documents
import Findings
import Git
import JSONSchema
import Policy
import TestSupport
import Testing

/// Whether a check finds the same schemas to be broken as a comparison of each with all that it leads to.
@Suite struct DependentsTests {
  private static let parts = Array(0..<4)
  private static let runs = Soak.count(1, full: 25)
  private static let seed = Soak.seed

  @Test(arguments: parts, ["backward", "forward", "full"])
  func `what breaks is what would be found by comparing every schema`(part: Int, mode: String) async throws {
    var broken = 0
    for number in 0..<(60 * Self.runs) {
      let seed = Self.seed &+ UInt64(number * Self.parts.count + part)
      let repository = RandomRepository(seed: seed)
      let found = try await Self.found(in: repository, mode: mode)
      for name in repository.before.keys.sorted() {
        guard let expected = try Self.breaks(name, in: repository, mode: mode) else { continue }
        broken += expected ? 1 : 0
        #expect(
          found.contains(name) == expected, "seed \(seed): \(name) of \(repository.before) to \(repository.after)")
      }
    }
    #expect(broken > 20 * Self.runs)
  }

  /// The names of schemas that the check finds to be broken.
  private static func found(in repository: RandomRepository, mode: String) async throws -> Set<String> {
    var text = "-- given: policy --\nschemas: {compatibility: {mode: \(mode)}}"
    for (side, files) in [("base: ", repository.before), ("", repository.after)] {
      for (name, schema) in files { text += "\n-- \(side)platform/contracts/\(name) --\n\(schema.json())" }
    }
    let comparisons = try await ContractCheck.subject(of: Example(text)).comparisons
    return Set(
      comparisons.compactMap { comparison in
        guard case .breaking = comparison.outcome else { return nil }
        return comparison.schema.split(separator: "/").last.map(String.init)
      })
  }

  /// Whether a schema breaks, by comparing it with all that it leads to; nil where that is not found out.
  private static func breaks(_ name: String, in repository: RandomRepository, mode: String) throws -> Bool? {
    let schemas = try [repository.before, repository.after].map { files in
      var resources = SchemaResources { uri in uri.split(separator: "/").last.flatMap { files[String($0)] } }
      let root = try #require(files[name])
      let location = try resources.add(root, uri: "file:///platform/contracts/\(name)")
      return try ComparedSchema(at: location, in: resources, options: SchemaOptions(assertsFormats: true))
    }
    let comparison = Compatibility.Comparison(
      old: schemas[0], new: schemas[1], mode: try #require(ComparisonMode(rawValue: mode)), content: .declared,
      listsChanges: false)
    switch comparison.verdict {
    case .breaking: return true
    case .compatible: return false
    case .undecided: return nil
    }
  }
}
