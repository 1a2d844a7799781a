import AsyncAPI
import Documents
import JSONSchema
import Testing

/// Some files, of which the first is judged, and what is said of it.
struct DocumentCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let files: [(name: String, text: String)]
  /// Parts of the messages, one for each problem, in any order.
  let problems: [String]

  /// One document.
  init(_ description: String, _ text: String, _ problems: String...) {
    testDescription = description
    files = [("orders.yaml", text)]
    self.problems = problems
  }

  /// A document and others beside it.
  init(_ description: String, files: [(name: String, text: String)], _ problems: String...) {
    testDescription = description
    self.files = files
    self.problems = problems
  }

  /// What is said of the first file.
  func judgement() throws -> AsyncAPIJudgement {
    let roots = try files.map { file in
      let source = SourceText(file.text)
      let document = file.name.hasSuffix(".json") ? try Document.json(source) : try Document.yaml(source)
      return ("file:///contracts/\(file.name)", document.root)
    }
    let known = Dictionary(roots) { first, _ in first }
    return AsyncAPIJudgement(
      roots[0].1, uri: roots[0].0, options: SchemaOptions(assertsFormats: true)
    ) { known[$0] }
  }

  /// Expects the problems and no others; warnings begin with `warning: `.
  func expectProblems() throws {
    var found = try judgement().problems.map {
      ($0.isWarning ? "warning: " : "") + $0.message + " — " + ($0.help ?? "")
    }
    for problem in problems {
      let place = found.firstIndex { $0.contains(problem) }
      #expect(place != nil, "\(problem) is not among \(found)")
      if let place { found.remove(at: place) }
    }
    #expect(found == [])
  }
}

/// A document of 3.0 with a channel `placed`; what is given takes the place of its parts.
func document3(
  address: String = "orders.placed", channel: String = "", operations: String = "", message: String = "payload: {}",
  components: String = "", servers: String = ""
) -> String {
  """
  asyncapi: 3.0.0
  info: { title: Orders, version: 1.4.0 }
  \(servers)
  channels:
    placed:
      address: "\(address)"
      messages: { placed: { $ref: "#/components/messages/placed" } }
      \(channel)
  \(operations.isEmpty ? "" : "operations:\n  sendPlaced:\n    action: send\n    \(operations)")
  components:
    messages:
      placed:
        \(message)
    \(components)
  """
}

/// A document of 2.6 with a channel.
func document2(_ name: String, channel: String, rest: String = "", version: String = "2.6.0") -> String {
  """
  asyncapi: \(version)
  info: { title: Orders, version: 1.4.0 }
  channels:
    "\(name)":
      \(channel)
  \(rest)
  """
}
