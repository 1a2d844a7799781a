import Compatibility
import Documents
import JSONSchema

/// A schema in JSON, as one that is compared.
func compared(_ schema: Node, _ draft: Draft = .draft2020) throws -> ComparedSchema {
  var resources = SchemaResources(defaultDraft: draft) { _ in nil }
  let location = try resources.add(schema, uri: "")
  return try ComparedSchema(at: location, in: resources)
}

/// Whether a reader accepts what a writer sends, in one word.
func verdict(
  _ writer: String, _ reader: String, _ draft: Draft = .draft2020, limits: ProofLimits = ProofLimits()
) throws -> String {
  let writer = try compared(try Document.json(SourceText(Array(writer.utf8))).root, draft)
  let reader = try compared(try Document.json(SourceText(Array(reader.utf8))).root, draft)
  switch Inclusion(writer: writer, reader: reader, limits: limits).verdict() {
  case .compatible: return "compatible"
  case .undecided: return "undecided"
  case .breaking(let document):
    // Whatever the case is about, the document has to be a proof.
    guard try writer.schema.isValid(document), try !reader.schema.isValid(document) else { return "no proof" }
    return "breaking"
  }
}
