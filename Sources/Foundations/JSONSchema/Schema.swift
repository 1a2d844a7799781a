package import Documents

/// A compiled JSON Schema, which any thread may ask about values.
package final class Schema: Sendable {
  let program: Program
  /// The schema that is asked where none is named, by its number in the program.
  private let start: Int32

  /// Compiles the schema at a location, and others that may be asked, with all that their references reach.
  ///
  /// The resources grow by the documents that references lead to.
  /// - Throws: a `SchemaError` at the first thing that is wrong.
  package init(
    at location: Location, and others: [Location] = [], in resources: inout SchemaResources,
    options: SchemaOptions = SchemaOptions()
  ) throws(SchemaError) {
    var compiler = Compiler(resources, options: options)
    try compiler.compile(from: [location] + others)
    program = Program(compiler.program)
    start = 0
    resources = compiler.resources
  }

  private init(_ program: Program, start: Int32) {
    self.program = program
    self.start = start
  }

  /// The schema at a location that was compiled with this one.
  package func entered(at location: Location) -> Schema { Schema(program, start: number(of: location)) }

  /// Compiles a document, whose relative references are relative to a URI.
  ///
  /// - Throws: a `SchemaError` at the first thing that is wrong.
  package convenience init(
    _ root: Node, uri: String = "", defaultDraft: Draft = .draft2020, options: SchemaOptions = SchemaOptions(),
    limits: SchemaLimits = SchemaLimits(), loader: @escaping SchemaLoader = { _ in nil }
  ) throws(SchemaError) {
    var resources = SchemaResources(defaultDraft: defaultDraft, limits: limits, loader: loader)
    let location = try resources.add(root, uri: uri)
    try self.init(at: location, in: &resources, options: options)
  }

  /// Says whether a value is valid, by the whole schema or by the one at a location that was compiled with it.
  ///
  /// - Throws: an `EvaluationError` when that takes more than the limits.
  package func isValid(
    _ instance: Node, at location: Location? = nil, limits: EvaluationLimits = EvaluationLimits()
  ) throws(EvaluationError) -> Bool {
    var judge = Judge(program, instance, limits: limits)
    return try judge.holds(number(of: location), instance.index, tracking: false)
  }

  private func number(of location: Location?) -> Int32 { location.flatMap { program.ids[$0] } ?? start }

  /// Asks about a value and keeps the reasons, up to so many errors and annotations as there is room for.
  ///
  /// - Throws: an `EvaluationError` when that takes more than the limits.
  package func evaluate(
    _ instance: Node, at location: Location? = nil, limits: EvaluationLimits = EvaluationLimits(),
    annotations: Bool = false, room: Int = 100_000
  ) throws(EvaluationError) -> Evaluation {
    var tracer = Tracer(program, instance, limits: limits, keepsAnnotations: annotations, room: room)
    let root = try tracer.evaluate(number(of: location), instance.index)
    return Evaluation(root: root, isTruncated: tracer.room == 0, program: program)
  }
}
