package import Documents
internal import Findings
internal import JSONSchema

/// The published schema of a kind of document, which judges documents before anybody reads them.
///
/// It is compiled when it is made: whoever has one keeps it in a `static let`, so that it is compiled once, and only
/// where such a document is read.
package struct DocumentSchema: Sendable {
  /// The schema as it is published.
  package let root: Node

  private let compiled: Result<Schema, Unusable>

  /// Why there is no schema to judge by.
  private struct Unusable: Error {
    let message: String
  }

  /// Compiles a schema, given as its JSON; formats are asserted.
  ///
  /// One that is none refuses every document.
  package init(_ bytes: [UInt8]) {
    do {
      let root = try Document.json(SourceText(bytes)).root
      compiled = .success(try Schema(root, options: SchemaOptions(assertsFormats: true)))
      self.root = root
    } catch {
      compiled = .failure(Unusable(message: "\(error)"))
      root = .null
    }
  }

  /// What is wrong with a document, in the order of its text; of a great many objections the first.
  package func objections(to document: Document) -> [Objection] {
    let instance = document.root
    switch compiled {
    case .failure(let unusable):
      return [Objection(message: "the schema of this document cannot be used: \(unusable.message)", at: instance)]
    case .success(let schema):
      do throws(EvaluationError) {
        // The fast way says whether there is anything to explain.
        let limits = EvaluationLimits(steps: 10_000_000 + 100 * instance.tape.entries.count)
        if try schema.isValid(instance, limits: limits) { return [] }
        let evaluation = try schema.evaluate(instance, limits: limits, room: Self.room)
        let objections = SchemaExplanation(of: evaluation, by: root, on: instance).objections
        return objections.isEmpty
          ? [Objection(message: "this document does not fit its schema", at: instance)] : objections
      } catch {
        return [Objection(message: "this document could not be checked: \(error.message)", at: instance)]
      }
    }
  }

  /// The objections as faults of a file, of which there are at most fifty.
  ///
  /// - Parameters:
  ///   - document: the document.
  ///   - path: the file as it is shown.
  ///   - help: what to do where an objection does not say it.
  ///   - reword: says an objection in words that a schema does not have.
  /// - Returns: the faults in the order of the text; none where the document fits.
  package func faults(
    of document: Document, path: String, help: String? = nil, reword: (Objection) -> Objection = { $0 }
  ) -> [PolicyFault] {
    let objections = objections(to: document)
    var faults: [PolicyFault] = []
    for objection in objections.prefix(PolicyFault.limit - (objections.count > PolicyFault.limit ? 1 : 0)) {
      let said = reword(objection)
      // A place carries its line, which may be one of megabytes: it is looked up for what is shown only.
      faults.append(
        PolicyFault(
          message: said.message, place: Place(said.range, of: document.source, path: path), help: said.help ?? help))
    }
    if objections.count > faults.count { faults.append(.more(in: path)) }
    return faults
  }

  /// How many failures of keywords are kept to be explained.
  private static let room = 400
}

extension PolicyFault {
  /// The most faults that are noted of a file: each carries its line, and a file may have a million of them in one.
  static let limit = 50

  /// What stands for the faults beyond the limit.
  static func more(in path: String) -> PolicyFault {
    PolicyFault(message: "more is wrong with \(path), and shown once this is put right")
  }
}
