import Fuzzing
import SystemPackage
import TestSupport
import Testing

@Suite struct FuzzingTests {
  @Test(arguments: FuzzTarget.allCases)
  func `what was found once is read as it should be`(target: FuzzTarget) throws {
    let inputs = try Self.corpus(of: target)
    try #require(!inputs.isEmpty)
    for (file, bytes) in inputs {
      #expect(throws: Never.self, "\(file)") { try target.run(bytes) }
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `a short run with a fixed seed finds nothing`(target: FuzzTarget) throws {
    var mutator = Mutator(seed: Soak.seed, from: try Self.corpus(of: target).map(\.bytes))
    for number in 0..<Soak.count(Self.count(of: target), full: 100_000) {
      let input = mutator.next()
      do {
        try target.run(input)
      } catch {
        Issue.record("\(target.rawValue), seed \(Soak.seed), input \(number): \(error)\n\(String(reflecting: input))")
        return
      }
    }
  }

  /// As many inputs as take about a second.
  private static func count(of target: FuzzTarget) -> Int {
    switch target {
    case .compare, .git: 300
    case .schemas, .policy: 1000
    default: 2000
    }
  }

  private static func corpus(of target: FuzzTarget) throws -> [(file: String, bytes: [UInt8])] {
    let folder = "Fuzz/Corpus/\(target.rawValue)"
    return try Project.files(below: folder, suffix: "").map { file in
      (file, try #require(Project.bytes(of: Project.root.appending(file))))
    }
  }
}
