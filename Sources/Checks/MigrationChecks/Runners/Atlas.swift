extension RunnerTraits {
  /// Atlas applies every file of the folder, also `x.down.sql`, each in a transaction (cmdapi/migrate.go).
  static let atlas = RunnerTraits(
    name: "Atlas", transaction: .runner, naming: .bytes, wayBack: .none, sendsOneQuery: false,
    withoutTransaction: .line("atlas:txmode none"))
}
