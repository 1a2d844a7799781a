import Calendars
import Testing

@Suite struct HTTPDateTests {
  @Test func `a date of HTTP is read`() {
    #expect(Instant(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT") == Instant(rfc3339: "1994-11-06T08:49:37Z"))
  }

  @Test(arguments: ["", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37"])
  func `nothing else is`(text: String) {
    #expect(Instant(httpDate: text) == nil)
  }
}
