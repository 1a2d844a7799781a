import SystemPackage

/// One of our commands beside one of a peer that looks at as much: git, or the best known tool of the trade.
struct Comparison: Sendable {
  let name: String
  let ours: CommandLine
  let theirs: CommandLine
  /// A file that is there only where the peer could be installed.
  var needs: String?

  /// All comparisons, in the folder that `Benchmarks/run` fills: `history` is a repository, `migrations` are files.
  ///
  /// - Parameter executables: the folder of our release executables.
  /// - Returns: the comparisons in the order of the table.
  static func all(executables: String) -> [Comparison] {
    let contracts = executables + "/contracts"
    func check(_ name: String, _ head: String) -> Comparison {
      Comparison(
        name: name,
        ours: CommandLine(
          program: contracts, arguments: ["check", "--repository", "history", "--base", "main", "--head", head]),
        theirs: CommandLine(program: "git", arguments: ["-C", "history", "diff", "--name-only", "main...\(head)"]))
    }
    func validate(_ name: String, _ theirs: String) -> Comparison {
      Comparison(
        name: name, ours: .shell("\"$0\"/contracts validate order.json messages.jsonl", executables),
        theirs: .shell(theirs))
    }
    func compare(_ name: String, _ pairs: String, _ script: String) -> Comparison {
      Comparison(
        name: name,
        // Pairs that break make the exit code 1.
        ours: .shell("\"$0\"/contracts compare --pairs \(pairs) --no-changes || [ $? = 1 ]", executables),
        theirs: .shell("exec python3 \(script) \(pairs)"), needs: pairs)
    }
    func compile(_ name: String, _ theirs: String) -> Comparison {
      Comparison(
        name: name, ours: .shell("\"$0\"/contracts validate thousand.json single.jsonl", executables),
        theirs: .shell(theirs))
    }
    func push(_ name: String) -> String { "\"$0\"/\(name) pre-push --repository history <push" }
    return [
      Comparison(
        name: "--version", ours: CommandLine(program: contracts, arguments: ["--version"]),
        theirs: CommandLine(program: "git", arguments: ["--version"])),
      check("check, ten changed files", "ten-files"),
      check("check, one changed contract", "one-contract"),
      Comparison(
        name: "check, one of 1,000 schemas",
        ours: CommandLine(
          program: contracts,
          arguments: ["check", "--repository", "history", "--base", "thousand", "--head", "one-of-thousand"]),
        theirs: CommandLine(
          program: "git", arguments: ["-C", "history", "diff", "--name-only", "thousand...one-of-thousand"])),
      validate("validate, beside sourcemeta", "jsonschema validate order.json messages.jsonl --fast"),
      validate("validate, beside jsonschema-rs", "python3 validate-with-rust.py order.json messages.jsonl"),
      compile("compile 1,000, beside sourcemeta", "jsonschema validate thousand.json single.jsonl"),
      compile(
        "compile 1,000, beside jsonschema-rs", "python3 validate-with-rust.py thousand.json single.jsonl"),
      Comparison(
        name: "metaschema, beside sourcemeta", ours: .shell("\"$0\"/contracts metaschema schemas/*.json", executables),
        theirs: .shell("jsonschema metaschema schemas")),
      Comparison(
        name: "metaschema, beside jsonschema-rs",
        ours: .shell("\"$0\"/contracts metaschema schemas/*.json", executables),
        theirs: .shell("python3 compile-with-rust.py schemas/*.json")),
      compare("compare, beside jsonschema-rs", "pairs.jsonl", "compare-with-rust.py"),
      compare("compare 100, beside jsonsubschema", "pairs-100.jsonl", "compare-with-subschema.py"),
      Comparison(
        name: "pre-push, ten changed files", ours: .shell(push("signalbox"), executables),
        theirs: .shell("exec git -C history diff --name-only main...ten-files")),
      Comparison(
        name: "pre-push, beside each check", ours: .shell(push("signalbox"), executables),
        theirs: .shell(
          ["contracts", "db-verify", "lint-gate", "release-train"].map(push).joined(separator: "; "), executables)),
      Comparison(
        name: "lint, 2,000 migrations", ours: .shell("exec \"$0\"/db-verify lint migrations/*.sql", executables),
        theirs: .shell("exec squawk $SQUAWK_OPTIONS migrations/*.sql")),
      Comparison(
        name: "train, 100,000 instants",
        ours: .shell("exec \"$0\"/release-train status --repository history --now - <instants", executables),
        theirs: .shell("exec python3 weekly-train.py <instants")),
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
