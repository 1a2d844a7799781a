import Documents
import SQL
import SystemPackage
import TestSupport
import Testing

/// The SQL of other tools' tests, that stands beside a checkout on some machines.
@Suite(.enabled(if: Project.exists(Project.corpora.appending("sql")), "the corpora are not beside this checkout"))
struct CorpusTests {
  /// All texts of SQL in a file of cases.
  private func texts(_ name: String) throws -> [String] {
    let text = try #require(Project.text(of: Project.corpora.appending("sql/\(name).json")))
    let root = try Document.json(SourceText(text)).root
    let cases = try #require((root["cases"] ?? root["forms"])?.array)
    return cases.flatMap { entry -> [String] in
      [entry["sql"]?.string].compactMap(\.self) + (entry["scripts"]?.array?.compactMap(\.string) ?? [])
    }
  }

  // One case of squawk has `int array[]`, which its own grammar takes and PostgreSQL does not.
  @Test(arguments: [
    ("eugene-cases", 0), ("splinter-cases", 0), ("postgres15-statement-locks", 0), ("squawk-rule-cases", 1),
  ])
  func `what runs on PostgreSQL 15 parses`(name: String, failing: Int) throws {
    let texts = try texts(name)
    #expect(texts.count > 40)
    var failures: [String] = []
    for (text, script) in zip(texts, SQLParser.parse(texts.map { SQLText($0) })) {
      if let error = script.errors.first { failures.append("\(error.message): \(text)") }
      // What the statements and the comments leave is nothing but semicolons and blanks.
      #expect(rest(of: script).allSatisfy { " \t\r\n;".utf8.contains($0) }, "\(text)")
      for statement in script.statements { #expect(statement.tree != nil || !script.errors.isEmpty) }
    }
    #expect(failures.count == failing, "\(failures.joined(separator: "\n----\n"))")
  }

  private func rest(of script: SQLScript) -> [UInt8] {
    var bytes = script.source.bytes
    for range in script.statements.map(\.range) + script.comments.map(\.range) {
      for offset in range.offsets { bytes[offset] = UInt8(ascii: ";") }
    }
    return bytes
  }
}
