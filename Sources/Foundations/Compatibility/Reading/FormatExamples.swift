internal import JSONSchema

/// What texts of formats look like.
enum FormatExamples {
  /// Texts of all formats, out of the names and addresses that are set aside for examples (RFC 2606, 5737, 3849), the
  /// most usual one of each first.
  static let texts = [
    "2026-01-31", "2026-01-31T12:00:00Z", "P1D", "ada@example.com", "example.com", "192.0.2.1", "2001:db8::1",
    "https://example.com/", "/orders/1", "/orders/0", "^[a-z]+$", "1/id", "12:00:00Z", "/orders/{id}",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "mailto:ada@example.com",
    "urn:isbn:0451450523", "http://example.com:8080/orders?id=1#top", "2026-01-31T12:00:00.123+02:00", "2024-02-29",
    "23:59:59.5-08:00", "PT36H", "P2W", "a", "",
  ]

  /// The most usual text of a format; nil for a format that is not known.
  static func text(of format: String) -> String? {
    texts.first { FormatText.accepts($0, format: format) == true }
  }
}
