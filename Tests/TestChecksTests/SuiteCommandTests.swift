import Policy
import Testing

@testable import TestChecks

@Suite struct SuiteCommandTests {
  private static func refused() throws -> [String] { try policy("services: {}").own.refusedOptions }

  @Test(arguments: [
    #"sh -c "rspec --dry-run""#, "jest --testNamePattern=foo", "jest -tfoo", "pytest -kfoo", "pytest --deselect a",
    "pytest --co", "pytest --lf", "rspec -e foo", "rspec --example=foo", "rspec --only-failures", "mocha -g foo",
    "mocha --fgrep foo", "go test -run=Foo ./...", "go test -short -skip X ./...",
    "node --test --test-name-pattern=x", "node --test --test-only", "ctest -R foo", "ctest -N", "mvn test -Dtest=A",
    "mvn -DskipTests test", "gradle test --tests A", "dotnet test --filter A", "npx jest --onlyChanged",
    "npx vitest run --changed", "pytest -m fast", "ruby -Itest t.rb -n /x/",
  ])
  func `a command that runs part of a suite is told from one that runs all of it`(line: String) throws {
    #expect(!SuiteCommand(ShellWords.split(line)).partialOptions(refused: try Self.refused()).isEmpty)
  }

  @Test(arguments: [
    "python3 -m pytest", "node --test", "npm test", "bundle exec rspec --format json", "go test -json ./...",
    "npx jest --ci --runInBand", "mvn -B verify", "ctest --output-junit a.xml", "sh -e run-tests.sh",
    #"bash -ec "npm test && npm run lint""#, "python -m pytest tests -q --junitxml=a.xml", "make test",
    "jest --bail=false", "mvn verify -DskipTests=false", "node -e run",
  ])
  func `a command that runs the whole suite is left alone`(line: String) throws {
    let command = SuiteCommand(ShellWords.split(line))
    #expect(command.partialOptions(refused: try Self.refused()) == [])
    #expect(command.hiddenStatus == nil)
  }

  @Test(arguments: [
    ("npm test || true", "|| true"), ("bash -c 'pytest || :'", "|| :"), ("pytest; true", "; true"),
    ("sh -c 'npm test | tee log'", "| tee log"), ("jest || exit 0", "|| exit 0"), ("go test ./... & wait", "&"),
    ("bash -c 'cd app; npm test'", nil), ("bash -ec 'npm test; npm run report'", nil), ("npm test || exit 1", nil),
    ("bash -eo pipefail -c 'npm test | tee log'", nil), ("npm test && npm run lint", nil),
  ])
  func `a status that a wrapper hides is noticed`(line: String, how: String?) {
    #expect(SuiteCommand(ShellWords.split(line)).hiddenStatus == how)
  }

  @Test(arguments: [
    ("a 'b c' \"d e\" f\\ g", ["a", "b c", "d e", "f g"]),
    ("a||b&&c;d|e&f", ["a", "||", "b", "&&", "c", ";", "d", "|", "e", "&", "f"]),
    ("''", [""]), ("", []),
  ])
  func `a command line is split as a shell splits it`(line: String, words: [String]) {
    #expect(ShellWords.split(line) == words)
  }
}
