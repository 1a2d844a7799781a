package import Documents
internal import JSONSchema

/// A value in one of the documents of a set.
package struct Site: Hashable, Sendable {
  /// The number of the document.
  package let document: Int
  /// The place of the value on the document's tape.
  package let index: Int

  package init(_ document: Int, _ index: Int) {
    self.document = document
    self.index = index
  }
}

/// The documents that an AsyncAPI document and its references lead to.
///
/// Nothing here opens a file or a connection: a loader gives what a URI names, or nothing.
package struct DocumentSet {
  /// The documents by their numbers, each with the text that its lines are counted in once.
  package private(set) var documents: [(uri: String, root: Node, source: SourceText)] = []
  private var numbers: [String: Int?] = [:]
  /// What references lead to in the end, as far as they were followed.
  private var targets: [Site: Site?] = [:]
  private let loader: (String) -> Node?

  package init(loader: @escaping (String) -> Node?) {
    self.loader = loader
  }

  /// Takes in a document under a URI.
  package mutating func add(_ root: Node, uri: String) -> Site {
    if let known = numbers[uri] ?? nil { return Site(known, documents[known].root.index) }
    numbers[uri] = documents.count
    documents.append((uri, root, SourceText(root.tape.source)))
    return Site(documents.count - 1, root.index)
  }

  /// The document of a URI without a fragment; nil where none is given.
  mutating func document(of uri: String) -> Int? {
    if let known = numbers[uri] { return known }
    guard let root = loader(uri) else {
      numbers[uri] = .some(nil)
      return nil
    }
    return add(root, uri: uri).document
  }

  package func node(at site: Site) -> Node { Node(tape: documents[site.document].root.tape, index: site.index) }

  package func uri(of site: Site) -> String { documents[site.document].uri }

  /// The site of a value of the document in which another one is.
  func site(of node: Node, beside site: Site) -> Site { Site(site.document, node.index) }

  /// The bytes of a value: of an array or object its opening bracket.
  package func place(of site: Site) -> DocumentPlace { place(node(at: site).mark, in: site.document) }

  /// Some bytes of a document.
  func place(_ range: SourceRange, in document: Int) -> DocumentPlace {
    DocumentPlace(document: documents[document].uri, range: range, source: documents[document].source)
  }

  /// The way from the root of a document to a value.
  package func pointer(to site: Site) -> JSONPointer {
    let root = documents[site.document].root
    var tokens: [String] = []
    var node = root
    while node.index < site.index {
      if let members = node.object {
        guard let member = members.first(where: { Self.holds($0.value, site.index) }) else { break }
        tokens.append(member.key)
        node = member.value
      } else if let items = node.array {
        guard let (place, item) = items.enumerated().first(where: { Self.holds($0.element, site.index) }) else { break }
        tokens.append(String(place))
        node = item
      } else {
        break
      }
    }
    return JSONPointer(tokens)
  }

  private static func holds(_ node: Node, _ index: Int) -> Bool {
    (node.index..<node.index + node.tape.entries[node.index].stride).contains(index)
  }

  // MARK: References

  /// What a text of a reference names: a document and the way to a value in it.
  package mutating func address(
    of text: String, from site: Site
  ) throws(ReferenceError) -> (document: Int, pointer: JSONPointer) {
    let base = documents[site.document].uri
    let target = text.hasPrefix("#") ? base : FileURI.resolve(text, against: base)
    guard let number = target == base ? site.document : document(of: target) else {
      throw ReferenceError(
        message: "cannot resolve `\(text)`: no file has this path. References are never fetched",
        help: "add the document to the repository, or correct the reference", kind: .missingDocument)
    }
    guard let fragment = FileURI.fragment(of: text) else {
      throw ReferenceError(message: "`\(text)` is not percent-encoded UTF-8", help: "correct the reference")
    }
    do throws(JSONPointerError) {
      return (number, try JSONPointer(parsing: fragment))
    } catch {
      throw ReferenceError(
        message: "`\(text)` has no JSON Pointer behind the `#`, which begins with `/`", help: "write `#/\(fragment)`")
    }
  }

  /// Follows one reference; the way may lead through objects that are references themselves.
  package mutating func resolve(_ text: String, from site: Site) throws(ReferenceError) -> Site {
    var steps = Self.stepLimit
    return try resolve(text, from: site, &steps)
  }

  private mutating func resolve(
    _ text: String, from site: Site, _ steps: inout Int
  ) throws(ReferenceError) -> Site {
    steps -= 1
    guard steps > 0 else {
      throw ReferenceError(message: "`\(text)` refers back to itself", help: "refer to what is meant")
    }
    let (document, pointer) = try address(of: text, from: site)
    var current = Site(document, documents[document].root.index)
    for token in pointer.tokens {
      while node(at: current)[token] == nil, node(at: current).array == nil,
        let inner = node(at: current)["$ref"]?.string
      {
        current = try resolve(inner, from: current, &steps)
      }
      guard let next = node(at: current)[JSONPointer([token])] else {
        throw ReferenceError(
          message: "cannot resolve `\(text)`: there is no `\(token)`", help: help(for: token, in: node(at: current)))
      }
      current = Site(current.document, next.index)
    }
    return current
  }

  private func help(for token: String, in node: Node) -> String {
    let keys = node.object?.keys ?? []
    guard !keys.isEmpty, keys.count <= 20 else { return "correct the reference, or add what it names" }
    return "it is one of \(keys.map { "`\($0)`" }.joined(separator: ", "))"
  }

  /// Follows references until a value is none; nil where one leads to nothing or in a circle.
  package mutating func target(of site: Site) -> Site? {
    var current = site
    var way: Set<Site> = []
    var found: Site?
    while true {
      if let known = targets[current] {
        found = known
        break
      }
      guard let text = node(at: current)["$ref"]?.string else {
        found = current
        break
      }
      guard way.insert(current).inserted else { break }
      do throws(ReferenceError) {
        current = try resolve(text, from: current)
      } catch {
        break
      }
    }
    // Every reference on the way leads to the same.
    for step in way { targets[step] = .some(found) }
    return found
  }

  /// The circle that references lead into, as its members sorted; nil where they come to an end.
  mutating func circle(from site: Site) -> [String]? {
    var way: [Site] = []
    var current = site
    while let text = node(at: current)["$ref"]?.string {
      if let start = way.firstIndex(of: current) {
        return way[start...].map { "\(uri(of: $0)) \($0.index)" }.sorted()
      }
      way.append(current)
      do throws(ReferenceError) {
        current = try resolve(text, from: current)
      } catch {
        return nil
      }
    }
    return nil
  }

  /// How many references a pointer may lead through.
  private static let stepLimit = 200
}

/// Why a reference leads to nothing.
package struct ReferenceError: Error, Sendable {
  package let message: String
  package let help: String
  package var kind = AsyncAPIProblem.Kind.reference
}
