import TestSupport

/// The names below the contracts root that the test plants, quoted as git quotes them, in the order of a report.
let hostileNames = [
  #""platform/contracts/\n::error::x.json""#,
  #""platform/contracts/\r.json""#,
  #""platform/contracts/back\\slash.json""#,
  #""platform/contracts/bad\377.json""#,
  #""platform/contracts/escape\033[31m.json""#,
  #""platform/contracts/quo\"te.json""#,
  "platform/contracts/::error file=x::y.json",
  "platform/contracts/##[set-output name=x]y.json",
  "platform/contracts/a space.json",
  "platform/contracts/right\u{202E}left.json",
  "platform/contracts/ünï.json",
]

extension HostileRepository {
  /// Names that a terminal, a log or a shell would obey.
  static let names = [
    HostileRepository(
      name: "names with line breaks, quotation marks, escape sequences and commands", verdict: "fail",
      rules: ["contracts/duplicate-key"], says: ["duplicate key"]
    ) { repository in
      try await repository.plant(hostileNames.map { .file($0, ###"{"a": 1, "a": "##[error]"}"###) })
      return repository
    },
    HostileRepository(
      name: "a command as the name of the contracts root", arguments: ["--base", "change~1"], verdict: "fail",
      rules: ["contracts/duplicate-key"], says: ["duplicate key"]
    ) { repository in
      let root = "::set-output name=x::y"
      try await repository.plant([.file(".signalbox/contracts.yml", "root: \"\(root)\"\n")])
      // The policy is that of the default branch.
      try await repository.git("branch", "--force", "main", "HEAD")
      try await repository.plant([.file("\(root)/b.json", #"{"a": 1, "a": 2}"#)])
      return repository
    },
  ]
}
