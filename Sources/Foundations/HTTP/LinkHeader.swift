extension HTTPHeaders {
  /// The address that the header `Link` gives for a relation, as in `<…?page=2>; rel="next"` (RFC 8288, section 3).
  package func link(_ relation: String) -> String? {
    guard let value = self["Link"] else { return nil }
    var rest = value[...]
    // A target stands in angle brackets, so that commas and semicolons within it separate nothing.
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let target = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      let parameters = rest.prefix(upTo: rest.firstIndex(of: "<") ?? rest.endIndex)
      if Self.relations(of: parameters).contains(relation) { return String(target) }
    }
    return nil
  }

  private static func relations(of parameters: Substring) -> [String] {
    for parameter in parameters.split(whereSeparator: { $0 == ";" || $0 == "," }) {
      let parts = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
      guard parts.count == 2, parts[0].lowercased() == "rel" else { continue }
      let value = parameter.split(separator: "=", maxSplits: 1)[1].filter { $0 != "\"" }
      return value.split(separator: " ").map(String.init)
    }
    return []
  }
}
