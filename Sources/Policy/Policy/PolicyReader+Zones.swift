package import Calendars

extension PolicyReader {
  /// A zone of the system's database.
  package mutating func zone(_ key: String) -> Zone? {
    guard let name = text(key) else { return nil }
    let folder = ZoneFolder()
    do throws(ZoneError) {
      return try folder.zone(named: name)
    } catch {
      let names = folder.names()
      let nearest = Suggestion.nearest(to: name, among: names).map { "did you mean \($0)?" }
      let install = "install the system's time zone data (Debian: apt-get install tzdata)"
      refuse(
        key, error.message,
        help: nearest ?? (names.isEmpty ? install : "a name of the IANA database, as Europe/Amsterdam"))
      return nil
    }
  }
}
