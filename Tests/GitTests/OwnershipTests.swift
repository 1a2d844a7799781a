import Git
import SystemPackage
import TestSupport
import Testing

@Suite(.enabled("only root can give a folder away") { try await Tool.run("id", ["-u"]).text == "0" })
struct OwnershipTests {
  private static let stranger = "12345"

  /// What the user's configuration says, and whether a repository of another user is found by it.
  @Test(arguments: [
    ("", false), ("[safe]\n\tdirectory = DIR\n", true), ("[safe]\n\tdirectory = *\n", true),
    ("[safe]\n\tdirectory = /elsewhere\n", false), ("[safe]\n\tdirectory = DIR\n\tdirectory =\n", false),
    ("[safe]\n\tdirectory =\n\tdirectory = DIR/\n", true), ("[safe]\n\tdirectory = PARENT/*\n", true),
    ("[safe]\n\tdirectory = PARENT\n", false), ("[safe]\n\tdirectory = DIR/sub\n", false),
    ("[safe]\n\tdirectory = ~/NAME\n", true),
  ])
  func `a repository of another user is found only where it is declared safe`(
    configuration: String, isFound: Bool
  ) async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["sub/a": "a"])
      let parent = scratch.folder.removingLastComponent()
      let file = parent.appending("gitconfig")
      try await file.write(
        configuration.replacing("DIR", with: scratch.folder.string).replacing("PARENT", with: parent.string)
          .replacing("NAME", with: scratch.folder.lastComponent?.string ?? ""))
      try await give(scratch.folder)
      let safe = SafeDirectories(configuration: UserConfiguration(global: file.string), home: parent.string)
      for name in ["", "sub", ".git"] {
        let folder = scratch.folder.appending(name)
        let found = opening(.discovering(from: folder.string, owner: .user(safe)))
        #expect(found == head || found == "dubiousOwnership", "\(folder)")
        if name != ".git" { #expect(found == (isFound ? head : "dubiousOwnership"), "\(folder)") }
        // Git decides the same; wildcards for folders came with version 2.46, and so did slashes at the end.
        if configuration.contains("/*") || configuration.contains("DIR/\n") { continue }
        let git = try await Tool.run(
          "git", ["-C", folder.string, "rev-parse", "HEAD"],
          environment: [
            "PATH": Project.variable("PATH") ?? "", "HOME": parent.string, "GIT_CONFIG_GLOBAL": file.string,
            "GIT_CONFIG_NOSYSTEM": "1",
          ])
        #expect((git.status == 0) == (found == head), "\(folder): \(git.errorText)")
      }
      #expect(opening(.discovering(from: scratch.folder.string)) == head)
      #expect(opening(.gitDirectory(scratch.folder.appending(".git").string, workTree: nil)) == head)
    }
  }

  @Test func `one that was named is opened, and one above a folder that was named is not`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["sub/a": "a"])
      try await give(scratch.folder)
      let none = SafeDirectories(configuration: .none)
      #expect(opening(.discovering(from: scratch.folder.string, owner: .named(none))) == head)
      #expect(
        opening(.discovering(from: scratch.folder.appending("sub").string, owner: .named(none))) == "dubiousOwnership")
    }
  }

  @Test func `the repository's own configuration does not declare it safe, and each part of it counts`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "a"])
      try await scratch.git("config", "safe.directory", "*")
      let location = RepositoryLocation.discovering(
        from: scratch.folder.string, owner: .user(SafeDirectories(configuration: .none)))
      #expect(opening(location) == head)
      for part in [scratch.folder, scratch.folder.appending(".git")] {
        _ = try await Tool.run("chown", [Self.stranger, part.string])
        #expect(opening(location) == "dubiousOwnership")
        _ = try await Tool.run("chown", ["0", part.string])
      }
    }
  }

  @Test func `for root the repositories of the user who called sudo are its own`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "a"])
      try await give(scratch.folder)
      let safe = SafeDirectories(configuration: .none, sudoUser: UInt32(Self.stranger))
      #expect(opening(.discovering(from: scratch.folder.string, owner: .user(safe))) == head)
    }
  }

  private func give(_ folder: FilePath) async throws {
    #expect(try await Tool.run("chown", ["-R", Self.stranger, folder.string]).status == 0)
  }

  /// The commit of HEAD, or the code of the error.
  private func opening(_ location: RepositoryLocation) -> String {
    do throws(GitError) {
      return try Repository.open(location).commitID(of: "HEAD").description
    } catch {
      return error.code.rawValue
    }
  }
}
