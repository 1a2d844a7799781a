import SystemPackage
import TestSupport
import Testing

/// The archive that Scripts/package makes, and what Scripts/install lays out.
@Suite(.enabled(if: PackagedExecutables.isPossible, PackagedExecutables.why))
struct PackageTests {
  @Test func `two archives of one commit are equal, and hold all that an installation needs`() async throws {
    try await withScratchFolder { folder in
      let first = try await PackagedExecutables.shared()
      let second = try await PackagedExecutables(in: folder)
      #expect(first.archive.lastComponent == second.archive.lastComponent)
      #expect(first.digest == second.digest)
      #expect(try await Tool.run("cmp", [first.archive.string, second.archive.string]).status == 0)
      let sum = try await Tool.run("sha256sum", ["--check", "\(second.archive.string).sha256"], in: folder)
      #expect(sum.status == 0, "\(sum.errorText)")

      let entries = try await Tool.run("tar", ["-tzvf", second.archive.string]).lines
      let names = entries.compactMap { $0.split(separator: " ").last }
      #expect(names == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
      #expect(entries.allSatisfy { $0.contains(" 0/0 ") }, "entries belong to nobody")
      for part in [
        "share/man/man1/contracts.check.1", "share/signalbox/policies/contracts.yml",
        "share/signalbox/policies/schema/contracts.schema.json", "share/doc/signalbox/LICENSE",
        "share/doc/signalbox/runtime-packages",
      ] {
        #expect(names.contains { $0.hasSuffix("/\(part)") }, "\(part)")
      }
      let executables = try await PackagedExecutables.names()
      #expect(names.count { $0.contains("/bin/") && !$0.hasSuffix("/") } == executables.count)
      for name in executables {
        for part in [
          "bin/\(name)", "share/man/man1/\(name).1", "share/bash-completion/completions/\(name)",
          "share/zsh/site-functions/_\(name)", "share/fish/vendor_completions.d/\(name).fish",
        ] {
          #expect(names.contains { $0.hasSuffix("/\(part)") }, "\(part)")
        }
      }
    }
  }

  @Test func `an installation runs, and its completions are of the language of their shell`() async throws {
    try await withScratchFolder { folder in
      let script = Project.root.appending("Scripts/install").string
      let installed = try await Tool.run(
        script, ["--executables", try Project.executables().string, "prefix"], in: folder)
      #expect(installed.status == 0, "\(installed.errorText)")
      let prefix = folder.appending("prefix")
      for name in try await PackagedExecutables.names() {
        #expect(try await Tool.run(prefix.appending("bin/\(name)").string, ["--version"]).status == 0, "\(name)")
        for (shell, file) in [
          ("bash", "bash-completion/completions/\(name)"), ("zsh", "zsh/site-functions/_\(name)"),
          ("fish", "fish/vendor_completions.d/\(name).fish"),
        ] where Project.hasProgram(shell) {
          let check = try await Tool.run(shell, ["-n", prefix.appending("share/\(file)").string])
          #expect(check.status == 0, "\(shell): \(name): \(check.errorText)")
        }
        let page = try #require(Project.text(of: prefix.appending("share/man/man1/\(name).1")))
        #expect(page.contains(".Nm \(name)"), "\(name)")
      }
    }
  }

  @Test(arguments: [[], ["--help"], ["--executables", "nowhere", "x"], ["a", "b"]])
  func `a wrong command line installs nothing`(arguments: [String]) async throws {
    try await withScratchFolder { folder in
      let run = try await Tool.run(Project.root.appending("Scripts/install").string, arguments, in: folder)
      #expect(run.status == 64)
      #expect(Project.names(in: folder).isEmpty)
    }
  }
}
