import SystemPackage

/// One of our commands beside one of git's that looks at as much.
struct Comparison: Sendable {
  let name: String
  let ours: CommandLine
  let theirs: CommandLine

  /// All comparisons, on the branches that `Benchmarks/run` makes.
  static func all(contracts: String) -> [Comparison] {
    func check(_ name: String, _ head: String) -> Comparison {
      Comparison(
        name: name,
        ours: CommandLine(program: contracts, arguments: ["check", "--base", "main", "--head", head]),
        theirs: CommandLine(program: "git", arguments: ["diff", "--name-only", "main...\(head)"]))
    }
    return [
      Comparison(
        name: "--version", ours: CommandLine(program: contracts, arguments: ["--version"]),
        theirs: CommandLine(program: "git", arguments: ["--version"])),
      check("check, ten changed files", "ten-files"),
      check("check, one changed contract", "one-contract"),
    ]
  }

  /// Runs both sides by turns, so that a busy machine is busy for both.
  ///
  /// - Parameters:
  ///   - rounds: how often each side is measured, after three times that do not count.
  ///   - folder: the repository.
  /// - Returns: the times of both sides.
  /// - Throws: as `CommandLine.time(in:)` does.
  func measure(rounds: Int, in folder: FilePath) async throws -> Measurement {
    var measurement = Measurement()
    for round in -3..<rounds {
      let isOursFirst = round.isMultiple(of: 2)
      let first = try await (isOursFirst ? ours : theirs).time(in: folder)
      let second = try await (isOursFirst ? theirs : ours).time(in: folder)
      guard round >= 0 else { continue }
      measurement.ours.append(isOursFirst ? first : second)
      measurement.theirs.append(isOursFirst ? second : first)
    }
    return measurement
  }
}
