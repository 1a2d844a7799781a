import TestSupport
import Testing

@Suite struct HostileRepositoryTests {
  @Test(arguments: HostileRepository.all)
  func `a hostile repository gets its verdict, and a way out`(_ hostile: HostileRepository) async throws {
    try await hostile.withRepository { repository in
      let judged = try Judged(try await hostile.run(in: repository, format: "json"))
      #expect(judged.verdict == hostile.verdict)
      #expect(judged.rules == hostile.rules)
      for words in hostile.says { #expect(judged.words.contains(words), "\(judged.words.prefix(2_000))") }
      #expect(judged.isHelpful)

      let text = try await hostile.run(in: repository, format: "text")
      #expect(text.status == judged.run.status)
      #expect(text.errorText.isEmpty)
      let words = ["pass": "passed", "fail": "failed", "undecided": "could not be checked"][hostile.verdict] ?? ""
      #expect(text.text.contains("contracts: \(words)"))
      #expect(Self.obeyed(in: text.output).isEmpty)
      for line in text.lines { #expect(!line.hasSuffix("help: ")) }
    }
  }

  @Test func `a name is shown escaped as git does, also where it is no UTF-8`() async throws {
    try await HostileRepository.names[0].withRepository { repository in
      let judged = try Judged(try await HostileRepository.names[0].run(in: repository, format: "json"))
      #expect(Set(judged.paths) == Set(hostileNames))
      #expect(judged.paths.count == hostileNames.count)
    }
  }

  /// What a terminal or the log of a workflow would obey instead of showing it.
  private static func obeyed(in output: [UInt8]) -> [String] {
    var problems: [String] = []
    let text = String(decoding: output, as: UTF8.self)
    let harmful = text.unicodeScalars.filter {
      $0 != "\n" && $0.properties.generalCategory == .control || $0 == "\u{202E}"
    }
    if !harmful.isEmpty { problems.append("control characters: \(harmful.map(\.value))") }
    for line in text.split(separator: "\n")
    where line.drop(while: \.isWhitespace).hasPrefix("::") || line.contains("##[") {
      problems.append(String(line))
    }
    return problems
  }
}
