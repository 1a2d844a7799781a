extension RunnerTraits {
  /// Flyway cuts a file into statements and runs them in a transaction (Concepts, "Migrations").
  static let flyway = RunnerTraits(
    name: "Flyway", transaction: .runner, naming: .flyway, wayBack: .undoFile, sendsOneQuery: false,
    withoutTransaction: nil, leavesOutRefused: true)
}
