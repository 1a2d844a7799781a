internal import Changes
internal import Documents
internal import Policy

extension RuleTrial {
  /// The keys of the check's policy, as its schema has them, of which nobody has said which way they let more through.
  package static func keysWithoutTendency() -> [String] {
    leaves(of: C.Policy.schema.root, at: []).filter { C.Policy.tendencies[$0] == nil }.map { $0.joined(separator: ".") }
  }

  /// The paths of what is no mapping; `x` stands for any name.
  private static func leaves(of schema: Node, at path: [String]) -> [[String]] {
    var children: [[String]] = []
    for member in schema["properties"]?.object.map(Array.init) ?? [] {
      children += leaves(of: member.value, at: path + [member.key])
    }
    if let any = schema["additionalProperties"], any.object != nil { children += leaves(of: any, at: path + ["x"]) }
    guard children.isEmpty else { return children }
    let isNamed = ["rules", "roles"].contains(path.last)
    guard let item = schema["items"], item["properties"] != nil else { return [isNamed ? path + ["x"] : path] }
    // What identifies an element cannot differ between two that are compared.
    let identity = item["properties"]?["name"] == nil ? ["rule", "path"] : ["name"]
    return [path] + leaves(of: item, at: path + ["x"]).filter { !identity.contains($0.last ?? "") }
  }
}
