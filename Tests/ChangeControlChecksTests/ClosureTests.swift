import Changes
import Git
import Policy
import SystemPackage
import TestSupport
import Testing

@testable import ChangeControlChecks

/// What belongs to an environment, by files of a repository.
@Suite struct ClosureTests {
  private static let environment = TerraformEnvironment(
    name: "production", folder: "env/production", backendConfig: [], varFiles: [], workspace: nil)
  private static let call = "module \"a\" {\n  source = \"../../modules/a\"\n}\n"
  private static let module = ["modules/a/main.tf": "# one\n"]

  @Test(arguments: [
    ("env/production/main.tf", "# x\n", true), ("modules/a/main.tf", "# two\n", true),
    ("modules/a/files/x.json", "{}\n", true), ("modules/a/README.md", "# A\n", false),
    ("env/production/.terraform.lock.hcl", "# x\n", true), ("env/staging/main.tf", "# x\n", false),
    ("modules/b/main.tf", "# x\n", false), ("env/production/x.auto.tfvars", "a = 1\n", true),
  ])
  func `an edit belongs to an environment or does not`(path: String, text: String, isPart: Bool) async throws {
    try await withScratchRepository { repository in
      try await repository.commit(Self.module.merging(["env/production/main.tf": Self.call]) { $1 })
      let before = try await closure(repository)
      try await repository.commit([path: (path == "env/production/main.tf" ? Self.call : "") + text])
      #expect((try await closure(repository).digest != before.digest) == isPart)
    }
  }

  @Test(arguments: [
    ("env/production/shared.tf", "../../shared/shared.tf", "shared/shared.tf"),
    ("modules", "library", "library/a/main.tf"), ("modules/a", "../library/a", "library/a/main.tf"),
  ])
  func `what a link leads to belongs to the environment`(link: String, target: String, file: String) async throws {
    try await withScratchRepository { repository in
      let isModule = link.hasPrefix("modules")
      try await repository.commit([
        "env/production/main.tf": Self.call, file: "# one\n", isModule ? "other/x" : "modules/a/main.tf": "",
      ])
      let place = repository.folder.pushing(FilePath(link))
      _ = try await Tool.run("mkdir", ["-p", place.removingLastComponent().string])
      _ = try await Tool.run("ln", ["-s", target, place.string])
      try await repository.commit()
      let before = try await closure(repository)
      try await repository.commit([file: "# two\n"])
      #expect(try await closure(repository).digest != before.digest)
    }
  }

  @Test(arguments: [
    ("module \"a\" {\n  source = \"../../modules/none\"\n}\n", "has no files"),
    ("module \"a\" {\n  source = \"../../../a\"\n}\n", "outside of the repository"),
    ("module \"a\" {\n  source = var.x\n}\n", "no plain string"), ("module \"a\" {", "no end"),
  ])
  func `a module that cannot be followed is told`(text: String, words: String) async throws {
    try await withScratchRepository { repository in
      try await repository.commit(["env/production/main.tf": text])
      do {
        _ = try await closure(repository)
        Issue.record("it was followed")
      } catch let error as UnknownClosure {
        #expect(error.message.firstRange(of: words) != nil, "\(error.message)")
      }
    }
  }

  @Test func `links that lead to one another end`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit(["env/production/main.tf": Self.call, "modules/x": ""])
      _ = try await Tool.run("ln", ["-s", "b", repository.folder.appending("modules").appending("a").string])
      _ = try await Tool.run("ln", ["-s", "a", repository.folder.appending("modules").appending("b").string])
      try await repository.commit()
      await #expect(throws: UnknownClosure.self) { try await closure(repository) }
    }
  }

  @Test func `the backend of an override file takes the place of the other`() async throws {
    func backend(_ key: String) -> String { "terraform {\n  backend \"s3\" {\n    key = \"\(key)\"\n  }\n}\n" }
    try await withScratchRepository { repository in
      try await repository.commit([
        "env/production/backend.tf": backend("z"), "env/production/a_override.tf": backend("over"),
        "env/production/.hidden.tf": "module {",
      ])
      #expect(try await closure(repository).backend?.settings["key"] == "over")
    }
  }

  private func closure(_ scratch: ScratchRepository) async throws -> EnvironmentClosure {
    let repository = try Repository.open(.discovering(from: scratch.folder.string))
    let head = try #require(ObjectID(try await scratch.id(of: "HEAD")))
    let tree = TerraformTree(snapshot: try Snapshot(of: head, in: repository), policy: InfrastructurePolicy())
    return try tree.closure(of: Self.environment)
  }
}
