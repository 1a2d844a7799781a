extension RunnerTraits {
  /// tern sends each part of a file as one query in a transaction, and cuts it where that is switched off; its numbers have
  /// no gap (migrate/migrate.go).
  static let tern = RunnerTraits(
    name: "tern", transaction: .runner, naming: .sequence, wayBack: .markers(.tern), sendsOneQuery: true,
    withoutTransaction: .directionLine("---- tern: disable-tx ----"), splitsWithoutTransaction: true)
}
