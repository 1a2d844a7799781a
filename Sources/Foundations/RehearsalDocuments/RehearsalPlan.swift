/// What a rehearsal runs, and how: written by the check that read the migrations, and read by what runs them.
package struct RehearsalPlan: Sendable, Equatable {
  /// The major version of the servers that get the migrations.
  package var server: Int

  package var owner: Owner

  /// What a server has before the first migration; run by a superuser.
  package var prelude: Prelude

  /// The roles of the policy, of which is asked what they can do.
  package var roles: [String]

  /// The claims that each of them is tried with.
  package var claims = RehearsalReport.Access.Claims.allCases

  /// Extensions that are made before, where they are installed.
  package var extensions: [String]

  /// The schema that these extensions are made in.
  package var extensionSchema: String?

  /// Makes the runner's ledger; `nil` for a runner without one.
  package var ledger: String?

  package var limits: Limits

  /// The merged migrations in the order of the runner.
  package var base: [Migration]

  /// The new migrations in the order of the runner.
  package var migrations: [Migration]

  /// The files that say what views and policies are; applied once all migrations have run, they are to change nothing.
  package var declared: [Declared] = []

  package struct Declared: Sendable, Equatable {
    package var direction: Direction

    /// Whether the change edits the file; of another one only what the migrations touch is of interest.
    package var isEdited: Bool

    package init(direction: Direction, isEdited: Bool) {
      self.direction = direction
      self.isEdited = isEdited
    }
  }

  /// The role that migrations run as.
  package struct Owner: Sendable, Equatable {
    package var role: String

    /// The role that connects, and becomes the other one; `nil` where the role itself connects.
    package var login: String?

    /// Of `createdb`, `createrole`, `replication` and `bypassrls`.
    package var attributes: [String]

    /// Whether the policy names the role; one that it does not name may have more rights on a server than here.
    package var isNamed: Bool

    package init(role: String, login: String?, attributes: [String], isNamed: Bool) {
      self.role = role
      self.login = login
      self.attributes = attributes
      self.isNamed = isNamed
    }
  }

  package struct Prelude: Sendable, Equatable {
    /// As the policy names it: `none`, `supabase` or a file.
    package var name: String
    package var sql: String

    package init(name: String, sql: String) {
      self.name = name
      self.sql = sql
    }
  }

  package struct Limits: Sendable, Equatable {
    /// How long one statement may take, in seconds.
    package var statement = 30
    /// How long the whole rehearsal may take, in seconds.
    package var total = 600
    /// How large the data folder may become, in bytes.
    package var disk = 1 << 30

    package init() {}
  }

  package struct Migration: Sendable, Equatable {
    package var up: Direction

    /// `nil` where there is no way back, or where the file says that there is none.
    package var down: Direction?

    package init(up: Direction, down: Direction?) {
      self.up = up
      self.down = down
    }
  }

  /// One way to go, as its runner sends it.
  package struct Direction: Sendable, Equatable {
    package var file: RehearsedFile

    /// Whether the runner opens a transaction around it.
    package var isWrapped: Bool

    /// What is sent, one after the other.
    package var statements: [Statement]

    /// What the runner writes into its ledger afterwards, within the same transaction where there is one.
    package var bookkeeping: [String]

    package init(file: RehearsedFile, isWrapped: Bool, statements: [Statement], bookkeeping: [String]) {
      self.file = file
      self.isWrapped = isWrapped
      self.statements = statements
      self.bookkeeping = bookkeeping
    }
  }

  package struct Statement: Sendable, Equatable {
    package var text: String

    /// The line of the file that it begins in, from 1.
    package var line: Int

    /// The extension that it creates or drops, where it does nothing else.
    package var extensionName: String?

    package init(text: String, line: Int, extensionName: String? = nil) {
      self.text = text
      self.line = line
      self.extensionName = extensionName
    }
  }

  package init(
    server: Int, owner: Owner, prelude: Prelude, roles: [String] = [], extensions: [String] = [],
    extensionSchema: String? = nil,
    ledger: String? = nil, limits: Limits = Limits(), base: [Migration], migrations: [Migration]
  ) {
    self.server = server
    self.owner = owner
    self.prelude = prelude
    self.roles = roles
    self.extensions = extensions
    self.extensionSchema = extensionSchema
    self.ledger = ledger
    self.limits = limits
    self.base = base
    self.migrations = migrations
  }
}

/// A file in the version that was run.
package struct RehearsedFile: Sendable, Hashable {
  package var path: String

  /// The id of its content in git, in hexadecimal digits.
  package var blob: String

  package init(path: String, blob: String) {
    self.path = path
    self.blob = blob
  }
}
