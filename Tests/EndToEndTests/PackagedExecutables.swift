import Documents
import SystemPackage
import TestSupport
import Testing

/// The archive that Scripts/package makes of the executables of this build, once for all tests that need it.
struct PackagedExecutables {
  let archive: FilePath

  /// What stands in the file beside the archive, without the archive's name.
  let digest: String

  static let isPossible = hasManual && Project.hasProgram("strip")
  static let why: Comment =
    "generate-manual is not beside the tests (Scripts/test builds it), or there is no strip"

  /// The variables of a repository that has workflows install the archive.
  var variables: [String: String] {
    ["SIGNALBOX_ARCHIVE": "file://\(archive.string)", "SIGNALBOX_ARCHIVE_SHA256": digest]
  }

  /// The executables of this project, which are the products of its manifest.
  static func names() async throws -> [String] { try await named.value }

  private static let named = Task {
    let manifest = try await Tool.run(
      "swift", ["package", "--ignore-lock", "dump-package"], in: Project.root)
    let products = try Document.json(SourceText(manifest.output)).root["products"]?.array
    return try #require(products).compactMap { $0["type"]?["executable"] == nil ? nil : $0["name"]?.string }
  }

  /// The shared archive; it stands beside the build.
  static func shared() async throws -> PackagedExecutables { try await made.value }

  private static let made = Task {
    try await PackagedExecutables(
      in: Project.buildFolder().appending("packaged-by-tests"))
  }

  /// Makes the archive in a folder.
  init(in folder: FilePath) async throws {
    let script = Project.root.appending("Scripts/package").string
    let run = try await Tool.run(script, ["--executables", try Project.executables().string, folder.string])
    guard run.status == 0 else { throw ToolFailure(command: "Scripts/package", result: run) }
    archive = FilePath(run.text)
    digest = String(try #require(Project.text(of: FilePath("\(run.text).sha256"))).prefix(64))
  }

  /// Whether what makes the manual was built: a test cannot build it, since it would wait for the run that it is a part
  /// of.
  private static var hasManual: Bool {
    do {
      return Project.exists(try Project.buildFolder().appending("generate-manual"))
    } catch {
      return false
    }
  }
}
