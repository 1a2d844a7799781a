extension RunnerTraits {
  /// Liquibase runs each changeset of a file of formatted SQL in a transaction (documentation of the SQL format).
  static let liquibase = RunnerTraits(
    name: "Liquibase", transaction: .runner, naming: .bytes, wayBack: .rollbackComments, sendsOneQuery: false,
    withoutTransaction: .option("runInTransaction:false"))
}
