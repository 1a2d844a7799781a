package import Calendars
package import Git
internal import OperatingSystem

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

  /// A process without a terminal.
  package init(environment: [String: String], now: Instant) {
    self.init(
      environment: environment, inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false, now: now)
  }

  private init(
    environment: [String: String], inputIsTerminal: Bool, outputIsTerminal: Bool, errorIsTerminal: Bool, now: Instant
  ) {
    self.environment = environment
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.now = now
  }

  package static func ofThisProcess() -> Surroundings {
    Surroundings(
      environment: ProcessContext.environment, inputIsTerminal: isatty(STDIN_FILENO) == 1,
      outputIsTerminal: isatty(STDOUT_FILENO) == 1, errorIsTerminal: isatty(STDERR_FILENO) == 1,
      now: Instant(secondsSince1970: ProcessContext.secondsSince1970))
  }

  /// Whether a workflow runs this: most services set `CI`, and those that do not, a variable of their own.
  package var isContinuousIntegration: Bool {
    ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI", "TF_BUILD", "JENKINS_URL"].contains(where: isOn)
  }

  /// Whether this is a step of GitHub Actions.
  var isWorkflowStep: Bool { isOn("GITHUB_ACTIONS") }

  /// Whether a variable is set to anything that does not say no; `FALSE` is no word of any service.
  private func isOn(_ variable: String) -> Bool {
    guard let value = environment[variable] else { return false }
    return !["", "false", "0"].contains(value)
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
    if name.contains("/") { return Folders.isExecutable(name) ? name : nil }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }.first(where: Folders.isExecutable)
  }

  /// The folder of this executable, with its links followed; the executables of the suite are beside each other.
  package var programFolder: String? {
    let path: String?
    do {
      path = try Folders.realPath(of: "/proc/self/exe")
    } catch {
      // Only Linux has that file.
      path = CommandLine.arguments.first.flatMap { self.path(ofProgram: $0) }
    }
    return path.flatMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } }
  }

  /// A path of git's configuration, in which `~/` is the home folder (git-config, "pathname").
  package func expandingHome(in path: String) -> String {
    guard path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
    return home + path.dropFirst()
  }

  /// Where the repository is: a folder that was named, `GIT_DIR`, or around the working directory.
  ///
  /// One of another user is opened where it was named, where a workflow runs this (a container often runs as another
  /// user than the one who cloned), and where the user's configuration declares it safe.
  package func repository(in folder: String?) -> RepositoryLocation {
    let safe = SafeDirectories(
      configuration: userConfiguration, home: environment["HOME"],
      sudoUser: environment["SUDO_UID"].flatMap { UInt32($0) })
    if let folder { return .discovering(from: folder, owner: isContinuousIntegration ? .any : .named(safe)) }
    guard let directory = environment["GIT_DIR"], !directory.isEmpty else {
      return .discovering(from: ".", owner: isContinuousIntegration ? .any : .user(safe))
    }
    let workTree = environment["GIT_WORK_TREE"].flatMap { $0.isEmpty ? nil : $0 }
    return .gitDirectory(directory, workTree: workTree)
  }
}
