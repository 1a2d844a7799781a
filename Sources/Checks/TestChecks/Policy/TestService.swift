package import Git
package import Policy
package import TestReports

/// A service: its folder, what it reads beside it, and its suites.
package struct TestService: Sendable {
  package let name: String
  package let folder: RepositoryPath

  /// The names of services whose change affects the suites of this one.
  package let depends: [String]

  /// Files and folders outside its own that it reads.
  package let shared: [PathPattern]

  /// The lock file of its package manager, from the root of the repository.
  package let lock: RepositoryPath?

  /// The workspace of the lock file whose entries alone count; `nil` for the whole file.
  package let lockWorkspace: String?

  package let produces: [PathPattern]
  package let consumes: [PathPattern]

  /// The suites that it has.
  package let suites: [TestSuitePolicy]

  /// The suites of which nothing is said.
  package let undeclared: [String]

  /// The suites that it has not, without a reason why.
  package let unreasoned: [String]

  /// What every service has, or says why not.
  static let demanded = ["unit", "integration"]

  init?(name: String, _ reader: inout PolicyReader) {
    guard let folder = reader.folder("folder") else { return nil }
    self.name = name
    self.folder = folder
    depends = reader.texts("depends") ?? []
    shared = reader.patterns("shared") ?? []
    let isWhole = !reader.isMapping("lock")
    let ofWorkspace = isWhole ? nil : reader.mapping("lock") { ($0.folder("file"), $0.text("workspace")) }
    lock = isWhole ? reader.folder("lock") : ofWorkspace?.0
    lockWorkspace = ofWorkspace?.1
    produces = reader.patterns("produces") ?? []
    consumes = reader.patterns("consumes") ?? []
    var suites: [TestSuitePolicy] = []
    var (undeclared, absent): ([String], [String]) = ([], [])
    _ = reader.mapping("suites") { reader in
      for suite in Self.demanded {
        if reader.has("none", as: suite) {
          absent.append(suite)
        } else if let policy = reader.mapping(suite, { TestSuitePolicy(name: suite, &$0) }) {
          suites.append(policy)
        } else {
          undeclared.append(suite)
        }
      }
    }
    let reasons = reader.mapping("reasons") { reader in Self.demanded.filter { reader.text($0) != nil } } ?? []
    self.suites = suites
    self.undeclared = suites.isEmpty && absent.isEmpty ? Self.demanded : undeclared
    unreasoned = absent.filter { !reasons.contains($0) }
  }
}

/// A suite of a service.
package struct TestSuitePolicy: Sendable {
  package let name: String

  /// What `test-gate run` starts in the folder of the service.
  package let command: [String]

  /// The reports that it writes, below the folder of the service; all of them have to be there.
  package let reports: [String]

  /// Tests that have to be executed; `nil` where the names of the base are what counts.
  package let minimum: Int?

  /// How long it may run, in seconds.
  package let timeout: Int

  /// How often a failed test may be tried again.
  package let retries: Int

  /// Whether a change from a fork may leave it pending, since it needs secrets.
  package let isPendingOnForks: Bool

  /// In how many parts it is run, each with a number from 1; all of them have to be there.
  package let shards: Int

  /// The language of its reports; `nil` where what is in them tells it.
  package let dialect: TestDialect?

  /// The versions of the tools that it needs, as words; they are part of what its evidence is bound to.
  package let tools: [(key: String, text: String)]

  init(name: String, _ reader: inout PolicyReader) {
    self.name = name
    command = reader.texts("command") ?? []
    reports = reader.texts("report") ?? []
    minimum = reader.number("minimum")
    timeout = reader.duration("timeout") ?? 900
    retries = reader.number("retries") ?? 0
    isPendingOnForks = reader.text("forks") == "pending"
    shards = reader.number("shards") ?? 1
    dialect = reader.choice("dialect", of: TestDialect.self)
    tools = reader.texts(by: "tools")
  }
}

extension TestSuitePolicy {
  /// The command of one of its parts, in which `{shard}` and `{shards}` are their numbers.
  package func command(ofShard shard: Int?) -> [String] {
    command.map { word in
      word.replacing("{shards}", with: "\(shards)").replacing("{shard}", with: "\(shard ?? 1)")
    }
  }
}
