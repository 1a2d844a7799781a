package import Git
package import Policy

/// What the policy says of the contract tests that services have themselves.
package struct ContractTestPolicy: Sendable {
  /// What is started in the folder of a service; nothing where it is empty.
  package let command: [String]

  /// The folder that has one of each service, by its name.
  package let folder: RepositoryPath

  /// The report that the command writes, below the folder of the service; without one its standard output is read.
  package let report: String?

  /// What the tests do not depend on, below the folder of a service.
  package let exclude: [PathPattern]

  /// Reads the settings; what is not said is as in others.
  init(_ reader: inout PolicyReader, otherwise: ContractTestPolicy = ContractTestPolicy()) {
    command = reader.texts("command") ?? otherwise.command
    folder = reader.folder("folder") ?? otherwise.folder
    report = reader.text("report") ?? otherwise.report
    exclude = reader.patterns("exclude") ?? otherwise.exclude
  }

  init() {
    command = []
    folder = .root
    report = nil
    exclude = []
  }

  /// The script of `package.json` that the command starts; nil for other commands.
  var script: String? {
    guard command.count > 2, ["npm", "pnpm", "yarn"].contains(command[0]), command[1] == "run" else { return nil }
    return command[2]
  }
}
