internal import Calendars
internal import Git

extension Runner {
  /// The name of a migration's file at a path below the folder of migrations; `nil` for a file that the runner ignores.
  func migrationName(of path: RepositoryPath, in root: RepositoryPath) -> MigrationName? {
    let fileName = path.fileName
    switch traits.naming {
    case .folder:
      guard path.parent.parent == root else { return nil }
      if self == .prisma {
        return fileName == "migration.sql" ? MigrationName(whole: path.parent.fileName) : nil
      }
      guard fileName == "up.sql" || fileName == "down.sql" else { return nil }
      return MigrationName(stem: path.parent.fileName, part: fileName == "up.sql" ? .up : .down)
    case .plan:
      let folder = path.parent.fileName
      guard path.parent.parent == root, folder == "deploy" || folder == "revert", fileName.hasSuffix(".sql") else {
        return nil
      }
      return MigrationName(stem: String(fileName.dropLast(4)), part: folder == "deploy" ? .up : .down)
    case .flyway: return flywayName(fileName)
    case .bytes, .number, .anyName, .sequence, .timestamp:
      guard path.parent == root else { return nil }
      guard readsWholeNames else { return MigrationName(fileName) }
      return MigrationName(fileName).map { _ in MigrationName(whole: String(fileName.dropLast(4))) }
    }
  }

  /// `V1__a.sql`, `U1__a.sql` and `R__a.sql`: the files of one version share its stem.
  private func flywayName(_ name: String) -> MigrationName? {
    guard name.hasSuffix(".sql"), let prefix = name.first, "VUR".contains(prefix),
      let separator = name.firstRange(of: "__")
    else { return nil }
    let version = String(name[name.index(after: name.startIndex)..<separator.lowerBound])
    if prefix == "R" { return version.isEmpty ? MigrationName(whole: String(name.dropLast(4))) : nil }
    return MigrationName(stem: version, part: prefix == "V" ? .up : .down)
  }

  /// Whether `x.down.sql` is a migration like any other to the runner.
  private var readsWholeNames: Bool {
    switch traits.wayBack {
    case .none, .rollbackComments, .markers: true
    case .detected, .pair, .folder, .undoFile: false
    }
  }

  /// Whether the runner looks for files below the folder, too.
  var isRecursive: Bool {
    switch traits.naming {
    case .folder, .flyway, .plan: true
    default: false
    }
  }
}

extension Runner {
  /// A good name of a file.
  var exampleName: String {
    switch traits.naming {
    case .timestamp, .bytes: "20260105090000_create_orders.sql"
    case .number, .anyName, .sequence: "001_create_orders.sql"
    case .folder: self == .prisma ? "20260105090000_create_orders/migration.sql" : "20260105090000_create_orders/up.sql"
    case .plan: "deploy/create_orders.sql"
    case .flyway: "V1__create_orders.sql"
    }
  }
}

extension MigrationName {
  /// What the runner orders by, in a form whose bytes sort as the runner does; `nil` for what it gives no order.
  func sortableVersion(by runner: Runner) -> String? {
    switch runner.traits.naming {
    case .timestamp, .bytes: stem
    case .number, .sequence: paddedNumber
    case .anyName where runner == .nodePgMigrate: "\(milliseconds ?? paddedNumber ?? "") \(stem)"
    case .anyName: "\(paddedNumber ?? "~") \(stem)"
    case .plan: rank.map { "\(100_000_000 + $0)" } ?? "~\(stem)"
    case .folder: runner == .prisma ? stem : String(stem.prefix { $0 != "_" }.filter { $0 != "-" })
    case .flyway:
      stem.hasPrefix("R__")
        ? "~" + stem
        : stem.split { $0 == "." || $0 == "_" }.map { part in
          String(repeating: "0", count: max(0, 20 - part.count)) + part
        }.joined(separator: ".")
    }
  }

  /// The number at the front; digits without leading zeros sort by their length first.
  private var paddedNumber: String? { digits.map { Self.padded($0[...]) } }

  private static func padded(_ digits: Substring) -> String {
    let number = digits.drop { $0 == "0" }
    return String(repeating: "0", count: max(0, 40 - number.count)) + number
  }

  /// The time of the 17 digits of a name in UTC, in milliseconds as the other names of node-pg-migrate have it.
  private var milliseconds: String? {
    guard let digits, digits.utf8.count == 17 else { return nil }
    func number(_ start: Int, _ count: Int) -> Int { Int(digits.dropFirst(start).prefix(count)) ?? 0 }
    guard let day = CivilDate(year: number(0, 4), month: number(4, 2), day: number(6, 2)) else { return nil }
    let seconds = day.daysSince1970 * 86_400 + number(8, 2) * 3600 + number(10, 2) * 60 + number(12, 2)
    return Self.padded("\(seconds * 1000 + number(14, 3))"[...])
  }

  /// What no two migrations may share.
  func uniqueVersion(by runner: Runner) -> String? {
    switch runner.traits.naming {
    case .timestamp: timestamp
    case .bytes, .anyName, .plan: nil
    case .number, .sequence, .folder, .flyway: sortableVersion(by: runner)
    }
  }

  private var digits: String? {
    let digits = stem.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }

  /// What the runner would say of the name, in words that go on from "the name"; `nil` for a good one.
  func problem(of file: String, by runner: Runner) -> String? {
    switch runner.traits.naming {
    case .timestamp: problem(of: file)
    case .number: digits == nil ? "begins with no number, so \(runner.traits.name) does not apply it" : nil
    case .sequence:
      digits.map { stem.dropFirst($0.count).first == "_" && stem.count > $0.count + 1 } == true
        ? nil : "is not a number with `_` and words, so \(runner.traits.name) does not apply it"
    case .plan: rank == nil ? "is not in `sqitch.plan`, so Sqitch does not deploy it" : nil
    case .bytes, .anyName, .folder, .flyway: nil
    }
  }
}
