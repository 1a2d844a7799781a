extension RunnerTraits {
  /// Atlas applies every file of the folder, also `x.down.sql`, each in a transaction (cmdapi/migrate.go); its directives
  /// are comments at the top of the file with an empty line after them (sql/migrate/dir.go).
  static let atlas = RunnerTraits(
    name: "Atlas", transaction: .runner, naming: .bytes, wayBack: .none, sendsOneQuery: false,
    withoutTransaction: .header("atlas:txmode none"))
}
