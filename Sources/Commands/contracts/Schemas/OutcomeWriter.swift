internal import Documents
internal import Findings
internal import JSONSchema

/// Writes what was said about an instance.
struct OutcomeWriter: Sendable {
  let schema: Schema
  let format: OutcomeFormat
  /// The paths of the documents of the schema as they are shown, by the URIs that they were read under.
  let schemaPaths: [String: String]

  /// What became of an instance.
  struct Outcome: Sendable {
    var verdict: Verdict
    var text: String
  }

  /// Judges an instance of a file.
  ///
  /// `line` is how many lines of the file stand before the instance.
  func outcome(of document: Document, path: String, line: Int) -> Outcome {
    if let defect = document.defects.first(where: { $0.kind != .mergeKey }) {
      return problem(defect.message, document.source, defect.range, path, line, .fail)
    }
    do throws(EvaluationError) {
      switch format {
      case .text, .json, .flag:
        if try schema.isValid(document.root) { return Outcome(verdict: .pass, text: passText(path, line)) }
        return failure(try schema.evaluate(document.root, room: 1_000), document, path, line)
      case .basic, .detailed:
        let evaluation = try schema.evaluate(document.root, annotations: true)
        return Outcome(verdict: evaluation.isValid ? .pass : .fail, text: standardOutput(evaluation))
      }
    } catch {
      return problem(error.message, document.source, document.root.range, path, line, .undecided)
    }
  }

  /// What is wrong with a text that is no instance.
  func outcome(of error: DocumentError, in source: SourceText, path: String, line: Int) -> Outcome {
    problem(error.message, source, error.range, path, line, error.kind.isLimit ? .undecided : .fail)
  }

  private func passText(_ path: String, _ line: Int) -> String { format == .flag ? "{\"valid\":true}\n" : "" }

  private func standardOutput(_ evaluation: Evaluation) -> String {
    let standard: OutputFormat = format == .flag ? .flag : format == .basic ? .basic : .detailed
    return evaluation.output(standard).json() + "\n"
  }

  private func failure(_ evaluation: Evaluation, _ document: Document, _ path: String, _ line: Int) -> Outcome {
    if format == .flag { return Outcome(verdict: .fail, text: standardOutput(evaluation)) }
    var text = ""
    for failure in evaluation.failures {
      let position = document.source.position(at: Int(failure.instanceRange.start))
      text += entry(failure.message, position, path, line, failure)
    }
    if evaluation.isTruncated {
      let position = document.source.position(at: Int(document.root.range.start))
      text += entry("further reasons were not looked for", position, path, line, nil)
    }
    return Outcome(verdict: .fail, text: text)
  }

  private func problem(
    _ message: String, _ source: SourceText, _ range: SourceRange, _ path: String, _ line: Int, _ verdict: Verdict
  ) -> Outcome {
    let position = source.position(at: Int(range.start))
    switch format {
    case .flag, .basic, .detailed:
      let error: Node = .object([("valid", false), ("error", .string(message))])
      return Outcome(verdict: verdict, text: error.json() + "\n")
    case .text, .json: return Outcome(verdict: verdict, text: entry(message, position, path, line, nil))
    }
  }

  /// One thing that is wrong, as a line for people with the line of the schema below it, or as a line of JSON.
  private func entry(
    _ message: String, _ position: SourcePosition, _ path: String, _ line: Int, _ failure: SchemaFailure?
  ) -> String {
    let place = SourcePosition(line: position.line + line, column: position.column)
    let asked = failure.map { SchemaPlaceText($0.schema, of: self) }
    guard format == .json else {
      var text = "\(TerminalText.visible(path)):\(place): error: \(TerminalText.visible(message))\n"
      if let failure, let asked {
        let pointer = failure.instanceLocation.tokens.isEmpty ? "" : "; the value is \(failure.instanceLocation)"
        text += "  \(asked.text): asked by \(failure.schema.pointer)\(TerminalText.visible(pointer))\n"
      }
      return text
    }
    var members: [(String, Node)] = [
      ("path", .string(path)), ("line", .number(Number(place.line))), ("column", .number(Number(place.column))),
      ("message", .string(message)),
    ]
    if let failure, let asked {
      members += [
        ("instance", .string(failure.instanceLocation.description)), ("keyword", .string(failure.keyword)),
        ("schema", asked.node),
      ]
    }
    return Node.object(members).json() + "\n"
  }
}

/// A place in a schema, as it is shown.
private struct SchemaPlaceText {
  let path: String
  let position: SourcePosition
  let pointer: JSONPointer

  init(_ place: SchemaPlace, of writer: OutcomeWriter) {
    path = writer.schemaPaths[place.document] ?? FileURI.path(of: place.document) ?? place.document
    position = place.source.position(at: Int(place.range.start))
    pointer = place.pointer
  }

  var text: String { "\(TerminalText.visible(path)):\(position)" }

  var node: Node {
    .object([
      ("path", .string(path)), ("line", .number(Number(position.line))), ("column", .number(Number(position.column))),
      ("pointer", .string(pointer.description)),
    ])
  }
}

extension DocumentError.Kind {
  /// The text may be fine, but it asks too much of a reader.
  var isLimit: Bool {
    switch self {
    case .tooDeep, .tooLong, .tooManyNodes, .tooManyAliases: true
    case .syntax, .encoding, .number, .unsupported, .defective, .cyclicAlias: false
    }
  }
}
