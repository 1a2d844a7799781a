/// The languages that test runners report in.
package enum TestDialect: String, Sendable, CaseIterable {
  /// The JUnit dialects, told apart as far as their reports tell it.
  case junit, jest, vitest, mocha, rspec, minitest, pytest, surefire, gradle, go, gotestsum, ctest, swift, prove, node
  case tap
  case goJSON = "go-json"
  case rspecJSON = "rspec-json"
  case jestJSON = "jest-json"
  case mochaJSON = "mocha-json"
  case trx, nunit, xunit

  /// Whether it is written in XML with `testsuite` and `testcase`.
  package var isJUnit: Bool {
    switch self {
    case .junit, .jest, .vitest, .mocha, .rspec, .minitest, .pytest, .surefire, .gradle, .go, .gotestsum, .ctest,
      .swift, .prove, .node:
      true
    case .tap, .goJSON, .rspecJSON, .jestJSON, .mochaJSON, .trx, .nunit, .xunit: false
    }
  }
}
