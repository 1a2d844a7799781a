internal import Documents
internal import JSONSchema

/// Turns what the keywords of a schema say against a document into sentences for people.
///
/// Each says what stands where and what was expected. What was expected is the `title` of the schema that fails, where
/// it has one, and otherwise what its keywords ask for.
struct SchemaExplanation {
  /// Each once, in the order of the text.
  private(set) var objections: [Objection] = []

  private let evaluation: Evaluation
  private let schema: Node
  private let instance: Node

  init(of evaluation: Evaluation, by schema: Node, on instance: Node) {
    self.evaluation = evaluation
    self.schema = schema
    self.instance = instance
    var told: Set<String> = []
    for objection in objections(of: evaluation.root).sorted(by: { $0.range.start < $1.range.start })
    where told.insert("\(objection.range.start) \(objection.message)").inserted {
      objections.append(objection)
    }
  }

  private func objections(of unit: OutputUnit) -> [Objection] {
    failures(of: unit).flatMap { failure in
      failure.alternatives.isEmpty ? [objection(failure.unit)] : [combined(failure.alternatives)]
    }
  }

  /// A keyword that fails by itself, or the alternatives none of which is closer than another.
  private struct Failure {
    let unit: OutputUnit
    var alternatives: [[Failure]] = []
  }

  private func failures(of unit: OutputUnit) -> [Failure] {
    guard !unit.isValid else { return [] }
    guard unit.error != nil else { return unit.children.flatMap(failures) }
    guard let branches = failingBranches(of: unit) else { return [Failure(unit: unit)] }
    let ranked = branches.map { (failures: $0, rank: rank(of: $0, at: unit.instanceLocation)) }
    guard let best = ranked.map(\.rank).max() else { return [Failure(unit: unit)] }
    let closest = ranked.filter { $0.rank == best }.map(\.failures)
    return closest.count == 1 ? closest[0] : [Failure(unit: unit, alternatives: closest)]
  }

  /// What is wrong with each alternative, where none fits; `nil` for all other keywords.
  private func failingBranches(of unit: OutputUnit) -> [[Failure]]? {
    guard ["anyOf", "oneOf"].contains(unit.keywordLocation.tokens.last) else { return nil }
    let count = schema[evaluation.place(of: unit).pointer]?.array?.count
    let failing = unit.children.filter { !$0.isValid }
    return failing.count == count ? failing.map(failures) : nil
  }

  /// How close an alternative comes: one of the right kind before others, then the one that is wrong deepest inside.
  private func rank(of failures: [Failure], at pointer: JSONPointer) -> Rank {
    let ownKeywords = failures.filter { $0.unit.instanceLocation == pointer }.map {
      $0.unit.keywordLocation.tokens.last
    }
    return Rank(
      isOfTheKind: !ownKeywords.contains { ["type", "const", "enum"].contains($0) },
      depth: failures.map { $0.unit.instanceLocation.tokens.count }.min() ?? 0, failures: failures.count)
  }

  private struct Rank: Comparable {
    let isOfTheKind: Bool
    let depth: Int
    let failures: Int

    static func < (left: Rank, right: Rank) -> Bool {
      if left.isOfTheKind != right.isOfTheKind { return right.isOfTheKind }
      return (left.depth, right.failures) < (right.depth, left.failures)
    }
  }

  /// One objection for several alternatives: what each of them expected.
  private func combined(_ alternatives: [[Failure]]) -> Objection {
    let told = alternatives.map { $0.map { $0.alternatives.isEmpty ? objection($0.unit) : combined($0.alternatives) } }
    let firsts = told.compactMap(\.first)
    guard let first = firsts.first else { return Objection(message: "this fits no alternative", at: instance) }
    let expectations = alternatives.compactMap { $0.count == 1 ? $0.first.flatMap { expectation(of: $0.unit) } : nil }
    var message = firsts.map(\.message).joined(separator: "; or ")
    if expectations.count == alternatives.count, let subject = subject(first.pointer) {
      message = "\(subject), expected \(expectations.joined(separator: " or "))"
    }
    return Objection(message: message, help: first.help, range: first.range, pointer: first.pointer)
  }
}

extension SchemaExplanation {
  private func objection(_ unit: OutputUnit) -> Objection {
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
  private func expectation(of unit: OutputUnit) -> String? {
    guard let keyword = unit.keywordLocation.tokens.last, ExpectedValue.keywords.contains(keyword) else { return nil }
    return subschema(of: unit).map {
      ExpectedValue(of: $0, in: schema, isRoot: unit.instanceLocation.tokens.isEmpty).words
    }
  }

  private func subject(_ pointer: JSONPointer) -> String? {
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
