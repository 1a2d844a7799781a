extension RunnerTraits {
  /// sql-migrate cuts a direction into statements and runs it in a transaction (sqlparse.go, migrate.go).
  static let sqlMigrate = RunnerTraits(
    name: "sql-migrate", transaction: .runner, naming: .anyName, wayBack: .markers(.sqlMigrate), sendsOneQuery: false,
    withoutTransaction: .option("notransaction"))
}
