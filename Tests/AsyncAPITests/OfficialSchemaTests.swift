import AsyncAPI
import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// The schemas that AsyncAPI publishes, beside what is said here.
@Suite(.enabled(if: AsyncAPIKit.isThere, "../shared/corpora/contracts/asyncapi is not there"))
struct OfficialSchemaTests {
  private static func schemas() throws -> [String: Schema] {
    var schemas: [String: Schema] = [:]
    for version in AsyncAPIVersion.allCases.map(\.rawValue) {
      let path = AsyncAPIKit.folder.appending("schemas/\(version).json")
      let bytes = try #require(Project.bytes(of: path))
      schemas[version] = try Schema(try Document.json(SourceText(bytes)).root, uri: "file:///\(version).json")
    }
    return schemas
  }

  /// Documents that the official schemas refuse and the specification allows.
  static let tooStrict = [
    // A payload in another language may be a reference ("Message Object", payload: any).
    "asyncapi-2.0/Message Object/Payloads/valid-optional-avro-schema-yaml.yaml",
    "asyncapi-2.0/Message Object/Payloads/valid-optional-oas-schema-object-yaml.yaml",
    // "Components Object": parameters may be references.
    "asyncapi-2.0/Reference Object/valid-external-ref-parameter.yaml",
  ]

  @Test func `whatever the official schemas refuse in the kit is refused`() throws {
    let schemas = try Self.schemas()
    var refused = 0
    for path in AsyncAPIKit.files("tck") where !Self.tooStrict.contains(path) {
      guard let root = AsyncAPIKit.root("tck", path), let version = root["asyncapi"]?.string,
        let schema = schemas[version], try !schema.isValid(root)
      else { continue }
      refused += 1
      #expect(AsyncAPIKit.judgement("tck", path)?.problems.isEmpty == false, "\(path)")
    }
    #expect(refused > 60)
  }

  /// Where the official schemas refuse a value of another type and this module does not, with the reason.
  private static let exceptions = [
    // Schemas of foreign formats, and parts of documents of other versions, are not judged.
    "examples/adeo-kafka-request-reply-asyncapi.yml"
  ]

  @Test(arguments: ["examples", "diff", "tck"])
  func `a value of another type is refused where the official schemas refuse it`(folder: String) throws {
    let schemas = try Self.schemas()
    var generator = SeededGenerator(seed: Soak.seed)
    var refused = 0
    let files = AsyncAPIKit.files(folder).filter {
      folder != "tck" || $0.split(separator: "/").last?.hasPrefix("valid") == true
    }
    for path in files where !Self.tooStrict.contains(path) && !Self.exceptions.contains("\(folder)/\(path)") {
      guard let root = AsyncAPIKit.root(folder, path), let version = root["asyncapi"]?.string,
        let schema = schemas[version], try schema.isValid(root)
      else { continue }
      for _ in 0..<Soak.count(12, full: 400) {
        let index = Int.random(in: 1..<root.tape.entries.count, using: &generator)
        let pointer = Self.pointer(to: index, in: root)
        // Draft-07 did not have the word when its metaschema was published.
        guard pointer.tokens.last != "writeOnly", let value = root[pointer], value.index == index else { continue }
        let other: Node = value.object == nil ? ["prop": 1] : 123
        let mutated = Self.replaced(root, pointer.tokens[...], by: other)
        guard try !schema.isValid(mutated) else { continue }
        refused += 1
        #expect(
          AsyncAPIKit.judgement(of: mutated, folder, path).problems.isEmpty == false, "\(folder)/\(path)\(pointer)")
      }
    }
    #expect(refused > 5)
  }

  private static func pointer(to index: Int, in root: Node) -> JSONPointer {
    var tokens: [String] = []
    var node = root
    while node.index < index {
      func holds(_ inner: Node) -> Bool {
        (inner.index..<inner.index + inner.tape.entries[inner.index].stride).contains(index)
      }
      if let member = node.object?.first(where: { holds($0.value) }) {
        tokens.append(member.key)
        node = member.value
      } else if let (place, item) = node.array?.enumerated().first(where: { holds($0.element) }) {
        tokens.append(String(place))
        node = item
      } else {
        break
      }
    }
    return JSONPointer(tokens)
  }

  private static func replaced(_ value: Node, _ tokens: ArraySlice<String>, by new: Node) -> Node {
    guard let token = tokens.first else { return new }
    if let members = value.object {
      return .object(
        members.map { ($0.key, $0.key == token ? replaced($0.value, tokens.dropFirst(), by: new) : $0.value) })
    }
    let items = value.array.map(Array.init) ?? []
    return .array(
      items.enumerated().map { place, item in
        String(place) == token ? replaced(item, tokens.dropFirst(), by: new) : item
      })
  }
}
