import SystemPackage
import TestSupport
import Testing

private let changeControlCases = Project.corpora.removingLastComponent().appending("cases/release-change/run.py")

/// Pull requests with the verdict that each deserves, and the program that runs them.
@Suite(
  .enabled(
    if: Project.exists(changeControlCases) && Project.hasProgram("python3"),
    "the cases do not stand beside this checkout, or there is no python3"))
struct ChangeControlCaseTests {
  @Test func `pull requests get the verdict that they deserve`() async throws {
    let folder = FilePath(try Project.executable("change-control")).removingLastComponent()
    let judged = try await Tool.run("python3", [changeControlCases.string, folder.string, "change"])
    #expect(judged.text.contains(" passed, 0 failed"), "\(judged.text)")
  }
}
