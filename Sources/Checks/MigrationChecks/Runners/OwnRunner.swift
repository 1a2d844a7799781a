extension RunnerTraits {
  /// The file opens its transaction, and the way back is cut off before it is applied.
  static let own = RunnerTraits(
    name: "own", transaction: .file, naming: .timestamp, wayBack: .detected, sendsOneQuery: false,
    withoutTransaction: .line("no-transaction"))
}
