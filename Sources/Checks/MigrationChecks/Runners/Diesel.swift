extension RunnerTraits {
  /// Diesel sends `up.sql` of a folder as one query in a transaction (diesel_migrations, file_based_migrations.rs).
  static let diesel = RunnerTraits(
    name: "Diesel", transaction: .runner, naming: .folder, wayBack: .folder, sendsOneQuery: true,
    withoutTransaction: nil)
}
