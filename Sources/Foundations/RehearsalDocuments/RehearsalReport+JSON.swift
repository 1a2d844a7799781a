internal import Documents

extension RehearsalReport {
  /// The version of the format: `docs/rehearsal-report.schema.json`.
  package static let version = 1

  /// The report as JSON, the same bytes for the same report.
  package var bytes: [UInt8] {
    Node.members([
      ("version", .number(Number(Self.version))), ("server", .string(server)), ("confined", .boolean(isConfined)),
      ("owner", .string(owner)), ("prelude", .string(prelude)), ("preludeDigest", .string(preludeDigest)),
      ("base", .array(base.map(\.node))), ("migrations", .array(migrations.map(\.node))),
      ("declared", declared.isEmpty ? nil : .array(declared.map(\.node))),
      ("access", access.isEmpty ? nil : .array(access.map(\.node))), ("undecided", .texts(undecided)),
      ("notes", .texts(notes)),
    ]).jsonBytes(pretty: true) + [UInt8(ascii: "\n")]
  }

  /// Whether a document is meant as a report of a rehearsal, whatever may be wrong with it.
  package static func isMeant(by bytes: [UInt8]) -> Bool {
    do throws(UnreadableRehearsal) {
      let root = try RehearsalValue.root(of: bytes)
      let (migrations, prelude) = (try root.optional("migrations"), try root.optional("prelude"))
      return migrations != nil && prelude != nil
    } catch {
      return false
    }
  }

  /// Reads a report, without believing it.
  ///
  /// - Throws: `UnreadableRehearsal` with the place.
  package init(_ bytes: [UInt8]) throws(UnreadableRehearsal) {
    let root = try RehearsalValue.root(of: bytes)
    guard try root["version"].integer() == Self.version else {
      throw UnreadableRehearsal(message: "version is to be \(Self.version)")
    }
    self.init(
      server: try root["server"].text(), isConfined: try root["confined"].flag(), owner: try root["owner"].text(),
      prelude: try root["prelude"].text(), preludeDigest: try root["preludeDigest"].text(),
      base: try root["base"].list { value throws(UnreadableRehearsal) in try RehearsedFile(value) },
      migrations: try root["migrations"].list { value throws(UnreadableRehearsal) in try Migration(value) },
      access: try root.optional("access")?.list { value throws(UnreadableRehearsal) in try Access(value) } ?? [],
      undecided: try root["undecided"].list { value throws(UnreadableRehearsal) in try value.text() },
      notes: try root.optional("notes")?.list { value throws(UnreadableRehearsal) in try value.text() } ?? [])
    declared = try root.optional("declared")?.list { value throws(UnreadableRehearsal) in try Declared(value) } ?? []
  }
}

extension RehearsalReport.Declared {
  fileprivate var node: Node {
    .members([("file", file.node), ("findings", .array(findings.map(\.node)))])
  }

  fileprivate init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    self.init(
      file: try RehearsedFile(try value["file"]),
      findings: try value["findings"].list { value throws(UnreadableRehearsal) in
        try RehearsalReport.Finding(value)
      })
  }
}

extension RehearsalReport.Migration {
  fileprivate var node: Node {
    .members([
      ("up", up.node), ("down", down?.node), ("outcome", .string(outcome.rawValue)),
      ("findings", .array(findings.map(\.node))), ("locks", locks.isEmpty ? nil : .array(locks.map(\.node))),
    ])
  }

  fileprivate init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    var down: RehearsedFile?
    if let value = try value.optional("down") { down = try RehearsedFile(value) }
    self.init(
      up: try RehearsedFile(try value["up"]), down: down,
      outcome: try value["outcome"].word(of: RehearsalReport.Outcome.self),
      findings: try value["findings"].list { value throws(UnreadableRehearsal) in
        try RehearsalReport.Finding(value)
      })
    locks =
      try value.optional("locks")?.list { value throws(UnreadableRehearsal) in try RehearsalReport.Lock(value) } ?? []
  }
}

extension RehearsalReport.Lock {
  fileprivate var node: Node {
    .members([
      ("line", .number(Number(line))), ("relation", .string(relation)), ("mode", .string(mode)),
      ("rewritten", isRewritten ? .boolean(true) : nil),
    ])
  }

  fileprivate init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    self.init(
      line: try value["line"].integer(), relation: try value["relation"].text(), mode: try value["mode"].text(),
      isRewritten: try value.optional("rewritten")?.flag() ?? false)
  }
}

extension RehearsalReport.Finding {
  fileprivate var node: Node {
    .members([
      ("kind", .string(kind.rawValue)), ("path", .string(path)), ("line", line.map { .number(Number($0)) }),
      ("message", .string(message)), ("undoing", undoing.isEmpty ? nil : .texts(undoing)),
    ])
  }

  fileprivate init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    self.init(
      kind: try value["kind"].word(of: Kind.self), path: try value["path"].text(),
      line: try value.optional("line")?.integer(), message: try value["message"].text(),
      undoing: try value.optional("undoing")?.list { value throws(UnreadableRehearsal) in try value.text() } ?? [])
  }
}
