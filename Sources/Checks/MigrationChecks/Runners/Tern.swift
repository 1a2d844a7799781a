extension RunnerTraits {
  /// tern sends each part of a file as one query in a transaction (README).
  static let tern = RunnerTraits(
    name: "tern", transaction: .runner, naming: .number, wayBack: .markers(.tern), sendsOneQuery: true,
    withoutTransaction: .line("tern: disable-tx"))
}
