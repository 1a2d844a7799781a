import SystemPackage
import Terraform
import TestSupport
import Testing

/// Files of plans that are no plans.
@Suite struct PlanFileTests {
  /// Python's own archives, of which each has one file.
  private static let archives: [(name: String, script: String, words: String)] = [
    ("zeros", "z.writestr('tfplan', bytes(63 << 20))", "damaged"),
    ("a gigabyte that is claimed", "[z.writestr(f'f{i}', bytes(60 << 20)) for i in range(5)]", "more than 256 MiB"),
    ("no plan", "z.writestr('x', 'y')", "without a plan"),
    ("text", "z.writestr('tfplan', 'hello')", "damaged"),
    ("nothing", "z.writestr('tfplan', '')", "no plan of Terraform"),
  ]

  @Test(.enabled(if: Project.hasProgram("python3"), "there is no python3"), arguments: archives.indices)
  func `an archive that is no plan is refused for what it is, and takes little`(index: Int) async throws {
    let (name, script, words) = Self.archives[index]
    try await withScratchFolder { folder in
      let file = folder.appending("tf.plan")
      let program =
        "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\n\(script)\nz.close()"
      let made = try await Tool.run("python3", ["-c", program, file.string])
      try #require(made.status == 0, "\(made.errorText)")
      let bytes = try #require(Project.bytes(of: file))
      #expect(bytes.count < 1 << 20)
      let error = #expect(throws: UnreadablePlan.self, "\(name)") { try PlanFileFacts(planFile: bytes) }
      #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }
  }
}
