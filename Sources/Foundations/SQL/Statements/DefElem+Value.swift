extension DefElem {
  /// The value as a word or number; `nil` where there is none.
  package var value: String? {
    guard let argument else { return nil }
    switch argument.kind {
    case "String": return argument.text("sval")
    case "Integer": return "\(argument.number("ival"))"
    case "Float": return argument.text("fval")
    case "Boolean": return argument.isTrue("boolval") ? "true" : "false"
    case "TypeName": return TypeName(argument)?.names.last
    case "List": return argument.items?.compactMap(\.stringValue).joined(separator: ",")
    default: return nil
    }
  }

  /// Whether the option says yes; without a value it does (`defGetBoolean`).
  package var isOn: Bool { !["false", "off", "0"].contains(value?.lowercased() ?? "true") }
}
