import Compatibility
import Documents
import JSONSchema
import Testing

@Suite struct WitnessTests {
  /// The document that proves a break, in JSON; nil where there is none.
  private func witness(_ writer: String, _ reader: String) throws -> String? {
    let schemas = try [writer, reader].map { try compared(try Document.json(SourceText(Array($0.utf8))).root) }
    guard case .breaking(let document) = Inclusion(writer: schemas[0], reader: schemas[1]).verdict() else { return nil }
    return document.json()
  }

  @Test(arguments: [
    (
      #"{"type":"object","required":["mail"],"properties":{"mail":{"type":"string","format":"email"}}}"#,
      #"{"required":["mail","id"]}"#, #"{"mail":"ada@example.com"}"#
    ),
    (
      #"{"type":"object","required":["at"],"properties":{"at":{"type":"string","examples":["2026-11-21"]}}}"#,
      #"{"maxProperties":0}"#, #"{"at":"2026-11-21"}"#
    ),
    (
      #"{"type":"array","minItems":2,"items":{"type":"integer","default":7}}"#, #"{"maxItems":1}"#, "[7,7]"
    ),
    (
      #"{"type":"object","required":["id"],"properties":{"id":{"type":"string"}},"examples":[{"id":"O-1","more":1}]}"#,
      #"{"required":["total"]}"#, #"{"id":"O-1"}"#
    ),
    (
      ##"{"$ref":"#/$defs/o","$defs":{"o":{"type":"object","required":["k"],"properties":{"k":{"enum":["x"]}}}}}"##,
      #"{"properties":{"k":{"type":"integer"}}}"#, #"{"k":"x"}"#
    ),
  ])
  func `a witness has the examples, defaults and formats of the schemas`(
    writer: String, reader: String, expected: String
  ) throws {
    #expect(try witness(writer, reader) == expected)
  }

  @Test func `an example that proves nothing is left out`() throws {
    let schema = #"{"type":"string","minLength":1,"examples":["long enough"]}"#
    #expect(try witness(schema, #"{"type":"string","minLength":2}"#) == #""a""#)
  }
}
