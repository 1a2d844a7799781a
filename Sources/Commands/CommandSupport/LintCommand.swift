package import ArgumentParser
package import Changes
internal import Findings
internal import Git

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// `<check> lint FILE…`: judges loose files, whether or not there is a repository.
package struct LintCommand<C: LooseFileCheck>: AsyncParsableCommand, TakesManyFiles {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "lint",
      abstract: "Judge loose files, without a repository.",
      discussion: """
        Only the rules that look at one file are asked, by the compiled-in policy or by that of --policy.

        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line.

        EXAMPLES:
          \(C.name) lint *\(C.looseFileSuffix)
          \(C.name) lint --policy .signalbox --format json new\(C.looseFileSuffix)
          \(C.name) lint - < new\(C.looseFileSuffix)
        """)
  }

  @Argument(
    help: ArgumentHelp("The files; - is standard input.", valueName: "file"), completion: .file())
  var files: [String]

  @Option(help: ArgumentHelp("Judge by the policy files of a folder.", valueName: "dir"))
  var policy: String?

  @Option(help: "How the report is written to standard output.")
  var format: ReportFormat = .text

  @Flag(help: "No colours, even on a terminal. NO_COLOR does the same.")
  var noColor = false

  /// Files that were not parsed with the others.
  private var further: [String] = []

  private enum CodingKeys: CodingKey {
    case files
    case policy
    case format
    case noColor
  }

  package init() {}

  mutating func take(_ further: [String]) {
    self.further = further
  }

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let folder = try policy.map { folder throws(FileProblem) in
      PolicyFolder.files(try Files.contents(ofFolder: folder, limit: PolicyFolder.sizeLimit))
    }
    var loose: [LooseFile] = []
    for file in files + further { loose.append(try read(file)) }
    let report = await C.report(
      on: loose, policy: folder ?? .base, circumstances: Circumstances(stage: .prePush, now: surroundings.now),
      version: Version.current)
    try format.write([report], style: surroundings.style(noColor: noColor))
    throw ExitCode(report.verdict.exitCode)
  }

  private func read(_ path: String) throws(FileProblem) -> LooseFile {
    if path == "-" {
      return LooseFile(
        path: "standard input", name: "20000101000000_standard-input\(C.looseFileSuffix)",
        bytes: try Files.input(limit: Self.sizeLimit))
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let folder = path.dropLast(name.count)
    let neighbours = C.interestingNeighbours(of: name).filter {
      FileManager.default.fileExists(atPath: folder + $0)
    }
    return LooseFile(
      path: path, name: name, bytes: try Files.contents(of: path, limit: Self.sizeLimit), neighbours: Set(neighbours))
  }

  /// The largest file that is read, in bytes.
  private static var sizeLimit: Int { 64 * 1024 * 1024 }
}
