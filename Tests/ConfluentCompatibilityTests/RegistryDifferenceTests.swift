import Compatibility
import Documents
import SystemPackage
import TestSupport
import Testing

@testable import ConfluentCompatibility

/// Two schemas, and what the registry finds between them.
struct RegistryDifferenceCase: CustomTestStringConvertible, Sendable {
  var old: String
  var new: String
  /// From the old schema to the new one, and from the new one to the old one.
  var found: [[String]] = [[], []]

  var testDescription: String { "\(old) => \(new)" }

  /// The cases of a text: a line with both schemas, and one for each difference.
  static func cases(in text: String) -> [RegistryDifferenceCase] {
    var cases: [RegistryDifferenceCase] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if let arrow = line.firstRange(of: " => ") {
        cases.append(
          RegistryDifferenceCase(old: String(line[..<arrow.lowerBound]), new: String(line[arrow.upperBound...])))
      } else {
        cases[cases.count - 1].found[line.hasPrefix(">") ? 0 : 1].append(String(line.dropFirst(2)))
      }
    }
    return cases
  }
}

@Suite struct RegistryDifferenceTests {
  private static let cases = RegistryDifferenceCase.cases(
    in: Project.text(of: Project.root.appending("Fixtures/comparisons/registry-differences.txt")) ?? "")

  @Test(arguments: cases)
  func `each way has the registry's differences`(example: RegistryDifferenceCase) throws {
    let pair = try comparedPair(example.old, example.new)
    for (way, mode) in [ComparisonMode.backward, .forward].enumerated() {
      let verdict = RegistryVerdict(old: pair.old, new: pair.new, mode: mode, profile: .strict)
      #expect(verdict.reason == nil)
      #expect(verdict.differences.map { "\($0.type) \($0.path)" } == example.found[way], "\(mode)")
    }
    let full = RegistryVerdict(old: pair.old, new: pair.new, mode: .full, profile: .strict)
    #expect(full.differences.map { "\($0.type) \($0.path)" } == example.found[0] + example.found[1])
  }

  /// The types that no profile lets pass.
  private static let breaking = [
    "SCHEMA_ADDED", "TYPE_NARROWED", "TYPE_CHANGED", "MAX_LENGTH_ADDED", "MAX_LENGTH_DECREASED", "MIN_LENGTH_ADDED",
    "MIN_LENGTH_INCREASED", "PATTERN_ADDED", "PATTERN_CHANGED", "MAXIMUM_ADDED", "MAXIMUM_DECREASED", "MINIMUM_ADDED",
    "MINIMUM_INCREASED", "EXCLUSIVE_MAXIMUM_ADDED", "EXCLUSIVE_MAXIMUM_DECREASED", "EXCLUSIVE_MINIMUM_ADDED",
    "EXCLUSIVE_MINIMUM_INCREASED", "MULTIPLE_OF_ADDED", "MULTIPLE_OF_EXPANDED", "MULTIPLE_OF_CHANGED",
    "REQUIRED_ATTRIBUTE_ADDED", "MAX_PROPERTIES_ADDED", "MAX_PROPERTIES_DECREASED", "MIN_PROPERTIES_ADDED",
    "MIN_PROPERTIES_INCREASED", "DEPENDENCY_ARRAY_ADDED", "DEPENDENCY_ARRAY_EXTENDED", "DEPENDENCY_ARRAY_CHANGED",
    "DEPENDENCY_SCHEMA_ADDED", "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
    "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL", "UNEVALUATED_PROPERTIES_REMOVED",
    "UNEVALUATED_PROPERTIES_NARROWED", "MAX_ITEMS_ADDED", "MAX_ITEMS_DECREASED", "MIN_ITEMS_ADDED",
    "MIN_ITEMS_INCREASED", "MAX_CONTAINS_ADDED", "MAX_CONTAINS_DECREASED", "MIN_CONTAINS_ADDED",
    "MIN_CONTAINS_INCREASED", "UNIQUE_ITEMS_ADDED", "ADDITIONAL_ITEMS_REMOVED", "ADDITIONAL_ITEMS_NARROWED",
    "UNEVALUATED_ITEMS_REMOVED", "UNEVALUATED_ITEMS_NARROWED", "ITEM_ADDED_TO_OPEN_CONTENT_MODEL",
    "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL", "ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL", "ENUM_ARRAY_NARROWED", "ENUM_ARRAY_CHANGED",
    "COMBINED_TYPE_CHANGED", "PRODUCT_TYPE_EXTENDED", "SUM_TYPE_NARROWED", "COMBINED_TYPE_SUBSCHEMAS_CHANGED",
    "NOT_TYPE_EXTENDED",
  ]

  @Test func `every type of difference is shown here, and its kind is known`() {
    var seen: Set<String> = []
    for example in Self.cases {
      for found in example.found.joined() { seen.insert(String(found.prefix { $0 != " " })) }
    }
    let passing = RegistryProfile.compatible.union(RegistryProfile.compatibleIfLenient)
    #expect(passing.isDisjoint(with: Self.breaking))
    #expect(seen == passing.union(Self.breaking))
  }
}
