package import Calendars
internal import Git

/// The files of a new migration, as its runner reads them.
package struct MigrationTemplate {
  package let files: [(path: String, text: String)]

  /// It is `nil` for a runner whose plan only its own tool can write.
  ///
  /// - Parameters:
  ///   - slug: what the migration does, in words joined by `_`.
  ///   - policy: says who applies it, and from which folder.
  ///   - now: its time.
  ///   - names: those of the files and folders that are there, whose numbers it comes after.
  package init?(_ slug: String, _ policy: MigrationPolicy, at now: Instant, after names: [String]) {
    let stamp = String("\(now)".filter { $0.isASCII && $0.isNumber }.prefix(14))
    let version = Self.nextVersion(after: names, stamp: stamp)
    let root = policy.root.description
    let up = "-- \(slug.split(separator: "_").joined(separator: " ")).\n"
    let limit = policy.server.lockTimeout == nil ? "SET LOCAL lock_timeout = '3s';\n" : ""
    let back = "-- What takes it back, for the data that is there by then.\n"
    let transaction = { (body: String) in "BEGIN;\n\(limit)\(body)COMMIT;\n" }
    func one(_ name: String, _ text: String) -> [(path: String, text: String)] { [("\(root)/\(name)", text)] }
    switch policy.runner ?? .own {
    case .own where policy.down == .pair:
      files =
        one("\(stamp)_\(slug).up.sql", transaction(up)) + one("\(stamp)_\(slug).down.sql", transaction(back))
    case .own where policy.down == .divider:
      files = one("\(stamp)_\(slug).sql", "\(transaction(up))\n-- down\n\(transaction(back))")
    case .own:
      files = one(
        "\(stamp)_\(slug).sql",
        "-- migrate:up transaction:false\n\(transaction(up))\n-- migrate:down transaction:false\n\(transaction(back))")
    case .psql: files = one("\(stamp)_\(slug).sql", transaction(up))
    case .supabase: files = one("\(stamp)_\(slug).sql", limit + up)
    case .atlas: files = one("\(stamp)_\(slug).sql", limit + up)
    case .dbmate:
      files = one("\(stamp)_\(slug).sql", "-- migrate:up\n\(limit)\(up)\n-- migrate:down\n\(limit)\(back)")
    case .goose: files = one("\(version)_\(slug).sql", "-- +goose Up\n\(limit)\(up)\n-- +goose Down\n\(limit)\(back)")
    case .sqlMigrate:
      files = one("\(stamp)-\(slug).sql", "-- +migrate Up\n\(limit)\(up)\n-- +migrate Down\n\(limit)\(back)")
    case .golangMigrate, .sqlx:
      files = one("\(version)_\(slug).up.sql", limit + up) + one("\(version)_\(slug).down.sql", limit + back)
    case .diesel:
      let day = "\(stamp.prefix(4))-\(stamp.dropFirst(4).prefix(2))-\(stamp.dropFirst(6).prefix(2))"
      let folder = "\(day)-\(stamp.dropFirst(8))_\(slug)"
      files = one("\(folder)/up.sql", limit + up) + one("\(folder)/down.sql", limit + back)
    case .flyway:
      let number = Self.numbers(of: names.map { String($0.drop { $0 == "V" }) }).max().map { "\($0 + 1)" } ?? "1"
      files = one("V\(number)__\(slug).sql", limit + up)
    case .prisma: files = one("\(stamp)_\(slug)/migration.sql", limit + up)
    case .liquibase:
      files = one(
        "\(stamp)_\(slug).sql", "--liquibase formatted sql\n\n--changeset author:\(stamp)\n\(limit)\(up)--rollback \n")
    case .tern:
      let number = (Self.numbers(of: names).max() ?? 0) + 1
      let digits = String(number)
      files = one(
        "\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)_\(slug).sql",
        "\(limit)\(up)\n---- create above / drop below ----\n\n\(limit)\(back)")
    case .nodePgMigrate:
      files = one(
        "\(now.secondsSince1970 * 1000)_\(slug).sql",
        "-- Up Migration\n\(limit)\(up)\n-- Down Migration\n\(limit)\(back)")
    case .sqitch: return nil
    }
  }

  /// The time, or, where migrations are counted, the next number with as many digits.
  private static func nextVersion(after names: [String], stamp: String) -> String {
    let last = names.filter { $0.hasSuffix(".sql") }.compactMap { name -> Substring? in
      let digits = name.prefix { $0.isASCII && $0.isNumber }
      return digits.isEmpty ? nil : digits
    }.max { (Int($0) ?? 0) < (Int($1) ?? 0) }
    guard let last, last.count < 14, let number = Int(last) else { return stamp }
    let next = String(number + 1)
    return String(repeating: "0", count: max(0, last.count - next.count)) + next
  }

  private static func numbers(of names: [String]) -> [Int] {
    names.compactMap { name in Int(name.prefix { $0.isASCII && $0.isNumber }) }
  }
}

extension MigrationPolicy {
  /// The runner as the policy names it.
  package var runnerName: String { (runner ?? .own).rawValue }
}
