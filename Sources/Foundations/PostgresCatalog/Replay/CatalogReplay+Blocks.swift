internal import SQL

extension CatalogReplay {
  /// `DO`: what it runs for certain is applied, what it may run leaves a doubt.
  mutating func runBlock(_ block: DoBlock) {
    let language = block.options.first { $0.name == "language" }?.value?.lowercased() ?? "plpgsql"
    let text = block.options.first { $0.name == "as" }?.value ?? ""
    guard language == "plpgsql", let body = ProceduralBody(text) else {
      return doubtEverything(because: "a DO block in \(language) cannot be followed")
    }
    run(body, isCertain: true, "a DO block")
  }

  mutating func doubtEffects(ofCalling statement: Call) {
    guard let call = statement.function else { return }
    let candidates = catalog.routines.entries.filter { $0.key.name.name == call.name.last }
    guard !candidates.isEmpty else {
      return doubtEverything(because: "the procedure \(call.name.joined(separator: ".")) is not known")
    }
    for (id, routine) in candidates {
      guard routine.language == "plpgsql", let body = ProceduralBody(routine.body) else { continue }
      run(body, isCertain: false, "the procedure \(id.name)")
    }
  }

  private mutating func run(_ body: ProceduralBody, isCertain: Bool, _ name: String) {
    for command in body.commands {
      guard let text = command.text else {
        doubtEverything(because: "\(name) executes a text that is put together while it runs")
        continue
      }
      for statement in SQLParser.parse(SQLText(text)).statements {
        guard let statement = statement.statement else {
          doubtEverything(because: "\(name) executes a text that does not parse")
          continue
        }
        run(statement, command, isCertain: isCertain && command.isCertain, name)
      }
    }
  }

  private mutating func run(
    _ statement: Statement, _ command: ProceduralBody.Command, isCertain: Bool, _ name: String
  ) {
    if case .doBlock = statement { return doubtEverything(because: "\(name) executes another one") }
    if isCertain {
      let failure = applyWithin(statement)
      guard let failure else { return }
      if command.toleratesDuplicates, failure.kind == .duplicate { return }
      doubt(failure.object, because: "\(name) changes it, and \(failure.message)")
      return
    }
    guard statement.changesObjects else { return }
    let records = recordsChanges
    recordsChanges = true
    defer { recordsChanges = records }
    catalog.mark()
    let outcome = apply(statement)
    catalog.rollBack()
    let objects = Set(outcome.changes.map(\.object.owner))
    for object in objects { doubt(object, because: "\(name) changes it in some cases only") }
    if let object = outcome.failure?.object { doubt(object.owner, because: "\(name) changes it in some cases only") }
  }
}

extension Statement {
  /// Whether it can change more than rows.
  fileprivate var changesObjects: Bool {
    switch self {
    case .insert, .update, .delete, .merge, .copy, .truncate, .lockTable, .transaction, .setVariable: false
    case .select(let query): query.into != nil
    default: true
    }
  }
}
