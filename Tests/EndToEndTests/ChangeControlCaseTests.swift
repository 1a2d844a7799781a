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
    try await withScratchFolder { scratch in
      // A file that takes the place of one with its size and its time of change is the same for git.
      let cases = scratch.appending("cases")
      _ = try await Tool.run("cp", ["-R", changeControlCases.removingLastComponent().string, cases.string])
      for (part, day) in [("files", "2 days ago"), ("then", "3 days ago")] {
        let touch = ["-path", "*/\(part)/*", "-type", "f", "-exec", "touch", "-d", day, "{}", "+"]
        _ = try await Tool.run("find", [cases.appending("change").string] + touch)
      }
      let judged = try await Tool.run("python3", [cases.appending("run.py").string, folder.string, "change"])
      #expect(judged.text.contains(" passed, 0 failed"), "\(judged.text)")
    }
  }
}
