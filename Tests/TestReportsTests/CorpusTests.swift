import Documents
import SystemPackage
import TestSupport
import Testing

@testable import TestReports

/// Reports of public repositories, with the counts that another program gives.
@Suite(
  .enabled(if: Project.exists(Project.corpora.appending("junit")), "the corpora do not stand beside this checkout"))
struct CorpusTests {
  static let folder = Project.corpora.appending("junit/enricomi")
  static let names = Project.names(in: folder).filter { $0.hasSuffix(".xml") }.map { String($0.dropLast(4)) }

  @Test(arguments: names)
  func `a report has the counts that are expected of it`(name: String) throws {
    let bytes = try #require(Project.bytes(of: Self.folder.appending("\(name).xml")))
    guard let text = Project.text(of: Self.folder.appending("\(name).results.json")) else {
      // Those that the other program leaves out are cut short, or one of many files of a result.
      if name.contains("corrupt") {
        #expect(throws: TestReportError.self) { try TestReportReader.report(in: bytes) }
      } else {
        #expect(try TestReportReader.report(in: bytes).counts.tests > 0)
      }
      return
    }
    let stats = try #require(try Document.json(SourceText(text)).root["stats"])
    guard stats["errors"]?.array?.isEmpty == true else {
      #expect(throws: TestReportError.self) { try TestReportReader.report(in: bytes) }
      return
    }
    let report = try TestReportReader.report(in: bytes)
    if name == "no-cases-but-tests" {
      // It believes the attributes. Here cases are counted, and what is claimed beyond them is a doubt and an error.
      #expect(report.counts.tests == 0)
      #expect(report.unlistedErrors == 1)
      #expect(report.doubts.map(\.kind) == [.claimedTests])
      return
    }
    let expected = ["tests", "tests_succ", "tests_skip", "tests_fail", "tests_error"].map { stats[$0]?.number?.int }
    let counts = report.counts
    #expect([counts.tests, counts.passed, counts.skipped, counts.failed, counts.errors] == expected)
  }

  @Test func `no report of a public repository crashes the reader, and each has tests or a reason why not`() throws {
    var (read, refused) = (0, 0)
    for source in ["dorny-test-reporter", "mikepenz-action-junit-report"] {
      let folder = Project.corpora.appending("test-reports/\(source)")
      for name in Project.names(in: folder) where name != "LICENSE" {
        let bytes = try #require(Project.bytes(of: folder.appending(name)))
        do {
          let report = try TestReportReader.report(in: bytes)
          #expect(report.counts.tests > 0 || name.contains("empty") || !report.doubts.isEmpty, "\(name)")
          read += 1
        } catch {
          #expect(name.contains("corrupt") || name.contains("expected"), "\(name): \(error)")
          refused += 1
        }
      }
    }
    #expect(read == 25)
    #expect(refused == 2)
  }
}
