import Documents

/// The parts of a program while it grows.
struct ProgramParts {
  var schemas: [CompiledSchema] = []
  var instructions: [Instruction] = []
  /// Lists of schemas; each begins with its length.
  var lists: [Int32] = []
  var numbers: [Number] = []
  var patterns: [Pattern] = []
  var values: [Node] = []
  var enumerations: [Enumeration] = []
  var tables: [PropertyTable] = []
  var dependencies: [DependencyTable] = []
  /// The names of dynamic anchors that references use.
  var dynamicNames: [String] = []
  /// By resource, which schema a dynamic name stands for.
  var dynamicTargets: [Program.DynamicTarget: Int32] = [:]
  /// The resources with `$recursiveAnchor: true`, and the schemas of their roots.
  var recursiveTargets: [Int32: Int32] = [:]
  /// Whether it matters which resources were entered on the way.
  var isDynamic = false
  /// The numbers of the schemas by their places.
  var ids: [Location: Int32] = [:]
  var documents: [SchemaDocument] = []
  var resources: [SchemaResource] = []
}

/// A schema and all that its references reach, compiled.
final class Program: Sendable {
  let schemas: [CompiledSchema]
  let instructions: [Instruction]
  /// Lists of schemas; each begins with its length.
  let lists: [Int32]
  let numbers: [Number]
  let patterns: [Pattern]
  let values: [Node]
  let enumerations: [Enumeration]
  let tables: [PropertyTable]
  let dependencies: [DependencyTable]
  /// The names of dynamic anchors that references use.
  let dynamicNames: [String]
  /// By resource, which schema a dynamic name stands for.
  let dynamicTargets: [DynamicTarget: Int32]
  /// The resources with `$recursiveAnchor: true`, and the schemas of their roots.
  let recursiveTargets: [Int32: Int32]
  /// Whether it matters which resources were entered on the way.
  let isDynamic: Bool
  /// The numbers of the schemas by their places.
  let ids: [Location: Int32]
  let documents: [SchemaDocument]
  let resources: [SchemaResource]

  init(_ parts: ProgramParts) {
    schemas = parts.schemas
    instructions = parts.instructions
    lists = parts.lists
    numbers = parts.numbers
    patterns = parts.patterns
    values = parts.values
    enumerations = parts.enumerations
    tables = parts.tables
    dependencies = parts.dependencies
    dynamicNames = parts.dynamicNames
    dynamicTargets = parts.dynamicTargets
    recursiveTargets = parts.recursiveTargets
    isDynamic = parts.isDynamic
    ids = parts.ids
    documents = parts.documents
    resources = parts.resources
  }

  struct DynamicTarget: Hashable, Sendable {
    let resource: Int32
    let name: Int32
  }
}
