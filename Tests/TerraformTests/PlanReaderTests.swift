import Documents
import Terraform
import Testing

@Suite struct PlanReaderTests {
  private static let head = #"{"format_version":"1.2","terraform_version":"1.11.4","complete":true,"errored":false,"#
  private static let tail = #""configuration":{"root_module":{}}}"#

  private static let broken: [(text: String, reason: UnreadablePlan.Reason)] = [
    ("", .empty),
    ("[command]/usr/bin/terraform show\n{}", .wrapper),
    ("\(head)\(tail)\n::debug::x", .wrapper),
    ("\(head)\(tail)\(head)\(tail)", .twoDocuments),
    (head, .cutOff),
    ("\(head)\"resource_changes\":[{", .cutOff),
    ("{\"format_version\":\"2.0\",\"terraform_version\":\"2\",\(tail)", .format),
    ("{}", .notAPlan),
    ("[]", .wrapper),
    ("\(head)\"values\":{}}", .notAPlan),
    ("\(head)\"resource_changes\":[{}],\(tail)", .damaged),
    ("{1}", .damaged),
  ]

  @Test(arguments: broken)
  func `what is no plan says what it is instead`(text: String, reason: UnreadablePlan.Reason) {
    #expect(problem(Array(text.utf8))?.reason == reason)
  }

  @Test func `UTF-16 is told as such`() {
    #expect(
      problem([0xFF, 0xFE] + Array("{}".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })?.reason == .utf16)
  }

  @Test(arguments: [1, 2, 7, 4096])
  func `a plan is the same in pieces of any size, and an envelope of it has no value`(size: Int) throws {
    let plan =
      Self.head + #""prior_state":{"secret":"hunter2 ] } \" x"},"resource_changes":[{"address":"aws_db_instance.a","#
      + #""type":"aws_db_instance","mode":"managed","action_reason":"replace_because_cannot_update","change":{"#
      + #""actions":["delete","create"],"before":{"identifier":"production-a"},"after":{"identifier":"b","password":"#
      + #""hunter2"},"replace_paths":[["identifier"]]}},{"address":"x.y","type":"x","change":{"actions":["no-op"]}}],"#
      + Self.tail
    var reader = PlanReader(environments: ["production", "staging"], runbooks: nil)
    let bytes = Array(plan.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      try reader.take(Array(bytes[start..<min(bytes.count, start + size)]))
    }
    let envelope = try reader.finish()
    #expect(envelope.changes.map(\.verb) == ["replace", "no-op"])
    #expect(envelope.changes[0].replacedFor == ["identifier"])
    #expect(envelope.namedEnvironments == ["production"])
    let written = envelope.node.json()
    #expect(written.firstRange(of: "hunter2") == nil)
    let read = try PlanReader.envelope(of: Array(written.utf8), environments: [], runbooks: nil)
    #expect(read.node.json() == written)
  }

  private func problem(_ bytes: [UInt8]) -> UnreadablePlan? {
    do throws(UnreadablePlan) {
      _ = try PlanReader.envelope(of: bytes, environments: [], runbooks: nil)
      return nil
    } catch {
      return error
    }
  }
}
