package import Calendars
package import Changes
package import Git
package import Policy

/// What annotated tags record: the ledger where a forge keeps none, and beyond what it keeps.
///
/// A tag is named `deploy/ENVIRONMENT/20261119T090000Z-COMMIT`, the environment percent-encoded, and has trailers. A tag of
/// such a name that does not say so itself, or that is of another commit, records nothing that could be relied on.
package struct TagLedger: Sendable {
  package private(set) var deployments: [DeploymentRecord] = []

  /// The results of checks that are recorded, each of a commit.
  package private(set) var results: [RecordedResult] = []

  /// The trains that are recorded as skipped.
  package private(set) var skipped: Set<CivilDate> = []

  package private(set) var freezes: [DeploymentFreeze] = []

  /// What cannot be read, a sentence each.
  package private(set) var problems: [String] = []

  package struct RecordedResult: Sendable {
    package let name: String
    package let commit: ObjectID
    package let conclusion: String
    package let by: Login
    package let at: Instant
  }

  /// Reads the tags of all kinds.
  package init(_ history: any CommitHistory) {
    do throws(GitError) {
      for kind in LedgerName.Kind.allCases {
        for tag in try history.tags(withPrefix: "\(kind.rawValue)/") { note(tag, kind) }
      }
    } catch {
      problems.append("the tags of the ledger cannot be read: \(error.message)")
    }
    deployments.sort { $0.at < $1.at }
  }

  private mutating func note(_ tag: LedgerTag, _ kind: LedgerName.Kind) {
    guard let name = LedgerName(tag.name), name.kind == kind, name.commit == tag.target,
      let trailers = LedgerTrailers(tag.message)
    else {
      problems.append("the tag \(tag.name) is no record of the ledger")
      return
    }
    let by = trailers["By"] ?? tag.tagger ?? ""
    switch kind {
    case .deploy:
      guard let state = trailers["State"], trailers["Environment"] == name.subject else {
        problems.append("the tag \(tag.name) has not the trailers of a deployment")
        return
      }
      deployments.append(
        DeploymentRecord(
          environment: name.subject, commit: tag.target, outcome: state == "success" ? .success : .failure,
          began: trailers["Started"].flatMap { Instant(rfc3339: $0) }, at: name.at, by: by, pullRequests: []))
    case .smoke:
      guard let conclusion = trailers["Conclusion"] else {
        problems.append("the tag \(tag.name) has no conclusion")
        return
      }
      results.append(
        RecordedResult(
          name: name.subject, commit: tag.target, conclusion: conclusion, by: Login(by), at: name.at))
    case .hold:
      let until = trailers["Until"].flatMap { Instant(rfc3339: $0) } ?? DeploymentFreeze.openEnd
      guard name.at < until else {
        problems.append("the tag \(tag.name) ends before it begins")
        return
      }
      freezes.append(
        DeploymentFreeze(
          name: tag.name, environments: name.subject == "all" ? nil : [name.subject], range: name.at..<until, owner: by,
          reason: trailers["Reason"] ?? "", allowsHotfix: trailers["Hotfix"] != "false", source: .policy))
    case .skip:
      guard let date = CivilDate(name.subject) else {
        problems.append("the tag \(tag.name) names no day")
        return
      }
      skipped.insert(date)
    }
  }
}

/// The name of a tag of the ledger.
package struct LedgerName: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case deploy
    case smoke
    case hold
    case skip
  }

  package let kind: Kind

  /// The environment, the name of a result, or the day of a train.
  package let subject: String
  package let at: Instant
  package let commit: ObjectID

  package init(_ kind: Kind, _ subject: String, at: Instant, _ commit: ObjectID) {
    (self.kind, self.subject, self.commit) = (kind, subject, commit)
    self.at = Instant(secondsSince1970: at.secondsSince1970)
  }

  /// Reads a name; `nil` for any other.
  package init?(_ name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let kind = Kind(rawValue: String(parts[0])), let subject = Self.decoded(parts[1]),
      let dash = parts[2].firstIndex(of: "-"), let commit = ObjectID(parts[2][parts[2].index(after: dash)...])
    else { return nil }
    let digits = Array(parts[2][..<dash])
    guard digits.count == 16 else { return nil }
    func text(_ range: Range<Int>) -> String { String(digits[range]) }
    let written =
      "\(text(0..<4))-\(text(4..<6))-\(text(6..<11)):\(text(11..<13)):\(text(13..<16))"
    guard let at = Instant(rfc3339: written) else { return nil }
    self.init(kind, subject, at: at, commit)
    guard self.name == name else { return nil }
  }

  /// `deploy/production/20261119T090000Z-…`.
  package var name: String { "\(kind.rawValue)/\(Self.encoded(subject))/\(CalendarFeed.time(at))-\(commit)" }

  /// Letters, digits, `-` and `_` as they are, all else percent-encoded, so that it is one part of the name of a reference.
  static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { encoded, byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = byte < 0x80 && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte))
      if isPlain || scalar == "-" || scalar == "_" {
        encoded.unicodeScalars.append(scalar)
      } else {
        encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// The trailers of a record: the last paragraph of its message.
struct LedgerTrailers {
  private let values: [String: String]

  /// Reads them; `nil` where there are none, or one is there twice.
  init?(_ message: String) {
    var values: [String: String] = [:]
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let last = lines.reversed().drop { $0.isEmpty }.prefix { !$0.isEmpty }.reversed()
    for line in last {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let key = String(line[..<colon])
      let value = String(line[line.index(after: colon)...].drop { $0 == " " })
      guard values.updateValue(value, forKey: key) == nil else { return nil }
    }
    guard !values.isEmpty else { return nil }
    self.values = values
  }

  subscript(key: String) -> String? { values[key] }
}
