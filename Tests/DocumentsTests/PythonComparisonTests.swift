import Documents
import TestSupport
import Testing

/// The same texts read by Python's json and PyYAML, where they are installed.
@Suite(.enabled("python3 with PyYAML is needed to compare with") { await Python.isAvailable })
struct PythonComparisonTests {
  private static let seed = Soak.seed

  @Test func `PyYAML's output is read as the values it was made from`() async throws {
    let cases = try await Python.run(Self.yamlScript, seed: Self.seed)
    #expect(cases.count == 500)
    for pair in cases {
      let yaml = try #require(pair.array?[0]?.string)
      let json = try #require(pair.array?[1])
      let root = try Document.yaml(SourceText(yaml)).root
      #expect(root == json, "seed \(Self.seed):\n\(yaml)\n\(json.json())")
    }
  }

  @Test func `Python's json accepts the same texts as the same values`() async throws {
    let cases = try await Python.run(Self.jsonScript, seed: Self.seed)
    #expect(cases.count == 5_000)
    for triple in cases {
      let text = try #require(triple.array?[0]?.string)
      let isValid = try #require(triple.array?[1]?.boolean as Bool?)
      let outcome = Result { () throws(DocumentError) in try Document.json(SourceText(text)) }
      switch outcome {
      case .success(let document):
        #expect(isValid, "seed \(Self.seed): \(text)")
        guard let elements = triple.array, elements.count > 2 else { continue }
        #expect(document.root == elements[2], "seed \(Self.seed): \(text)")
      case .failure(let error): #expect(!isValid, "seed \(Self.seed): \(text): \(error)")
      }
    }
  }

  private static let yamlScript = #"""
    import json, random, sys, yaml
    random.seed(int(sys.argv[1]))
    def text(): return "".join(random.choice("abc xyzäöü😀:#-\"'\n,[]{}&*!|>%@`?\\") for _ in range(random.randrange(12)))
    def value(depth):
      kind = random.randrange(8 if depth else 5)
      if kind == 0: return random.choice([None, True, False])
      if kind == 1: return random.randrange(-10**6, 10**6)
      if kind == 2: return random.random() * 1000
      if kind < 5: return text()
      if kind < 6: return [value(depth - 1) for _ in range(random.randrange(5))]
      return {text(): value(depth - 1) for _ in range(random.randrange(5))}
    cases = []
    while len(cases) < 500:
      v = value(4)
      y = yaml.safe_dump(v, default_flow_style=random.choice([None, True, False]), allow_unicode=random.random() < .5,
        width=random.choice([10, 80]), indent=random.choice([2, 4]), default_style=random.choice([None, None, '"', "'"])
          if isinstance(v, str) else None, line_break=random.choice(["\n", "\r\n"]), sort_keys=False)
      # PyYAML writes some backslashes at the end of narrow lines such that nobody reads them back.
      if yaml.safe_load(y) == v: cases.append([y, v])
    print(json.dumps(cases))
    """#

  private static let jsonScript = #"""
    import json, random, sys
    from decimal import Decimal
    random.seed(int(sys.argv[1]))
    seeds = ['{"a": [1, 2.5e3, -0.1, true], "b": {"c": null, "d": "e\\n\\"f"}}', '[[], {}, "", 0, -1e-2]', '"ä\\t😀"',
      '{"x":{"y":{"z":[false]}}}', ' 12 ', '[1,\r\n\t2]']
    def refuse(name): raise ValueError(name)
    # Python keeps a number as the double nearest to it (1e999 is infinite, -1e-842 is -0.0), and this project keeps what
    # is written: values are compared where these are the same.
    def number(text):
      global is_exact
      double = float(text)
      is_exact = is_exact and Decimal(repr(double)) == Decimal(text)
      return double
    cases = []
    for _ in range(5000):
      t = list(random.choice(seeds))
      for _ in range(random.randrange(4)):
        i = random.randrange(len(t) + 1)
        c = random.choice('[]{}",:\\0123456789eE.+-tnf \n\t\x01äx')
        k = random.randrange(3)
        if k == 0: t[i:i] = [c]
        elif k == 1: t[i:i + 1] = [c]
        else: t[i:i + 1] = []
      t = "".join(t)
      is_exact = True
      try: value = json.loads(t, parse_constant=refuse, parse_float=number)
      except ValueError: cases.append([t, False])
      else: cases.append([t, True, value] if is_exact else [t, True])
    print(json.dumps(cases))
    """#
}

/// Python as a second opinion.
private enum Python {
  static var isAvailable: Bool {
    get async {
      do {
        return try await Tool.run("python3", ["-c", "import yaml, json"]).status == 0
      } catch {
        return false
      }
    }
  }

  /// Runs a script that prints a JSON array, and answers with its elements.
  static func run(_ script: String, seed: UInt64) async throws -> [Node] {
    let result = try await Tool.run("python3", ["-c", script, String(seed)])
    try #require(result.status == 0, "\(result.errorText)")
    return Array(try #require(try Document.json(SourceText(result.output)).root.array))
  }
}
