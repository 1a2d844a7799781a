import SystemPackage
import TestSupport
import Testing

@Suite struct OutputTests {
  @Test func `a report can be written to files, too, each in its own format`() async throws {
    try await withFixture("platform") { repository in
      let options = ["--head", "bad-syntax", "--now", "2026-01-06T09:00:00Z"]
      let files = ["--report", "text=out.txt", "--report", "json=out.json"]
      let text = try await contracts(["check"] + options + files, in: repository.folder)
      let json = try await contracts(["check", "--format", "json"] + options, in: repository.folder)
      #expect(text.status == 1)
      #expect(Project.text(of: repository.folder.appending("out.txt")) == String(decoding: text.output, as: UTF8.self))
      #expect(Project.text(of: repository.folder.appending("out.json")) == String(decoding: json.output, as: UTF8.self))
    }
  }

  /// Ways in which what was asked for cannot be written.
  static let failures = [
    #""$CONTRACTS" check --report text=missing/folder/out.txt"#: "missing/folder/out.txt cannot be written",
    #""$CONTRACTS" check --report json=."#: ". cannot be written",
    #""$CONTRACTS" check >/dev/full"#: "cannot be written: No space left on device",
    #""$CONTRACTS" check >&-"#: "cannot be written",
    // The reader of the pipe has gone before the report comes.
    #"exec 3> >(exec true); wait $!; "$CONTRACTS" check >&3"#: "cannot be written: Broken pipe",
    #""$CONTRACTS" rules >/dev/full"#: "cannot be written: No space left on device",
    #""$CONTRACTS" explain duplicate-key >/dev/full"#: "cannot be written: No space left on device",
  ]

  @Test(arguments: failures.keys.sorted())
  func `an output that cannot be written leaves the question open`(command: String) async throws {
    try await withFixture("platform") { repository in
      let run = try await shell(command, in: repository.folder)
      #expect(run.status == 2)
      #expect(run.errorText.contains(try #require(Self.failures[command])), "\(run.errorText)")
    }
  }
}
