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

  /// An executable of this build: it stands beside the program that runs the tests.
  package static func executable(_ name: String) throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return FilePath(own).removingLastComponent().appending(name).string
  }

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
  package static func hasProgram(_ name: String) -> Bool {
    (variable("PATH") ?? "").split(separator: ":").contains { folder in
      FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)")
    }
  }
}
