extension RunnerTraits {
  /// Prisma Migrate sends `migration.sql` of a folder as one query (prisma-engines, migrations_directory.rs).
  static let prisma = RunnerTraits(
    name: "Prisma Migrate", transaction: .nobody, naming: .folder, wayBack: .none, sendsOneQuery: true,
    withoutTransaction: nil)
}
