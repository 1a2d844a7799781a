/// The tool that applies migrations.
package enum Runner: String, CaseIterable, Sendable {
  /// This project's own reading: one file, `BEGIN … COMMIT` each way.
  case own
  case psql
  case supabase
  case dbmate
  case goose
  case golangMigrate = "golang-migrate"
  case sqlx
  case diesel
  case flyway
  case sqlMigrate = "sql-migrate"
  case sqitch
  case prisma
  case atlas
  case liquibase
  case tern
  case nodePgMigrate = "node-pg-migrate"

  /// What the runner does with files: one row of the table that all rules go by.
  var traits: RunnerTraits {
    switch self {
    case .own: .own
    case .psql: .psql
    case .supabase: .supabase
    case .dbmate: .dbmate
    case .goose: .goose
    case .golangMigrate: .golangMigrate
    case .sqlx: .sqlx
    case .diesel: .diesel
    case .flyway: .flyway
    case .sqlMigrate: .sqlMigrate
    case .sqitch: .sqitch
    case .prisma: .prisma
    case .atlas: .atlas
    case .liquibase: .liquibase
    case .tern: .tern
    case .nodePgMigrate: .nodePgMigrate
    }
  }
}

/// How a runner finds, orders and applies migrations.
struct RunnerTraits: Sendable {
  /// The name as its authors write it.
  let name: String

  /// Who opens the transaction of a direction.
  var transaction: TransactionOwner

  /// How files are found, and what order they are applied in.
  let naming: Naming

  /// Where the way back is.
  let wayBack: WayBack

  /// Whether a file is sent as one query, which PostgreSQL runs as one transaction.
  let sendsOneQuery: Bool

  /// The comment that switches the runner's transaction off, as it is written; `nil` where there is none.
  let withoutTransaction: TransactionSwitch?

  /// Whether it cuts a direction into statements where its transaction is switched off.
  var splitsWithoutTransaction = false

  /// Whether each file has a connection of its own.
  var hasOwnSession = false

  /// Whether it runs by itself, outside of its transaction, what PostgreSQL refuses in one.
  var leavesOutRefused = false

  enum TransactionOwner: Sendable {
    case file
    case runner
    /// Each statement, or each query, by itself.
    case nobody
  }

  enum Naming: Sendable {
    /// `YYYYMMDDHHMMSS_words.sql`, by the bytes of the name.
    case timestamp
    /// Any name, by its bytes.
    case bytes
    /// The number before the first `_`.
    case number
    /// Any name, by the number that it begins with and then by its bytes.
    case anyName
    /// `1_words.sql` and so on, without a gap.
    case sequence
    /// A folder with one file for each direction, by the text before the first `_` without dashes.
    case folder
    /// `deploy/x.sql` and `revert/x.sql`, in the order of `sqitch.plan`.
    case plan
    /// `V1.2__words.sql`, `U…` and `R__words.sql`, by the parts of the version as numbers.
    case flyway
  }

  enum WayBack: Sendable {
    /// As the file says: markers, a divider, or a second file.
    case detected
    case markers(Marker.Convention)
    /// `x.down.sql`.
    case pair
    /// `down.sql` in the same folder.
    case folder
    /// `U1.2__words.sql`.
    case undoFile
    /// Comments `--rollback …` after each changeset.
    case rollbackComments
    /// None: a divider or a second file is applied like any other.
    case none
  }

  enum TransactionSwitch: Sendable {
    /// `transaction:false` behind the marker of a direction.
    case option(String)
    /// A comment on a line of its own, anywhere in the file.
    case line(String)
    /// A comment that is the first thing of the file.
    case firstLine(String)
    /// A line of the comments that the file begins with, which an empty line ends.
    case header(String)
    /// A whole line of the direction that it is about.
    case directionLine(String)
  }
}
