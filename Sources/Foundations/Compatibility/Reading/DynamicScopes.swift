internal import JSONSchema

/// The dynamic scopes (2020-12, core, §7.1) in which schemas are asked, each with a number.
///
/// Of all resources that were entered on the way, only the outermost that has a name counts.
struct DynamicScopes {
  private struct Scope: Hashable {
    /// Where each `$dynamicAnchor` leads.
    var anchors: [String: Location] = [:]
    /// Where `$recursiveRef` leads.
    var recursive: Location?
  }

  private var scopes: [Scope] = [Scope()]
  private var numbers: [Scope: Int] = [Scope(): 0]

  /// The scope after a resource was entered.
  mutating func number(entering resource: SchemaResource, from number: Int) -> Int {
    if resource.dynamicAnchors.isEmpty, !resource.isRecursiveAnchor { return number }
    var scope = scopes[number]
    for name in resource.dynamicAnchors where scope.anchors[name] == nil {
      scope.anchors[name] = resource.anchors[name]
    }
    if resource.isRecursiveAnchor, scope.recursive == nil { scope.recursive = resource.root }
    if let known = numbers[scope] { return known }
    scopes.append(scope)
    numbers[scope] = scopes.count - 1
    return scopes.count - 1
  }

  func anchor(_ name: String, in number: Int) -> Location? { scopes[number].anchors[name] }

  func recursive(in number: Int) -> Location? { scopes[number].recursive }
}

extension Prover {
  /// The place with the scope that its resource makes of the one around it.
  mutating func entered(_ place: SchemaPlace) -> SchemaPlace {
    guard isDynamic[place.side] else { return place }
    let resources = sides[place.side]
    var place = place
    place.scope = scopes.number(
      entering: resources.resources[resources.resource(at: place.location)], from: place.scope)
    return place
  }

  /// Where a reference leads.
  mutating func target(
    of keyword: Keyword, _ text: String, in schema: ReadSchema, at location: Location
  ) throws(GivenUp) -> SchemaPlace {
    let side = schema.place.side
    var target: Location
    do throws(SchemaError) {
      target = try sides[side].resolve(text, at: location)
    } catch {
      throw GivenUp(reason: error.message)
    }
    switch keyword {
    case .dynamicRef:
      if let name = sides[side].dynamicAnchor(of: text, leadingTo: target) {
        target = scopes.anchor(name, in: schema.place.scope) ?? target
      }
    case .recursiveRef:
      if sides[side].resources[sides[side].resource(at: target)].isRecursiveAnchor {
        target = scopes.recursive(in: schema.place.scope) ?? target
      }
    default: break
    }
    return SchemaPlace(side: side, location: target, scope: schema.place.scope)
  }
}
