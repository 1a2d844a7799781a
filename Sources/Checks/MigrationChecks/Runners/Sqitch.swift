extension RunnerTraits {
  /// Sqitch runs `deploy/x.sql` and `revert/x.sql` by psql with ON_ERROR_STOP, in the order of its plan (Engine/pg.pm).
  static let sqitch = RunnerTraits(
    name: "Sqitch", transaction: .file, naming: .plan, wayBack: .folder, sendsOneQuery: false,
    withoutTransaction: .line("no-transaction"), hasOwnSession: true)
}
