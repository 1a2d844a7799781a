extension RunnerTraits {
  /// golang-migrate sends `n_words.up.sql` as one query, and opens no transaction itself (database/postgres).
  static let golangMigrate = RunnerTraits(
    name: "golang-migrate", transaction: .nobody, naming: .number, wayBack: .pair, sendsOneQuery: true,
    withoutTransaction: nil)
}
