package import SystemPackage

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The files of this project, its built executables, and how the tests were called.
package enum Project {
  /// The top folder of the checkout.
  package static let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

  /// The test data that stands beside a checkout on some machines and is no part of the project.
  package static let corpora = root.removingLastComponent().appending("shared/corpora")

  /// Whether pages and snapshots are to be written instead of compared.
  package static var isRecording: Bool { variable("RECORD") == "1" }

  package static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }

  /// The folder of the build that the tests are a part of.
  package static func buildFolder() throws -> FilePath {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return FilePath(own).removingLastComponent()
  }

  /// The folder of the executables that are tried: those of the release where `Scripts/test` names it in
  /// `SIGNALBOX_RELEASE`, and else those of the build that the tests are a part of.
  package static func executables() throws -> FilePath {
    try variable("SIGNALBOX_RELEASE").map { FilePath($0) } ?? buildFolder()
  }

  /// An executable of this project.
  package static func executable(_ name: String) throws -> String { try executables().appending(name).string }

  package static func text(of path: FilePath) -> String? {
    FileManager.default.contents(atPath: path.string).map { String(decoding: $0, as: UTF8.self) }
  }

  package static func bytes(of path: FilePath) -> [UInt8]? {
    FileManager.default.contents(atPath: path.string).map { Array($0) }
  }

  package static func exists(_ path: FilePath) -> Bool {
    FileManager.default.fileExists(atPath: path.string)
  }

  /// The names in a folder, sorted; none where there is no folder.
  package static func names(in folder: FilePath) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
    } catch {
      return []
    }
  }

  /// The files below a folder of the project whose names end so, as paths from the top folder, sorted.
  package static func files(below folder: String, suffix: String) -> [String] {
    var files: [String] = []
    for name in names(in: root.appending(folder)) {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(suffix) { files.append(path) }
      if !name.contains(".") { files += Self.files(below: path, suffix: suffix) }
    }
    return files.sorted()
  }

  /// Whether a program is to be found in `PATH`.
  package static func hasProgram(_ name: String) -> Bool { program(name) != nil }

  /// The path of a program, from the folders of a `PATH`; of that of the tests where none is given.
  package static func program(_ name: String, in path: String? = nil) -> String? {
    (path ?? variable("PATH") ?? "").split(separator: ":").map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }
}
