/// What texts of formats look like.
enum FormatExamples {
  /// A text of each format, out of the names and addresses that are set aside for examples (RFC 2606, 5737, 3849).
  static let texts = [
    "date": "2026-01-31", "date-time": "2026-01-31T12:00:00Z", "duration": "P1D", "email": "ada@example.com",
    "hostname": "example.com", "idn-email": "ada@example.com", "idn-hostname": "example.com", "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1", "iri": "https://example.com/", "iri-reference": "/orders/1", "json-pointer": "/orders/0",
    "regex": "^[a-z]+$", "relative-json-pointer": "1/id", "time": "12:00:00Z", "uri": "https://example.com/",
    "uri-reference": "/orders/1", "uri-template": "/orders/{id}", "uuid": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
  ]
}
