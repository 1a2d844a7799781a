import Documents
import JSONSchema
import TestSupport
import Testing

/// Random schemas and values, judged by PyPI's `jsonschema` as well, where it is installed.
@Suite(.enabled("python3 with jsonschema is needed to compare with") { await SecondOpinion.isAvailable })
struct SecondOpinionTests {
  private static let seed = Soak.seed

  @Test(arguments: [Draft.draft4, .draft6, .draft7, .draft2019, .draft2020])
  func `random schemas say the same of random values as they say to PyPI's jsonschema`(draft: Draft) async throws {
    let cases = try await SecondOpinion.cases(draft, seed: Self.seed)
    #expect(cases.count == 2_000)
    var valid = 0
    for case let triple? in cases.map(\.array) {
      let root = try #require(triple[0])
      let instance = try #require(triple[1])
      let schema = try Schema(root, defaultDraft: draft)
      let isValid = try schema.isValid(instance)
      #expect(isValid == triple[2]?.boolean, "seed \(Self.seed): \(root.json()) \(instance.json())")
      #expect(try schema.evaluate(instance).isValid == isValid, "seed \(Self.seed): \(root.json())")
      if isValid { valid += 1 }
    }
    // A generator that makes only valid or only invalid values would show nothing.
    #expect(valid > 200 && valid < 1_800, "seed \(Self.seed): \(valid)")
  }
}

/// Python as a second opinion.
private enum SecondOpinion {
  static var isAvailable: Bool {
    get async {
      do {
        return try await Tool.run("python3", ["-c", "import jsonschema"]).status == 0
      } catch {
        return false
      }
    }
  }

  static func cases(_ draft: Draft, seed: UInt64) async throws -> [Node] {
    let result = try await Tool.run("python3", ["-c", script, String(seed), draft.name])
    try #require(result.status == 0, "\(result.errorText)")
    return Array(try #require(try Document.json(SourceText(result.output)).root.array))
  }

  private static let script = #"""
    import json, random, sys, jsonschema
    random.seed(int(sys.argv[1]))
    draft = sys.argv[2]
    level = ["draft-04", "draft-06", "draft-07", "2019-09", "2020-12"].index(draft)
    V = [jsonschema.Draft4Validator, jsonschema.Draft6Validator, jsonschema.Draft7Validator,
      jsonschema.Draft201909Validator, jsonschema.Draft202012Validator][level]
    R = random.randrange
    def value(d):
      k = R(8 if d else 5)
      if k == 0: return random.choice([None, True, False])
      # Python takes True for 1 within arrays and objects of const and enum, so that 0 and 1 are left out.
      if k == 1: return R(-9, -1) if R(2) else R(2, 9)
      if k == 2: return R(2, 40) / 4
      if k < 5: return "".join(random.choice("abä") for _ in range(R(4)))
      if k < 6: return [value(d - 1) for _ in range(R(4))]
      return {random.choice("abcd"): value(d - 1) for _ in range(R(4))}
    def keys(): return list({random.choice("abcd") for _ in range(R(1, 3))})
    def schema(d, defs):
      if level > 0 and R(12) == 0: return random.choice([True, True, False])
      s = {}
      for _ in range(R(1, 4)):
        k = R(34 if d else 14)
        if k == 0: s["type"] = random.choice(["null", "boolean", "integer", "number", "string", "array", "object",
          ["string", "object"], ["array", "number", "null"]])
        elif k == 1: s["enum"] = [value(1) for _ in range(R(1, 4))]
        elif k == 2: s["minimum"] = R(-9, 9)
        elif k == 3: s["maximum"] = R(-9, 9) / 2
        elif k == 4: s["multipleOf"] = random.choice([2, 3, 0.5])
        elif k == 5: s["minLength"] = R(3)
        elif k == 6: s["maxLength"] = R(4)
        elif k == 7: s["pattern"] = random.choice(["^a", "b$", "ab", "^[ab]*$"])
        elif k == 8: s[random.choice(["minItems", "minProperties"])] = R(3)
        elif k == 9: s[random.choice(["maxItems", "maxProperties"])] = R(4)
        elif k == 10: s["uniqueItems"] = True
        elif k == 11: s["required"] = keys()
        elif k == 12 and level > 0: s["const"] = value(1)
        elif k == 13 and level > 0: s[random.choice(["exclusiveMinimum", "exclusiveMaximum"])] = R(-5, 9)
        elif 13 < k < 18: s["properties"] = {n: schema(d - 1, defs) for n in keys()}
        elif k == 18: s["patternProperties"] = {"[ab]": schema(d - 1, defs)}
        elif k == 19: s["additionalProperties"] = schema(d - 1, defs)
        elif 19 < k < 22: s["items"] = schema(d - 1, defs)
        elif k == 22: s["allOf"] = [schema(d - 1, defs) for _ in range(R(1, 3))]
        elif k == 23: s["anyOf"] = [schema(d - 1, defs) for _ in range(R(1, 4))]
        elif k == 24: s["oneOf"] = [schema(d - 1, defs) for _ in range(R(1, 4))]
        elif k == 25: s["not"] = schema(d - 1, defs)
        elif k == 26 and defs: s["$ref"] = "#/definitions/" + random.choice("xy")
        elif k == 27 and level > 0: s["contains"] = schema(d - 1, defs)
        elif k == 28 and level > 0: s["propertyNames"] = schema(0, defs)
        elif k == 29 and level > 1: s["if"], s["then"], s["else"] = [schema(d - 1, defs) for _ in range(3)]
        elif k == 30 and level > 2: s["dependentSchemas"] = {random.choice("abcd"): schema(d - 1, defs)}
        # In 2019-09 that library takes no member as evaluated by additionalProperties.
        elif k == 31 and level > 3: s["unevaluatedProperties"] = schema(d - 1, defs)
        elif k == 32 and level > 3: s["prefixItems"] = [schema(d - 1, defs) for _ in range(R(1, 3))]
        elif k == 33 and level > 2: s["dependentRequired"] = {random.choice("abcd"): keys()}
      return s
    cases = []
    while len(cases) < 2000:
      s = schema(3, True)
      if not isinstance(s, dict): continue
      s["definitions"] = {"x": schema(2, False), "y": schema(1, False)}
      v = V(s)
      i = value(3)
      cases.append([s, i, v.is_valid(i)])
    print(json.dumps(cases))
    """#
}
