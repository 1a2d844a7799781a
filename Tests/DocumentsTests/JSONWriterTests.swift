import Documents
import Testing

@Suite struct JSONWriterTests {
  @Test func `pretty JSON has a member a line`() throws {
    let node: Node = ["a": [], "b": [1, ["c": .null]], "d": [:]]
    #expect(
      node.json(pretty: true) == """
        {
          "a": [],
          "b": [
            1,
            {
              "c": null
            }
          ],
          "d": {}
        }
        """)
  }

  @Test func `what a terminal could obey is escaped`() {
    let hazards = "\u{0}\u{1B}[31m\u{7F}\u{9B}\u{2028}\u{2029}\u{202E}\u{2066}\u{200F}\u{61C}\u{FEFF}"
    #expect(
      Node.string(hazards).json()
        == #""\u0000\u001b[31m\u007f\u009b\u2028\u2029\u202e\u2066\u200f\u061c\ufeff""#)
    #expect(Node.string("\"\\/\u{8}\u{C}\n\r\té€😀\u{A0}\u{200D}").json() == #""\"\\/\b\f\n\r\té€😀\#u{A0}\#u{200D}""#)
  }

  @Test func `numbers keep their text`() throws {
    #expect(try Document.json(SourceText("[1.0,1e2,-0,0.10]")).root.json() == "[1.0,1e2,-0,0.10]")
  }

  @Test func `the canonical form is that of RFC 8785, section 3.2.2`() throws {
    let text = #"""
      {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
       "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}
      """#
    let canonical = try Document.json(SourceText(text)).root.canonicalJSON()
    #expect(
      String(decoding: canonical, as: UTF8.self)
        == #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
        + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#)
  }

  @Test func `keys are sorted by UTF-16 code units as in RFC 8785, section 3.2.3`() throws {
    let text = #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#
    let canonical = try Document.json(SourceText(text)).root.canonicalJSON()
    #expect(
      String(decoding: canonical, as: UTF8.self)
        == "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}")
  }

  /// RFC 8785, appendix B.
  static let doubles: [(bits: UInt64, text: String)] = [
    (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
    (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
    (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
    (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
    (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
    (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
    (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
    (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
    (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
    (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
    (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
    (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
  ]

  @Test(arguments: doubles)
  func `a double is written as ECMAScript does`(bits: UInt64, text: String) throws {
    let number = try #require(Number(shortest: Double(bitPattern: bits)))
    #expect(number.ecmaScript == text)
    #expect(try String(decoding: Node.number(number).canonicalJSON(), as: UTF8.self) == text)
  }

  @Test(arguments: ["1e309", "-1e400", "1e999999999"])
  func `a number outside of the range of doubles has no canonical form`(text: String) throws {
    let node = try Document.json(SourceText("[\(text)]")).root
    let error = #expect(throws: CanonicalJSONError.self) { try node.canonicalJSON() }
    #expect(error?.range.start == 1)
  }
}
