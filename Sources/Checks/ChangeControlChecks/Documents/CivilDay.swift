internal import Calendars
internal import Git

/// Days in the names of files.
enum CivilDay {
  /// The day that a whole name is, as `2026-11-10.md`.
  static func of(_ path: RepositoryPath) -> CivilDate? {
    CivilDate(String(path.name.split(separator: ".").first ?? ""))
  }

  /// The day that a name begins with, as `2026-11-12-event-design.md`.
  static func beginning(_ path: RepositoryPath) -> CivilDate? { CivilDate(String(path.name.prefix(10))) }
}
