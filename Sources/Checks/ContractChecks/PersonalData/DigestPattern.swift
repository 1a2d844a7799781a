internal import Compatibility
internal import Documents
internal import JSONSchema

/// Whether a schema lets nothing through but digests: hexadecimal or Base64 of the length that a hash function has.
///
/// It is decided by what the schema accepts, and not by how it is written.
struct DigestPattern {
  private let digests: [ComparedSchema]
  private let plain: [[ComparedSchema]]
  private var known: [Location: Bool] = [:]

  init() {
    // MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512, perhaps behind the name of the function.
    let hexadecimal = [32, 40, 56, 64, 96, 128].map { "[0-9a-fA-F]{\($0)}" }.joined(separator: "|")
    let base64 = ["{22}(==)?", "{27}=?", "{43}=?", "{64}", "{86}(==)?"].map { "[A-Za-z0-9+/_-]\($0)" }.joined(
      separator: "|")
    let name = "([A-Za-z0-9_-]{1,20}[:$=])?"
    let schemas = ["^\(name)(\(hexadecimal))$", "^\(name)(\(base64))$"].compactMap(Self.schema)
    // Numbers are no digests, and Base64 has letters of both cases.
    let number = ["^[A-Za-z]{0,20}[:$=]?[0-9]*$"].compactMap(Self.schema)
    let oneCase = ["^[^a-z]*$", "^[^A-Z]*$"].compactMap(Self.schema)
    digests = schemas
    plain = [number, number + oneCase]
  }

  private static func schema(_ pattern: String) -> ComparedSchema? {
    let root: Node = ["type": ["string", "null"], "pattern": .string(pattern)]
    var resources = SchemaResources { _ in nil }
    do throws(SchemaError) {
      return try ComparedSchema(at: resources.add(root, uri: "digest:"), in: resources)
    } catch {
      return nil
    }
  }

  /// Whether all that a schema accepts are digests.
  mutating func admitsNothingElse(_ location: Location, in resources: SchemaResources) -> Bool {
    if let known = known[location] { return known }
    let answer = Self.answer(location, resources, digests, plain)
    known[location] = answer
    return answer
  }

  private static func answer(
    _ location: Location, _ resources: SchemaResources, _ digests: [ComparedSchema], _ plain: [[ComparedSchema]]
  ) -> Bool {
    do throws(SchemaError) {
      let schema = try ComparedSchema(at: location, in: resources)
      func fits(_ reader: ComparedSchema) -> Bool {
        if case .compatible = Inclusion(writer: schema, reader: reader, limits: ProofLimits(steps: 100_000)).verdict() {
          return true
        }
        return false
      }
      return zip(digests, plain).contains { digest, plain in fits(digest) && !plain.contains(where: fits) }
    } catch {
      return false
    }
  }
}
