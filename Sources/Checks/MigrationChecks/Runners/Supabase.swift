extension RunnerTraits {
  /// The Supabase CLI applies `^[0-9]+_.*\.sql$`, also `x.down.sql`, each in a transaction (pkg/migration/file.go).
  static let supabase = RunnerTraits(
    name: "the Supabase CLI", transaction: .runner, naming: .number, wayBack: .none, sendsOneQuery: false,
    withoutTransaction: nil, leavesOutRefused: true)
}
