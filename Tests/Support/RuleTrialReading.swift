internal import Changes
internal import Documents
internal import Findings
package import Policy

extension RuleTrial {
  /// The values that the schema of the policy lets through and that its reader cannot read, as whole documents.
  ///
  /// At every place that the schema knows, values of every kind are tried. There have to be none: a value that is not
  /// read is one that the policy seems to set and does not.
  package static func unreadableValues() throws(UnreadablePolicy) -> [String] {
    let defaults = try PolicyFile(layer: .defaults, path: C.policyFile, bytes: C.defaultPolicy)
    var unreadable: [String] = []
    for text in documents(of: C.Policy.schema.root) {
      do throws(UnreadablePolicy) {
        let file = try PolicyFile(layer: .repository, path: C.policyPath, bytes: Array(text.utf8))
        _ = try EffectivePolicy<C.Policy>([defaults, file])
      } catch {
        if error.faults.contains(where: { $0.message.contains("although the schema allows it") }) {
          unreadable.append(text)
        }
      }
    }
    return unreadable
  }

  /// The number of documents that are tried.
  package static var triedValues: Int { documents(of: C.Policy.schema.root).count }

  private static var values: [String] {
    [
      "null", "true", "0", "-1", "1", "1.5", "10", "1e30", "99999999999999999999", "\"\"", "\"a\"", "\"a/b\"",
      "\"a\\u0000\"",
      "\"10m\"", "\"99999d\"", "\"monday 24:00\"", "\"monday 00:00\"", "\"2026-12-31\"", "\"9999-12-31\"",
      "\"0000-01-01\"", "\"2026-12-31T23:59:60Z\"", "\"2026-12-31t00:00:00.123456789012z\"", "\"error\"", "[]", "[1]",
      "[\"a\"]", "[\"\"]", "[null]", "{}", "{\"a\": 1}", "{\"a\": {}}", "[{}]",
    ]
  }

  /// Each of the values at each place of a schema.
  private static func documents(of schema: Node) -> [String] {
    var documents = values + (schema["enum"]?.array.map { $0.map { $0.json() } } ?? [])
    for member in schema["properties"]?.object.map(Array.init) ?? [] {
      documents += Self.documents(of: member.value).map { mapping(of: schema, with: member.key, $0) }
    }
    if let others = schema["additionalProperties"], others.object != nil {
      let name = schema["propertyNames"]?["enum"]?.array?.first?.string ?? "a"
      documents += Self.documents(of: others).map { mapping(of: schema, with: name, $0) }
    }
    if let items = schema["items"], items.object != nil {
      documents += Self.documents(of: items).map { "[\($0)]" }
    }
    return documents
  }

  /// A mapping with a value, and with one that fits for each other key that is required.
  private static func mapping(of schema: Node, with key: String, _ value: String) -> String {
    var members = ["\(Node.string(key).json()): \(value)"]
    for other in schema["required"]?.array?.compactMap(\.string) ?? [] where other != key {
      members.append("\(Node.string(other).json()): \(fitting(schema["properties"]?[other] ?? .null, for: other))")
    }
    return "{\(members.joined(separator: ", "))}"
  }

  private static func fitting(_ schema: Node, for key: String) -> String {
    if let first = schema["enum"]?.array?.first { return first.json() }
    if let first = schema["anyOf"]?.array?.first { return fitting(first, for: key) }
    if schema["type"]?.string == "array" { return "[\"production\"]" }
    return switch schema["format"]?.string {
    case "date": "\"2027-01-01\""
    // Of two instants the one from which something holds is the earlier one.
    case "date-time": key == "from" ? "\"2027-01-01T00:00:00Z\"" : "\"2028-01-01T00:00:00Z\""
    default: "\"a\""
    }
  }
}
