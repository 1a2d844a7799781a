package import Calendars
package import Findings
package import Git

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a command may know of the process it runs in.
///
/// Nothing below the commands looks at any of it.
package struct Surroundings {
  package let environment: [String: String]
  let inputIsTerminal: Bool
  let outputIsTerminal: Bool
  package let errorIsTerminal: Bool

  /// The clock when the program started.
  package let now: Instant

  package static func ofThisProcess() -> Surroundings {
    Surroundings(
      environment: ProcessInfo.processInfo.environment, inputIsTerminal: isatty(STDIN_FILENO) == 1,
      outputIsTerminal: isatty(STDOUT_FILENO) == 1, errorIsTerminal: isatty(STDERR_FILENO) == 1,
      now: Instant(secondsSince1970: Int(Date().timeIntervalSince1970)))
  }

  /// Whether a workflow runs this (GitHub, GitLab and most others set `CI=true`).
  package var isContinuousIntegration: Bool { environment["CI"] == "true" }

  /// Colour on a terminal that has it, unless somebody objects (no-color.org).
  package func style(noColor: Bool) -> TextStyle {
    let objects = noColor || environment["NO_COLOR"].map { !$0.isEmpty } == true || environment["TERM"] == "dumb"
    return outputIsTerminal && !objects ? .colour : .plain
  }

  /// The user's own configuration of git (git-config, "FILES" and "ENVIRONMENT").
  package var userConfiguration: UserConfiguration {
    func named(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
    let home = named("HOME")
    let xdg = named("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }
    let isGlobalGiven = environment["GIT_CONFIG_GLOBAL"] != nil
    return UserConfiguration(
      system: named("GIT_CONFIG_NOSYSTEM") == nil ? named("GIT_CONFIG_SYSTEM") ?? "/etc/gitconfig" : nil,
      xdg: isGlobalGiven ? nil : xdg.map { $0 + "/git/config" },
      global: isGlobalGiven ? named("GIT_CONFIG_GLOBAL") : home.map { $0 + "/.gitconfig" })
  }

  /// Where a program of that name is, or one whose path is given; `nil` where there is none that can be run.
  package func path(ofProgram name: String) -> String? {
    let isProgram = FileManager.default.isExecutableFile
    if name.contains("/") { return isProgram(name) ? name : nil }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }.first(where: isProgram)
  }

  /// A path of git's configuration, in which `~/` is the home folder (git-config, "pathname").
  func expandingHome(in path: String) -> String {
    guard path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
    return home + path.dropFirst()
  }

  /// Where the repository is: a folder that was named, `GIT_DIR`, or around the working directory.
  package func repository(in folder: String?) -> RepositoryLocation {
    if let folder { return .discovering(from: folder) }
    guard let directory = environment["GIT_DIR"], !directory.isEmpty else { return .discovering(from: ".") }
    let workTree = environment["GIT_WORK_TREE"].flatMap { $0.isEmpty ? nil : $0 }
    return .gitDirectory(directory, workTree: workTree)
  }
}
