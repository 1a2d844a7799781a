/// One subschema in the form that is evaluated.
struct CompiledSchema: Sendable {
  /// Where it stands.
  let location: Location
  /// The resource that it belongs to.
  let resource: Int32
  /// The kinds that its `type` allows.
  var kinds: Kinds = .any
  /// For each kind of values, by its raw value on the tape, which instructions decide about it; the end of the last.
  var starts: InlineArray<7, Int32> = .init(repeating: 0)
  /// All keywords in the order of evaluation, annotations included.
  var keywords: Range<Int32> = 0..<0
  /// Whether it looks at what its other keywords evaluated.
  var hasUnevaluated = false
  /// Whether it is `false`.
  var isNever = false

  init(location: Location, resource: Int) {
    self.location = location
    self.resource = Int32(resource)
  }
}
