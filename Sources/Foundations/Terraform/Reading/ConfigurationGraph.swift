internal import Documents

/// The references of a plan's configuration, through modules in both directions.
///
/// Values that a plan does not know yet are mostly references, and those are known.
struct ConfigurationGraph {
  /// A resource of the configuration, without the keys of its instances.
  struct Resource: Hashable, Sendable {
    /// The names of the module calls that lead to it.
    let module: [String]

    /// As `aws_sns_topic.alerts`.
    let name: String

    /// From an address of a plan, as `module.a["x"].aws_sns_topic.alerts[0]`.
    init(address: String) {
      var names = AddressParts.names(of: address)
      var module: [String] = []
      while names.count > 2, names[0] == "module" {
        module.append(names[1])
        names.removeFirst(2)
      }
      self.module = module
      name = names.joined(separator: ".")
    }

    init(module: [String], name: String) {
      (self.module, self.name) = (module, name)
    }

    var address: String { (module.flatMap { ["module", $0] } + [name]).joined(separator: ".") }

    var type: String { name.split(separator: ".").first.map(String.init) ?? "" }
  }

  /// Where a reference leads in the end.
  struct Destination {
    var resources: Set<Resource> = []
    var unresolved: Set<String> = []
  }

  private var modules: [[String]: Node] = [:]
  private var calls: [[String]: Node] = [:]

  /// As many modules as no configuration has.
  private static let moduleLimit = 20_000

  init(_ root: Node) {
    var open: [([String], Node)] = [([], root)]
    while let (path, module) = open.popLast(), modules.count < Self.moduleLimit {
      modules[path] = module
      for call in module["module_calls"]?.object.map(Array.init) ?? [] {
        calls[path + [call.key]] = call.value
        if let inner = call.value["module"] { open.append((path + [call.key], inner)) }
      }
    }
  }

  /// The resources that an attribute of a resource refers to.
  func destination(of attributes: [String], in resource: Resource) -> Destination {
    var destination = Destination()
    guard let module = modules[resource.module] else { return destination }
    for node in module["resources"]?.array.map(Array.init) ?? [] where node["address"]?.string == resource.name {
      for attribute in attributes {
        follow(node["expressions"]?[attribute], in: resource.module, into: &destination)
      }
    }
    return destination
  }

  /// Whether the configuration of a resource sets an attribute; `true` where the resource is not in it.
  func hasExpression(_ attribute: String, of address: String) -> Bool {
    let resource = Resource(address: address)
    let nodes = modules[resource.module]?["resources"]?.array.map(Array.init) ?? []
    guard let node = nodes.first(where: { $0["address"]?.string == resource.name }) else { return true }
    return node["expressions"]?[attribute] != nil
  }

  /// What the calls of the modules around a resource say under some names, where it is a constant.
  func constants(_ names: [String], around module: [String]) -> [String] {
    var found: [String] = []
    for length in stride(from: module.count, to: 0, by: -1) {
      let expressions = calls[Array(module.prefix(length))]?["expressions"]
      found += names.compactMap { expressions?[$0]?["constant_value"]?.string }
    }
    return found
  }

  private func follow(_ expression: Node?, in module: [String], into destination: inout Destination) {
    guard let expression else { return }
    var open = Self.references(in: expression).map { (module, $0) }
    var seen: Set<String> = []
    while let (module, reference) = open.popLast() {
      guard seen.count < 10_000, seen.insert("\(module.joined(separator: "/"))|\(reference)").inserted else { continue }
      let names = AddressParts.names(of: reference)
      switch names.first {
      case "var":
        guard names.count > 1, let call = calls[module]?["expressions"]?[names[1]] else {
          // A variable of the root module has its value from outside.
          if names.count > 1 { destination.unresolved.insert("var.\(names[1])") }
          continue
        }
        open += Self.references(in: call).map { (Array(module.dropLast()), $0) }
      case "module":
        // `module.a` stands beside `module.a.topic`, and says less.
        guard names.count > 2 else { continue }
        let path = module + [names[1]]
        guard let output = modules[path]?["outputs"]?[names[2]]?["expression"] else {
          destination.unresolved.insert(reference)
          continue
        }
        open += Self.references(in: output).map { (path, $0) }
      case "local", "data":
        destination.unresolved.insert(names.prefix(names.first == "data" ? 3 : 2).joined(separator: "."))
      case "each", "count", "self", "path", "terraform", nil: continue
      default:
        if names.count > 1 {
          destination.resources.insert(Resource(module: module, name: "\(names[0]).\(names[1])"))
        }
      }
    }
  }

  /// All references of an expression, those of blocks within among them.
  private static func references(in expression: Node) -> [String] {
    var references: [String] = []
    var open = [expression]
    while let next = open.popLast() {
      references += next["references"]?.array?.compactMap(\.string) ?? []
      if let elements = next.array { open += elements }
      for member in next.object.map(Array.init) ?? [] where member.key != "references" { open.append(member.value) }
    }
    return references
  }
}

/// The parts of an address.
enum AddressParts {
  /// The names between the dots, without what stands in brackets.
  static func names(of address: String) -> [String] {
    var names: [String] = []
    var name = ""
    var depth = 0
    var isInString = false
    var isEscaped = false
    for character in address.unicodeScalars {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          isInString = false
        }
        continue
      }
      switch character {
      case "[": depth += 1
      case "]": depth -= 1
      case "\"" where depth > 0: isInString = true
      case "." where depth == 0:
        names.append(name)
        name = ""
      default: if depth == 0 { name.unicodeScalars.append(character) }
      }
    }
    return names + [name]
  }
}
