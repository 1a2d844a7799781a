internal import Documents
internal import JSONSchema

/// Proves statements about sets of values, or finds values that refute them.
///
/// Schemas are read into terms (`Reading`), and of a term it is found out whether any value is in it (`Solving`).
struct Prover {
  var table = TermTable()
  /// The schemas that terms are read from, by the numbers of their sides.
  var sides: [SchemaResources]
  let options: [SchemaOptions]
  /// Of each side the names of documents that are not looked into.
  let opaque: [[Int: String]]
  /// Of each side, whether the way to a schema can count.
  let isDynamic: [Bool]
  var readTerms: [SchemaPlace: TermID] = [:]
  /// The schemas that are being read, since one of them may lead to itself.
  var reading: Set<SchemaPlace> = []
  var definitionNumbers: [SchemaPlace: Int32] = [:]
  /// What definitions stand for, once they are read.
  var definitions: [TermID?] = []
  /// The terms of what is declared by some schemas for the same value.
  var declarations: [Set<SchemaPlace>: Declaration] = [:]
  var patterns = PatternLibrary()
  var scopes = DynamicScopes()
  var solving = SolvingState()

  /// What is left of the steps that a proof may take.
  var steps: Int
  /// How many more calls may stand inside one another.
  var depth = Self.deepest

  init(_ schemas: [SchemaSite], steps: Int) {
    sides = schemas.map(\.resources)
    options = schemas.map(\.options)
    opaque = schemas.map(\.opaque)
    isDynamic = sides.map { side in
      side.resources.contains { $0.isRecursiveAnchor || !$0.dynamicAnchors.isEmpty }
    }
    self.steps = steps
  }

  /// Forgets what the last question left behind when it was given up.
  mutating func restart() {
    depth = Self.deepest
    reading = []
    solving.open = [:]
    solving.lowestAssumption = Int.max
    for place in solving.special.indices where solving.special[place] == -2 { solving.special[place] = -1 }
  }

  private static let deepest = 220

  /// Counts work, and ends the proof when it has become too much.
  mutating func spend(_ cost: Int = 1) throws(GivenUp) {
    steps -= cost
    guard steps > 0 else { throw GivenUp(reason: "the schemas' combinations are too many to look through") }
  }

  mutating func descend() throws(GivenUp) {
    depth -= 1
    guard depth > 0 else { throw GivenUp(reason: "the schemas are nested too deep to look through") }
  }

  /// A schema of one of the sides.
  struct SchemaPlace: Hashable {
    var side: Int
    var location: Location
    /// The number of the dynamic scope that the schema is asked in.
    var scope = 0
  }
}

/// Why a proof was given up.
struct GivenUp: Error, Hashable, Sendable {
  /// What stood in the way, in lower case.
  let reason: String
}
