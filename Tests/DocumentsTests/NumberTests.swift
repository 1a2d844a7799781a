import Documents
import Testing

@Suite struct NumberTests {
  private func number(_ text: String) throws -> Number { try #require(Number(text)) }

  @Test(arguments: [
    ("1", "1.0"), ("0", "-0"), ("0", "0e99"), ("100", "1e2"), ("1.50", "1.5"), ("-0.001", "-1e-3"),
    ("9007199254740993", "9007199254740993.000"), ("12345678901234567890123", "1.2345678901234567890123e22"),
    ("9223372036854775807", "9223372036854775807.0"), ("-9223372036854775808", "-9223372036854775808.0"),
    ("1e99999999999999999", "10e99999999999999998"),
  ])
  func `equal values are equal in any notation`(one: String, other: String) throws {
    #expect(try number(one) == number(other))
    #expect(try number(one).hashValue == number(other).hashValue)
    #expect(try !(number(one) < number(other)) && !(number(other) < number(one)))
  }

  @Test func `numbers are ordered by exact value`() throws {
    let ascending = [
      "-1e400", "-12345678901234567890123", "-9223372036854775808", "-2", "-1.5", "-1e-999999999", "0", "1e-999999999",
      "1e-5", "0.1", "0.10000000000000000000001", "1", "1.5", "9", "10", "9007199254740992", "9007199254740993",
      "9223372036854775807", "9223372036854775808", "9223372036854775808.5", "1e20", "1e999999999", "1.1e999999999",
    ]
    let numbers = try ascending.map(number)
    for (place, one) in numbers.enumerated() {
      for (otherPlace, other) in numbers.enumerated() {
        #expect((one < other) == (place < otherPlace), "\(one) < \(other)")
        #expect((one == other) == (place == otherPlace))
      }
    }
  }

  @Test(arguments: [
    ("12", "12"), ("-0", "0"), ("1.0", "1"), ("1200", "1200"), ("1e21", "1000000000000000000000"), ("1e30", "1e+30"),
    ("1.5e300", "1.5e+300"), ("0.00012", "0.00012"), ("1e-9", "1e-9"), ("-123.456", "-123.456"),
    ("123456789012345678901234567890", "123456789012345678901234567890"), ("1e999999999", "1e+999999999"),
    ("9223372036854775808", "9223372036854775808"),
  ])
  func `the description is exact JSON`(text: String, description: String) throws {
    #expect(try number(text).description == description)
    #expect(try number(description) == number(text))
  }

  @Test func `integers come out when they fit`() throws {
    #expect(try number("1e3").int == 1000)
    #expect(try number("1.0").int == 1)
    #expect(try number("1.5").int == nil)
    #expect(try number("9223372036854775807").int == .max)
    #expect(try number("-9223372036854775808").int == .min)
    #expect(try number("9223372036854775808").int == nil)
    #expect(try number("9223372036854775808").exactly(UInt64.self) == 9_223_372_036_854_775_808)
    #expect(try number("300").exactly(UInt8.self) == nil)
    #expect(try number("-1").exactly(UInt8.self) == nil)
    #expect(try number("1e999999999").int == nil)
    #expect(Number(Int.min).description == "-9223372036854775808")
    #expect(Number(UInt64.max).exactly(UInt64.self) == .max)
  }

  @Test(arguments: [("1", true), ("1.0", true), ("15e-1", false), ("150e-1", true), ("1e400", true), ("0.0", true)])
  func `an integer is known by its value`(text: String, isInteger: Bool) throws {
    #expect(try number(text).isInteger == isInteger)
  }

  @Test(arguments: ["", "a", "01", "1.", ".5", "+1", "1e", " 1", "1 ", "--1", "1e1e1", "1e123456789012345678"])
  func `what is no JSON number is none`(text: String) {
    #expect(Number(text) == nil)
  }

  @Test func `a double is the nearest, halves to even`() throws {
    #expect(try number("9007199254740993").double == 9_007_199_254_740_992)
    #expect(try number("9007199254740993.\(String(repeating: "0", count: 2_000))1").double == 9_007_199_254_740_994)
    #expect(try number("1e309").double == nil)
    #expect(try number("1e-999999999").double == 0)
    #expect(try number("0.1").double == 0.1)
    #expect(try number("1\(String(repeating: "0", count: 300))").double == 1e300)
    #expect(Number(shortest: 0.1)?.description == "0.1")
    #expect(Number(shortest: .nan) == nil)
  }
}
