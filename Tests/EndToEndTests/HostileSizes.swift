import TestSupport

private let root = "platform/contracts"

extension HostileRepository {
  /// Changes that are long, wide or deep.
  static let sizes = [
    HostileRepository(name: "twenty thousand new files", verdict: "pass") { repository in
      try await repository.plant((0..<20_000).map { .file("\(root)/f\($0).json", "{\"a\": \($0)}") })
      return repository
    },
    HostileRepository(
      name: "twenty thousand wrong files", verdict: "fail", rules: ["contracts/duplicate-key"], says: ["duplicate key"]
    ) { repository in
      try await repository.plant((0..<20_000).map { .file("\(root)/f\($0).json", "{\"a\": \($0), \"a\": 0}") })
      return repository
    },
    HostileRepository(
      name: "five hundred folders within each other", verdict: "fail", rules: ["contracts/duplicate-key"],
      says: ["duplicate key"]
    ) { try await $0.plantDeep(500) },
    HostileRepository(
      name: "fifteen hundred folders within each other", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["1000 deep", "compare fewer folders"]
    ) { try await $0.plantDeep(1_500) },
  ]
}

extension ScratchRepository {
  fileprivate func plantDeep(_ depth: Int) async throws -> ScratchRepository {
    let folders = Array(repeating: "d", count: depth).joined(separator: "/")
    try await plant([.file("\(root)/\(folders)/deep.json", #"{"a": 1, "a": 2}"#)])
    return self
  }
}
