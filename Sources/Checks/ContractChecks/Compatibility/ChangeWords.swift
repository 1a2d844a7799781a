internal import Compatibility
internal import Documents

extension SchemaChange {
  /// What was edited, as the begin of a sentence: "adding `labels`", "`minimum: 1`".
  var words: String {
    switch (old, new) {
    case (nil, let place?): "adding \(Self.name(of: place, "to"))"
    case (let place?, nil): "removing \(Self.name(of: place, "from"))"
    case (_, let place?): Self.setting(of: place) ?? "changing \(Self.name(of: place, "in"))"
    case (nil, nil): "this change"
    }
  }

  /// The name of a member, or the value of an element with the keyword that lists it.
  private static func name(of place: ChangedPlace, _ preposition: String) -> String {
    guard let last = place.pointer.tokens.last else { return "the schema" }
    guard let list = list(of: place) else { return code(last) }
    return "\(short(place.value).map(code) ?? "a value") \(preposition) \(code(list))"
  }

  /// The keyword that lists the value; `nil` for the value of a name.
  private static func list(of place: ChangedPlace) -> String? {
    let parents = place.pointer.tokens.dropLast()
    guard let keyword = parents.last, place.pointer.tokens.last.flatMap({ Int($0) }) != nil else { return nil }
    let isName = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"].contains(keyword)
    return isName ? nil : keyword
  }

  /// A keyword with its new value; `nil` where that is too long to read.
  private static func setting(of place: ChangedPlace) -> String? {
    guard let keyword = place.pointer.tokens.last, list(of: place) == nil, let value = short(place.value) else {
      return nil
    }
    return code("\(keyword): \(value)")
  }

  private static func short(_ value: Node) -> String? {
    let text = value.string ?? value.json()
    return text.utf8.count <= 40 && !text.isEmpty ? text : nil
  }

  /// A name as code; one with backticks would end it.
  private static func code(_ text: String) -> String { "`\(text.replacing("`", with: "'"))`" }
}
