extension RunnerTraits {
  /// dbmate sends each direction as one query in a transaction with its ledger row (pkg/dbmate/migration.go, db.go).
  static let dbmate = RunnerTraits(
    name: "dbmate", transaction: .runner, naming: .number, wayBack: .markers(.dbmate), sendsOneQuery: true,
    withoutTransaction: .option("transaction:false"))
}
