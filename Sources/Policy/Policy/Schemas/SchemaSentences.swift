internal import Documents
internal import JSONSchema

/// What keywords say, in words.
extension SchemaExplanation {
  /// One keyword that fails by itself, in words.
  func objection(_ unit: OutputUnit) -> Objection {
    let pointer = unit.instanceLocation
    let parent = JSONPointer(pointer.tokens.dropLast())
    let name = pointer.tokens.last ?? ""
    let isNameOfKey = isNameOfKey(unit)
    switch unit.keywordLocation.tokens.last {
    case "additionalProperties", "unevaluatedProperties":
      let known = schema[JSONPointer(place(of: unit).tokens.dropLast())]?["properties"]?.object?.keys ?? []
      return Objection(
        message: "unknown key \(quoted(name))\(within(parent))", help: Suggestion.help(for: name, among: Array(known)),
        range: unit.instanceRange, pointer: pointer, word: name, isOfKey: true)
    case "required":
      let missing = (subschema(of: unit)?["required"]?.array?.compactMap(\.string) ?? []).filter { key in
        instance[pointer]?[key] == nil
      }
      let keys = missing.map(quoted).joined(separator: ", ")
      return Objection(
        message: "\(shown(pointer)) has no key \(keys)", range: unit.instanceRange, pointer: pointer)
    case "enum" where isNameOfKey:
      let known = words(of: unit)
      let expected = subschema(of: unit)?["title"]?.string.map { ", expected \($0)" } ?? ""
      return Objection(
        message: "unknown key \(quoted(name))\(within(parent))\(expected)",
        help: Suggestion.help(for: name, among: known), range: unit.instanceRange, pointer: pointer, word: name,
        isOfKey: true)
    case "enum":
      let known = words(of: unit)
      let word = instance[pointer]?.string
      let nearest = word.flatMap { Suggestion.nearest(to: $0, among: known) }.map { "did you mean \($0)?" }
      let all = "known are: \(known.sorted().joined(separator: ", "))"
      let isLong = known.count > ExpectedValue.shownWords || subschema(of: unit)?["title"] != nil
      return Objection(
        message: sentence(unit), help: nearest ?? (isLong && !known.isEmpty ? all : nil), range: unit.instanceRange,
        pointer: pointer, word: word)
    default:
      let message =
        isNameOfKey
        ? "the key \(quoted(name))\(within(parent)) is not \(expectation(of: unit) ?? "allowed")" : sentence(unit)
      return Objection(message: message, range: unit.instanceRange, pointer: pointer)
    }
  }

  /// What stands there and what was expected; of keywords that expect nothing of a value itself what the engine says.
  private func sentence(_ unit: OutputUnit) -> String {
    guard let expected = expectation(of: unit), let subject = subject(unit.instanceLocation) else {
      return "\(shown(unit.instanceLocation)): \(unit.error ?? "this is not valid")"
    }
    return "\(subject), expected \(expected)"
  }

  /// What the schema around a keyword expects; `nil` where the keyword is not about the value itself.
  func expectation(of unit: OutputUnit) -> String? {
    guard let keyword = unit.keywordLocation.tokens.last, ExpectedValue.keywords.contains(keyword) else { return nil }
    return subschema(of: unit).map {
      ExpectedValue(of: $0, in: schema, isRoot: unit.instanceLocation.tokens.isEmpty).words
    }
  }

  /// What stands at a place, as the begin of a sentence.
  func subject(_ pointer: JSONPointer) -> String? {
    instance[pointer].map { "\(shown(pointer)) is \(ExpectedValue.found($0))" }
  }

  private func words(of unit: OutputUnit) -> [String] {
    schema[place(of: unit)]?.array?.compactMap(\.string) ?? []
  }

  private func place(of unit: OutputUnit) -> JSONPointer { evaluation.place(of: unit).pointer }

  private func subschema(of unit: OutputUnit) -> Node? { schema[JSONPointer(place(of: unit).tokens.dropLast())] }

  /// Whether a unit is about the name of a key, and not about its value.
  private func isNameOfKey(_ unit: OutputUnit) -> Bool {
    let steps = unit.keywordLocation.tokens.suffix(3)
    return steps.dropLast().last == "propertyNames" && (steps.count < 3 || steps.first != "properties")
  }

  private func within(_ pointer: JSONPointer) -> String {
    pointer.tokens.isEmpty ? "" : " in \(shown(pointer))"
  }

  /// The way to a value as people write it, as in `waivers[0].rule`.
  private func shown(_ pointer: JSONPointer) -> String {
    var text = ""
    var node: Node? = instance
    for token in pointer.tokens {
      if let elements = node?.array {
        text += "[\(token)]"
        node = Int(token).flatMap { elements[$0] }
      } else {
        text += (text.isEmpty ? "" : ".") + ExpectedValue.cut(token)
        node = node?[token]
      }
    }
    return text.isEmpty ? "the document" : text
  }

  private func quoted(_ text: String) -> String { "\"\(ExpectedValue.cut(text))\"" }
}
