import Documents
import SystemPackage
import TestSupport
import Testing

/// The packages that Packaging makes of an archive, each installed and run, and held to a reader that is none of ours.
@Suite(.enabled(if: PackagedExecutables.isPossible, PackagedExecutables.why))
struct PackagingTests {
  @Test(
    .enabled(if: Project.hasProgram("dpkg-deb") && Project.hasProgram("fakeroot"), "there is no dpkg-deb or fakeroot"))
  func `a Debian package is installed, runs, and is removed without a trace`() async throws {
    try await withScratchFolder { folder in
      let package = try await Self.make("debian", in: folder)
      let root = folder.appending("root")
      let admin = root.appending("var/lib/dpkg")
      try await admin.appending("status").write("")
      for name in ["info/.keep", "updates/.keep", "triggers/.keep"] { try await admin.appending(name).write("") }
      func dpkg(_ arguments: [String]) async throws -> Tool {
        // What it depends on is this machine's, which the other root does not know.
        try await Tool.run(
          "fakeroot",
          ["dpkg", "--root=\(root)", "--force-depends", "--force-not-root", "--force-script-chrootless"] + arguments)
      }
      let installed = try await dpkg(["--install", package])
      #expect(installed.status == 0, "\(installed.text)\(installed.errorText)")
      for name in try await PackagedExecutables.names() {
        let run = try await Tool.run(root.appending("usr/bin/\(name)").string, ["--version"])
        #expect(run.status == 0 && run.text.hasPrefix("0."), "\(name): \(run.errorText)")
      }
      #expect(Project.exists(root.appending("usr/share/man/man1/contracts.check.1.gz")))
      #expect(try await dpkg(["--purge", "signalbox"]).status == 0)
      #expect(!Project.exists(root.appending("usr/bin/contracts")))
      #expect(!Project.exists(root.appending("usr/share/doc/signalbox")))
    }
  }

  @Test(.enabled(if: Project.hasProgram("lintian") && Project.hasProgram("dpkg-deb"), "lintian is not in PATH"))
  func `lintian finds nothing in the Debian package`() async throws {
    try await withScratchFolder { folder in
      let package = try await Self.make("debian", in: folder)
      let run = try await Tool.run("lintian", ["--allow-root", "--fail-on", "error,warning", package])
      #expect(run.status == 0, "\(run.text)\(run.errorText)")
    }
  }

  @Test(.enabled(if: Project.hasProgram("python3"), "python3 is not in PATH"))
  func `a wheel puts the executables on the PATH`() async throws {
    try await withScratchFolder { folder in
      let wheel = try await Self.make("wheel", in: folder)
      let place = folder.appending("environment")
      let made = try await Tool.run("python3", ["-m", "venv", place.string])
      #expect(made.status == 0, "\(made.text)\(made.errorText)")
      let installed = try await Tool.run(
        place.appending("bin/pip").string, ["install", "--no-index", "--quiet", wheel])
      #expect(installed.status == 0, "\(installed.text)\(installed.errorText)")
      for name in try await PackagedExecutables.names() {
        #expect(try await Tool.run(place.appending("bin/\(name)").string, ["--version"]).status == 0, "\(name)")
      }
      let removed = try await Tool.run(
        place.appending("bin/pip").string, ["uninstall", "--yes", "--quiet", "signalbox"])
      #expect(removed.status == 0)
      #expect(!Project.exists(place.appending("bin/contracts")))
    }
  }

  @Test(.enabled(if: Project.hasProgram("pyspdxtools"), "pyspdxtools is not in PATH; Scripts/test puts it there"))
  func `the bill of materials is valid, and names each library of the manifest`() async throws {
    try await withScratchFolder { folder in
      let bill = try await Self.make("sbom", in: folder)
      let run = try await Tool.run("pyspdxtools", ["--infile", bill])
      #expect(run.status == 0, "\(run.text)\(run.errorText)")
      let document = try Document.json(SourceText(Array(try #require(Project.text(of: FilePath(bill))).utf8))).root
      let names = document["packages"]?.array?.compactMap { $0["name"]?.string } ?? []
      for name in ["signalbox", "libgit2-dev", "libpg-query-dev", "swift", "swift-argument-parser"] {
        #expect(names.contains(name), "\(name)")
      }
    }
  }

  @Test(.enabled(if: Project.hasProgram("python3") && Project.hasProgram("dpkg-deb"), "python3 or dpkg-deb is missing"))
  func `two packages of one archive are equal`() async throws {
    try await withScratchFolder { folder in
      for kind in ["debian", "wheel", "sbom"] {
        let first = try await Self.make(kind, in: folder.appending("first"))
        let second = try await Self.make(kind, in: folder.appending("second"))
        #expect(try await Tool.run("cmp", [first, second]).status == 0, "\(kind)")
      }
    }
  }

  @Test(arguments: ["debian", "wheel", "sbom"])
  func `what is no archive is refused`(kind: String) async throws {
    let script = Project.root.appending("Packaging/\(kind)").string
    #expect(try await Tool.run(script, []).status != 0)
    #expect(try await Tool.run(script, ["nowhere.tar.gz", "output"]).status != 0)
  }

  /// Makes a package of the archive that all tests share, and answers with its path.
  private static func make(_ kind: String, in folder: FilePath) async throws -> String {
    let archive = try await PackagedExecutables.shared().archive.string
    let run = try await Tool.run(
      Project.root.appending("Packaging/\(kind)").string, [archive, folder.appending("packages").string])
    guard run.status == 0 else { throw ToolFailure(command: "Packaging/\(kind)", result: run) }
    return run.text
  }
}
