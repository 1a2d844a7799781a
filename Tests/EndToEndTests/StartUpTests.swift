import SystemPackage
import TestSupport
import Testing

@Suite struct StartUpTests {
  @Test(.enabled(if: Project.exists("/proc/self/exe"), "LD_DEBUG is the dynamic linker's of Linux"))
  func `libgit2 reads no certificate authorities, which took half of the time`() async throws {
    let dynamic = try Project.buildFolder().appending("contracts").string
    try await withFixture("platform") { repository in
      // The dynamic linker of Linux tells which library's symbol each use was bound to.
      // The executables of a release may be static, and then there is no library to bind.
      let run = try await Tool.run(
        "bash", ["-c", #"LD_DEBUG=bindings "$0" check --head good-new-event 2>&1 >/dev/null"#, dynamic],
        in: repository.folder)
      let bindings = run.lines.filter { $0.contains("`mbedtls_x509_crt_parse_file'") }
      #expect(!bindings.isEmpty, "\(run.lines.count) lines")
      for binding in bindings { #expect(binding.contains("/contracts [0]"), "\(binding)") }
    }
  }
}
