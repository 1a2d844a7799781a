import AsyncAPI
import Documents
import TestSupport
import Testing

/// Documents that ask for more than their size says.
@Suite struct HostileDocumentTests {
  @Test func `traits that add up to billions of values are given up`() throws {
    let properties = (0..<2_000).map { "p\($0): { type: string }" }.joined(separator: ", ")
    let messages = (0..<400).map { number in
      "m\(number): { headers: { properties: { own: {} } }, traits: [ \((0..<20).map { _ in "{ $ref: \"#/components/messageTraits/t\" }" }.joined(separator: ", ")) ] }"
    }
    let text = """
      asyncapi: 3.0.0
      info: { title: T, version: 1.0.0 }
      channels: { a: { messages: { \(messages.joined(separator: ", ")) } } }
      components: { messageTraits: { t: { headers: { type: object, properties: { \(properties) } } } } }
      """
    let problems = try DocumentCase("", text).judgement().problems
    #expect(problems.map(\.kind) == [.limit])
  }

  @Test func `ten thousand channels are judged`() throws {
    let channels = (0..<10_000).map {
      "c\($0): { address: \"a.\($0)\", messages: { m: { $ref: \"#/components/messages/m\" } } }"
    }
    let text = """
      asyncapi: 3.0.0
      info: { title: T, version: 1.0.0 }
      channels:
        \(channels.joined(separator: "\n  "))
      components: { messages: { m: { payload: { type: object } } } }
      """
    let judgement = try DocumentCase("", text).judgement()
    #expect(judgement.problems.map(\.message) == [])
    #expect(judgement.application?.channels.count == 10_000)
  }

  @Test func `what channels and operations take grows with their number`() throws {
    func time(of count: Int) throws -> Duration {
      let channels = (0..<count).map { "c\($0): { address: \"a.\($0)\" }" }
      let operations = (0..<count).map { "o\($0): { action: send, channel: { $ref: \"#/channels/c\($0)\" } }" }
      let text = """
        asyncapi: 3.0.0
        info: { title: T, version: 1.0.0 }
        channels:
          \(channels.joined(separator: "\n  "))
        operations:
          \(operations.joined(separator: "\n  "))
        """
      var problems: [String] = []
      let time = try processorTime { () throws in
        problems = try DocumentCase("", text).judgement().problems.map(\.message)
      }
      #expect(problems == [])
      return time
    }
    // Four times as many take four times as long; were each looked for among all, it would be sixteen times.
    let small = try time(of: 2_000)
    #expect(try time(of: 8_000) < small * 9)
  }

  @Test func `a chain of ten thousand references is followed`() throws {
    let messages = (0..<10_000).map { "m\($0): { $ref: \"#/components/messages/m\($0 + 1)\" }" } + ["m10000: {}"]
    let text = """
      asyncapi: 3.0.0
      info: { title: T, version: 1.0.0 }
      components:
        messages:
          \(messages.joined(separator: "\n    "))
      """
    #expect(try DocumentCase("", text).judgement().problems.map(\.message) == [])
  }

  @Test func `a file that refers to itself for every part ends`() throws {
    let text = document3(message: "$ref: \"orders.yaml#/channels/placed/messages/placed\"")
    let problems = try DocumentCase("", text).judgement().problems
    #expect(!problems.isEmpty && problems.allSatisfy { $0.kind == .reference })
  }
}
