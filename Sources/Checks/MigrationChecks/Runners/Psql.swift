extension RunnerTraits {
  /// `psql -f` runs a whole file, statement by statement; it knows no way back.
  static let psql = RunnerTraits(
    name: "psql", transaction: .nobody, naming: .bytes, wayBack: .none, sendsOneQuery: false, withoutTransaction: nil)
}
