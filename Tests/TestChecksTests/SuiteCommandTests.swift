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
    "npx vitest run --changed", "pytest -m fast", "ruby -Itest t.rb -n /x/", "pytest -qx", "pytest -vkcart",
    #"PYTEST_ADDOPTS="-k cart" pytest"#, "rake test TESTOPTS=--name=test_a", "rails test -n test_a", "rake -n test",
    "go test --run TestA", "go test -exec x -test.run=TestA", "gotestsum -- --run TestA", "jest --shard=1/3",
    "pytest --collectonly", "mvn verify -DskipITs", "./gradlew -m test", "GOFLAGS=-short go test ./...",
  ])
  func `a command that runs part of a suite is told from one that runs all of it`(line: String) throws {
    #expect(!SuiteCommand(ShellWords.split(line)).partialOptions(refused: try Self.refused()).isEmpty)
  }

  @Test(arguments: [
    "python3 -m pytest", "node --test", "npm test", "bundle exec rspec --format json", "go test -json ./...",
    "npx jest --ci --runInBand", "mvn -B verify", "ctest --output-junit a.xml", "sh -e run-tests.sh",
    #"bash -ec "npm test && npm run lint""#, "python -m pytest tests -q --junitxml=a.xml", "make test",
    "jest --bail=false", "mvn verify -DskipTests=false", "node -e run", "vitest --run", "pytest -rxk", "pytest -nx",
    "go test -count=1 -cover ./...", "NODE_ENV=test npm test", "pytest tests > log 2>&1", "npm test &> log",
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
    ("npm test 2>&1 | tee log", "| tee log"), ("mvn -fn test", "-fn"),
    ("rspec --failure-exit-code 0", "--failure-exit-code=0"),
    ("mvn -Dmaven.test.failure.ignore=true verify", "-Dmaven.test.failure.ignore"),
    ("prove --ignore-exit t", "--ignore-exit"),
    ("mvn -Dmaven.test.failure.ignore=false verify", nil), ("rspec --failure-exit-code 3", nil),
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
