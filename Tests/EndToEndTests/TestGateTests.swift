import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct TestGateTests {
  /// Cases of real runs, with the verdict that each deserves, and the program that holds executables against them.
  static let cases = Project.corpora.removingLastComponent().appending("cases/lint-test/run.py")

  @Test(
    .enabled(
      if: Project.exists(cases) && Project.hasProgram("python3"),
      "the cases do not stand beside this checkout, or there is no python3"))
  func `reports of real runs get the verdict that they deserve`() async throws {
    let folder = FilePath(try Project.executable("test-gate")).removingLastComponent()
    let judged = try await Tool.run("python3", [Self.cases.string, folder.string, "report"])
    #expect(judged.status == 0, "\(judged.text)")
  }

  @Test func `loose reports are judged with their counts, and without a status that is said`() async throws {
    try await withScratchFolder { folder in
      let report = folder.appending("junit.xml")
      try await report.write(
        "<testsuite tests='2'><testcase name='a'/><testcase name='b'><skipped/></testcase></testsuite>")
      let arguments = ["lint", report.string, "--format", "json"]
      let passing = try await run("test-gate", arguments, in: folder)
      #expect(passing.status == 0)
      let judged = try #require(try Document.json(SourceText(passing.output)).root["reports"]?.array?.first)
      #expect(judged["data"]?["counts"]?["executed"]?.number?.int == 1)
      #expect(judged["notExecuted"]?.json().contains("no --exit-status was given") == true)
      let failing = try await run("test-gate", arguments + ["--exit-status", "1"], in: folder)
      #expect(failing.status == 1)
    }
  }

  private static let refused: [(arguments: [String], status: Int32)] = [
    (["lint"], 64), (["lint", "no-such.xml"], 2), (["lint", "no-such.xml", "--exit-status", "soon"], 64),
    (["lint", "/dev/null", "--exit-status", "0"], 2), (["lint", "/", "--exit-status", "0"], 2),
  ]

  @Test(arguments: refused)
  func `what is no report never passes`(arguments: [String], status: Int32) async throws {
    try await withScratchFolder { folder in
      let ended = try await run("test-gate", arguments, in: folder)
      #expect(ended.status == status)
    }
  }
}
