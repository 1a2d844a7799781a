extension RunnerTraits {
  /// node-pg-migrate runs all pending files in one transaction (docs/src/cli.md, src/sqlMigration.ts).
  static let nodePgMigrate = RunnerTraits(
    name: "node-pg-migrate", transaction: .runner, naming: .anyName, wayBack: .markers(.nodePgMigrate),
    sendsOneQuery: true, withoutTransaction: nil)
}
