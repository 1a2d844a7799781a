extension RunnerTraits {
  /// goose cuts a file into statements and runs them in a transaction with its ledger row (internal/sqlparser).
  static let goose = RunnerTraits(
    name: "goose", transaction: .runner, naming: .number, wayBack: .markers(.goose), sendsOneQuery: false,
    withoutTransaction: .line("+goose NO TRANSACTION"))
}
