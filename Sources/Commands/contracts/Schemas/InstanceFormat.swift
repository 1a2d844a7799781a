internal import ArgumentParser

/// How instances are laid out in a file.
enum InstanceFormat: String, CaseIterable, ExpressibleByArgument {
  case json
  case lines
  case yaml

  /// The format that the ending of a name tells.
  init(path: String) {
    let endings: [(String, InstanceFormat)] = [
      (".jsonl", .lines), (".ndjson", .lines), (".yaml", .yaml), (".yml", .yaml),
    ]
    self = endings.first { path.hasSuffix($0.0) }?.1 ?? .json
  }
}

/// How the outcome is written.
enum OutcomeFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case flag
  case basic
  case detailed
}
