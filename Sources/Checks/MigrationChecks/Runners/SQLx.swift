extension RunnerTraits {
  /// sqlx sends a file as one query in a transaction with its ledger row (sqlx-core/src/migrate/source.rs).
  static let sqlx = RunnerTraits(
    name: "sqlx", transaction: .runner, naming: .number, wayBack: .pair, sendsOneQuery: true,
    withoutTransaction: .firstLine("no-transaction"))
}
