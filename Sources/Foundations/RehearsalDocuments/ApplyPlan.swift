internal import Documents

/// What a database is to have: written by the check that read the migrations, and read by what applies them.
package struct ApplyPlan: Sendable, Equatable {
  /// The host that the policy names for the environment.
  package var host: String

  /// The role that migrations run as; `nil` for the one that connects.
  package var role: String?

  /// How long a statement may wait for a lock, as `3s`; `nil` where files say it.
  package var lockTimeout: String?

  /// All migrations, in their order.
  package var migrations: [Migration]

  package struct Migration: Sendable, Equatable {
    package var version: String
    package var up: RehearsalPlan.Direction

    package init(version: String, up: RehearsalPlan.Direction) {
      self.version = version
      self.up = up
    }
  }

  package init(host: String, role: String?, lockTimeout: String?, migrations: [Migration]) {
    self.host = host
    self.role = role
    self.lockTimeout = lockTimeout
    self.migrations = migrations
  }
}

extension ApplyPlan {
  /// The plan as JSON.
  package var bytes: [UInt8] {
    let migrations = migrations.map { Node.members([("version", .string($0.version)), ("up", $0.up.node)]) }
    return Node.members([
      ("host", .string(host)), ("role", role.map(Node.string)), ("lockTimeout", lockTimeout.map(Node.string)),
      ("migrations", .array(migrations)),
    ]).jsonBytes(pretty: false)
  }

  /// Reads what ``bytes`` wrote.
  ///
  /// - Throws: `UnreadableRehearsal` with the place.
  package init(_ bytes: [UInt8]) throws(UnreadableRehearsal) {
    let root = try RehearsalValue.root(of: bytes)
    self.init(
      host: try root["host"].text(), role: try root.optional("role")?.text(),
      lockTimeout: try root.optional("lockTimeout")?.text(),
      migrations: try root["migrations"].list { value throws(UnreadableRehearsal) in
        Migration(version: try value["version"].text(), up: try RehearsalPlan.Direction(try value["up"]))
      })
  }
}
