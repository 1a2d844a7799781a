import SystemPackage
import TestSupport

private let root = "platform/contracts"

extension HostileRepository {
  /// Entries that are no plain files, and files that ask much of a parser.
  static let files = [
    HostileRepository(
      name: "links in circles, out of the repository, and through themselves", verdict: "fail",
      rules: ["contracts/invalid-symlink"],
      says: ["points back to itself", "points outside the repository", "commit the file itself"]
    ) { repository in
      try await repository.plant([
        .link("\(root)/one.json", to: "two.json"), .link("\(root)/two.json", to: "one.json"),
        .link("\(root)/absolute.json", to: "/etc/passwd"), .link("\(root)/up.json", to: "../../../../etc/passwd"),
        .link("\(root)/self", to: "."), .link("\(root)/fine.json", to: "self/self/self/a.json"),
      ])
      return repository
    },
    HostileRepository(
      name: "a submodule", verdict: "undecided", rules: ["contracts/unreadable-file"],
      says: ["submodule", "move it out of the contracts root, or name it under exclude:"]
    ) { repository in
      try await repository.plant([.submodule("\(root)/library")])
      return repository
    },
    HostileRepository(
      name: "a file of 50 MB eight times over, where there is less memory than that", verdict: "undecided",
      rules: ["contracts/unreadable-file"], says: ["52428800 bytes", "split its content"], memory: 128
    ) { repository in
      let bytes = [UInt8](repeating: UInt8(ascii: "1"), count: 50 << 20)
      try await repository.plant([PlantedFile(path: "\(root)/large.json", content: bytes)], copies: 7)
      return repository
    },
    HostileRepository(
      name: "two hundred megabytes in files that are each small enough", verdict: "undecided",
      rules: ["contracts/unreadable-file"], says: ["no more are read", "split the change"], memory: 384
    ) { repository in
      let bytes = Array("\"".utf8) + [UInt8](repeating: UInt8(ascii: "1"), count: 10 << 20) + Array("\"".utf8)
      try await repository.plant([PlantedFile(path: "\(root)/large.json", content: bytes)], copies: 19)
      return repository
    },
    HostileRepository(
      name: "arrays and objects nested ten thousand deep, and a million never closed", verdict: "fail",
      rules: ["contracts/limit-exceeded"], says: ["nested deeper than the 512 levels", "flatten the document"]
    ) { repository in
      let open = String(repeating: "[", count: 10_000)
      let blocks = (0..<3_000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
      try await repository.plant([
        .file("\(root)/arrays.json", open + String(repeating: "]", count: 10_000)),
        .file("\(root)/arrays.yaml", open + String(repeating: "]", count: 10_000)),
        .file("\(root)/objects.json", String(repeating: #"{"a":"#, count: 10_000)),
        .file("\(root)/mappings.yaml", blocks),
        .file("\(root)/sequences.yaml", String(repeating: "- ", count: 10_000) + "a"),
        .file("\(root)/open.json", String(repeating: "[", count: 1_000_000)),
      ])
      return repository
    },
    HostileRepository(
      name: "YAML whose aliases stand for gigabytes, and one that stands in itself", verdict: "fail",
      rules: ["contracts/limit-exceeded"], says: ["more than 100000 values", "it would never end", "use fewer aliases"]
    ) { repository in
      let levels = (1..<30).map { level in
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ","))]\n"
      }
      try await repository.plant([
        .file("\(root)/bomb.yaml", "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + levels.joined()),
        .file("\(root)/cycle.yaml", "a: &a [*a]\n"),
      ])
      return repository
    },
    HostileRepository(
      name: "bytes that are no text", verdict: "fail", rules: ["contracts/invalid-encoding"],
      says: ["byte 0xFF is not UTF-8", "save the file as UTF-8"]
    ) { repository in
      let content = Array(#"{"a": ""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)
      try await repository.plant([
        PlantedFile(path: "\(root)/bytes.json", content: content),
        PlantedFile(path: "\(root)/bytes.yaml", content: content),
      ])
      return repository
    },
    HostileRepository(
      name: "a file that becomes a folder, and a folder that becomes a file", arguments: ["--base", "change~1"],
      verdict: "fail", rules: ["contracts/duplicate-key"], says: ["duplicate key"]
    ) { repository in
      let twice = #"{"a": 1, "a": 2}"#
      try await repository.plant([.file("\(root)/file.json", "{}"), .file("\(root)/folder.json/x.json", "{}")])
      try await repository.plant([.file("\(root)/file.json/y.json", twice), .file("\(root)/folder.json", twice)])
      return repository
    },
    HostileRepository(
      name: "a policy of 5 MB", arguments: ["--base", "change~1"], verdict: "undecided",
      rules: ["contracts/setup-error"],
      says: ["at most 1048576", "split its content"]
    ) { repository in
      let comment = "#" + String(repeating: "x", count: 5 << 20)
      try await repository.plant([.file(".signalbox/contracts.yml", comment)])
      try await repository.plant([.file("\(root)/b.json", "{}")])
      return repository
    },
  ]
}
