internal import Documents

extension RehearsalPlan {
  /// The plan as JSON.
  package var bytes: [UInt8] {
    Node.members([
      ("server", .number(Number(server))), ("owner", owner.node), ("prelude", prelude.node),
      ("roles", .texts(roles)), ("claims", .texts(claims.map(\.rawValue))), ("extensions", .texts(extensions)),
      ("extensionSchema", extensionSchema.map(Node.string)),
      ("ledger", ledger.map(Node.string)), ("limits", limits.node), ("base", .array(base.map(\.node))),
      ("migrations", .array(migrations.map(\.node))),
      (
        "declared",
        .array(declared.map { .members([("up", $0.direction.node), ("edited", .boolean($0.isEdited))]) })
      ),
    ]).jsonBytes(pretty: false)
  }

  /// Reads what ``bytes`` wrote.
  ///
  /// - Throws: `UnreadableRehearsal` with the place.
  package init(_ bytes: [UInt8]) throws(UnreadableRehearsal) {
    let root = try RehearsalValue.root(of: bytes)
    self.init(
      server: try root["server"].integer(), owner: try Owner(try root["owner"]),
      prelude: Prelude(name: try root["prelude"]["name"].text(), sql: try root["prelude"]["sql"].text()),
      roles: try root["roles"].list { value throws(UnreadableRehearsal) in try value.text() },
      extensions: try root["extensions"].list { value throws(UnreadableRehearsal) in try value.text() },
      extensionSchema: try root.optional("extensionSchema")?.text(), ledger: try root.optional("ledger")?.text(),
      limits: try Limits(try root["limits"]),
      base: try root["base"].list { value throws(UnreadableRehearsal) in try Migration(value) },
      migrations: try root["migrations"].list { value throws(UnreadableRehearsal) in try Migration(value) })
    claims = try root["claims"].list { value throws(UnreadableRehearsal) in
      try value.word(of: RehearsalReport.Access.Claims.self)
    }
    declared = try root["declared"].list { value throws(UnreadableRehearsal) in
      Declared(direction: try Direction(try value["up"]), isEdited: try value["edited"].flag())
    }
  }
}

extension RehearsalPlan.Owner {
  fileprivate var node: Node {
    .members([
      ("role", .string(role)), ("login", login.map(Node.string)), ("attributes", .texts(attributes)),
      ("named", .boolean(isNamed)),
    ])
  }

  fileprivate init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    self.init(
      role: try value["role"].text(), login: try value.optional("login")?.text(),
      attributes: try value["attributes"].list { value throws(UnreadableRehearsal) in try value.text() },
      isNamed: try value["named"].flag())
  }
}

extension RehearsalPlan.Prelude {
  fileprivate var node: Node { .members([("name", .string(name)), ("sql", .string(sql))]) }
}

extension RehearsalPlan.Limits {
  fileprivate var node: Node {
    .members([
      ("statement", .number(Number(statement))), ("total", .number(Number(total))), ("disk", .number(Number(disk))),
    ])
  }

  fileprivate init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    self.init()
    statement = try value["statement"].integer()
    total = try value["total"].integer()
    disk = try value["disk"].integer()
  }
}

extension RehearsalPlan.Migration {
  fileprivate var node: Node { .members([("up", up.node), ("down", down?.node)]) }

  fileprivate init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    var down: RehearsalPlan.Direction?
    if let value = try value.optional("down") { down = try RehearsalPlan.Direction(value) }
    self.init(up: try RehearsalPlan.Direction(try value["up"]), down: down)
  }
}

extension RehearsalPlan.Direction {
  var node: Node {
    .members([
      ("file", file.node), ("wrapped", .boolean(isWrapped)), ("statements", .array(statements.map(\.node))),
      ("bookkeeping", .texts(bookkeeping)),
    ])
  }

  init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    self.init(
      file: try RehearsedFile(try value["file"]), isWrapped: try value["wrapped"].flag(),
      statements: try value["statements"].list { value throws(UnreadableRehearsal) in
        RehearsalPlan.Statement(
          text: try value["text"].text(), line: try value["line"].integer(),
          extensionName: try value.optional("extension")?.text())
      }, bookkeeping: try value["bookkeeping"].list { value throws(UnreadableRehearsal) in try value.text() })
  }
}

extension RehearsalPlan.Statement {
  fileprivate var node: Node {
    .members([
      ("text", .string(text)), ("line", .number(Number(line))), ("extension", extensionName.map(Node.string)),
    ])
  }
}
