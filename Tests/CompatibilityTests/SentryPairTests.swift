import Compatibility
import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// The pairs of sentry's json-schema-diff, with what this project says of each: `Fixtures/comparisons/sentry.txt`.
@Suite(
  .enabled(
    if: Project.exists(Project.corpora.appending("contracts/sentry-schema-pairs.json")),
    "the corpus stands beside a checkout on some machines only"))
struct SentryPairTests {
  @Test func `every pair has the verdict and the changes that are recorded`() async throws {
    let bytes = try #require(Project.bytes(of: Project.corpora.appending("contracts/sentry-schema-pairs.json")))
    let cases = try #require(try Document.json(SourceText(bytes)).root["cases"]?.array)
    var text = ""
    for pair in cases {
      let old = try compared(try #require(pair["lhs"]), .draft7)
      let new = try compared(try #require(pair["rhs"]), .draft7)
      let comparison = Comparison(old: old, new: new, mode: .full)
      text += "\(pair["case"]?.string ?? ""): \(comparison.verdict.rawValue)\n"
      #expect(comparison.reason == nil)
      for (direction, name) in [(comparison.backward, "backward"), (comparison.forward, "forward")] {
        if case .breaking(let document) = direction { text += "  \(name) \(document.json())\n" }
      }
      for change in comparison.changes {
        text += "  \(change.code) \(change.pointer) \(change.breaks.rawValue)\n"
      }
    }
    let path = Project.root.appending("Fixtures/comparisons/sentry.txt")
    if Project.isRecording { try await path.write(text) }
    #expect(text == Project.text(of: path), "record it with RECORD=1 when it is right")
  }
}
