package import Calendars
package import Git
package import Policy
package import RegularExpressions
internal import Terraform

/// What IAM policies may say.
package struct AccessPolicy: Sendable {
  /// Principals that may do more, until a day.
  package struct Exception: Sendable {
    package let principal: String
    package let expires: CivilDate
  }

  package let exceptions: [Exception]

  /// Whether a policy that is known only when it is applied leaves the check undecided.
  package let decidesUnknown: Bool

  /// The file that names the topics, with who produces and who consumes them; `nil` where there is none.
  package let topics: RepositoryPath?

  /// The AsyncAPI documents that topics are declared in.
  package let asyncapi: [PathPattern]

  init() {
    (exceptions, decidesUnknown, topics, asyncapi) = ([], true, nil, [])
  }

  init(_ reader: inout PolicyReader) {
    exceptions = reader.list("allow") { reader, _ in
      let (principal, expires) = (reader.text("principal"), reader.date("expires"))
      _ = (reader.text("reason"), reader.text("owner"))
      guard let principal, let expires else { return nil }
      return Exception(principal: principal, expires: expires)
    }
    decidesUnknown = reader.text("unknown") != "undecided"
    topics = reader.folder("topics")
    asyncapi = reader.patternOrPatterns("asyncapi")
  }
}

/// What the dashboards of an environment show.
package struct DashboardPolicy: Sendable {
  package struct Panel: Sendable {
    package let name: String
    package let metric: RegularExpression
  }

  /// Where the dashboards of an environment are, with `{environment}` for its name.
  package let files: String?
  package let panels: [Panel]

  init() {
    (files, panels) = (nil, [])
  }

  init(_ reader: inout PolicyReader) {
    files = reader.text("files")
    if let files, files.firstRange(of: "{environment}") == nil {
      reader.refuse("files", "`\(files)` has no `{environment}`, so all environments would have the same dashboards")
    }
    var panels: [Panel] = []
    var wrong: [String] = []
    reader.entries("panels") { name, reader in
      guard let metric = reader.text("metric") else { return }
      do throws(PatternError) {
        panels.append(Panel(name: name, metric: try RegularExpression(metric)))
      } catch {
        wrong.append("`\(metric)` of the panel \(name) is no regular expression: \(error.message)")
      }
    }
    for message in wrong { reader.refuse("panels", message) }
    self.panels = panels.sorted { $0.name < $1.name }
  }

  /// The pattern of an environment's dashboards.
  func pattern(of environment: String) -> PathPattern? {
    guard let files else { return nil }
    do throws(PathPattern.Malformed) {
      return try PathPattern(files.replacing("{environment}", with: environment))
    } catch {
      return nil
    }
  }
}

/// Where alarms lead.
package struct AlertPolicy: Sendable {
  /// The id of the channel; `nil` where alarms are not judged.
  package let channel: String?

  /// Its name, as messages show it.
  package let name: String?

  /// The folder of the runbooks; `nil` where none are asked for.
  package let runbooks: RepositoryPath?

  /// Hosts that forward to the channel.
  package let hosts: [String]

  /// Topics of other configurations that lead there, by their names.
  package let topics: [String]

  init() {
    (channel, name, runbooks, hosts, topics) = (nil, nil, nil, [], [])
  }

  init(_ reader: inout PolicyReader) {
    channel = reader.text("channel")
    name = reader.text("name")
    runbooks = reader.folder("runbooks")
    hosts = reader.texts("hosts") ?? []
    topics = reader.texts("topics") ?? []
  }

  var shownName: String { name ?? channel ?? "the channel" }

  /// Whether an alarm does something, and leads to the channel.
  func isReached(by alarm: PlannedAlarm) -> Bool {
    alarm.isEnabled && alarm.hasAction && alarm.destinations.contains(where: isReached)
  }

  func isReached(by destination: PlannedAlarm.Destination) -> Bool {
    switch destination {
    case .channel(let found): found == channel || found == name || found == name.map { String($0.drop { $0 == "#" }) }
    case .host(let found): hosts.contains(found)
    case .topic(let found): topics.contains(found)
    case .other: false
    }
  }
}

/// When a postmortem is due, and what it says.
package struct IncidentPolicy: Sendable {
  /// The label of an issue that is an incident.
  package let label: String
  package let folder: RepositoryPath?
  package let template: RepositoryPath?
  package let sections: [String]

  /// How many business days after the end of an incident it is due.
  package let days: Int
  package let zone: Zone
  package let holidays: Set<CivilDate>

  /// How long an incident may last, in seconds.
  package let restoreWithin: Int

  /// The label of a pull request that is a hotfix, which needs one as well; `nil` where it does not.
  package let hotfixLabel: String?

  init() {
    (label, folder, template, sections, days, zone) = ("incident", nil, nil, [], 3, .utc)
    (holidays, restoreWithin, hotfixLabel) = ([], 45 * 60, "hotfix")
  }

  init(_ reader: inout PolicyReader) {
    label = reader.text("label") ?? "incident"
    folder = reader.folder("folder")
    template = reader.folder("template")
    sections = reader.texts("sections") ?? []
    days = reader.count("within") ?? 3
    _ = reader.text("from")
    zone = reader.zone("zone") ?? .utc
    holidays = Set(reader.dates("holidays") ?? [])
    restoreWithin = reader.duration("restore-within") ?? 45 * 60
    hotfixLabel = reader.nameOrFlag("hotfixes", usual: "hotfix")
  }
}

/// Notes of the monthly talks.
package struct BrownBagPolicy: Sendable {
  package let folder: RepositoryPath?

  /// How many days may pass between two.
  package let days: Int

  init() {
    (folder, days) = (nil, 31)
  }

  init(_ reader: inout PolicyReader) {
    folder = reader.folder("folder")
    let text = reader.text("every") ?? "1 month"
    let number = text.split(separator: " ").first.flatMap { Int($0) } ?? 1
    days = number * (text.firstRange(of: "month") != nil ? 31 : text.firstRange(of: "week") != nil ? 7 : 1)
  }
}

/// Reports of audits.
package struct AuditReportPolicy: Sendable {
  package let folder: RepositoryPath?
  package let fields: [String]

  init() {
    (folder, fields) = (nil, [])
  }

  init(_ reader: inout PolicyReader) {
    folder = reader.folder("folder")
    fields = reader.texts("fields") ?? []
  }
}

/// How often an environment is made anew.
package struct RefreshPolicy: Sendable {
  /// As `staging`.
  package let environment: String

  /// How long it may stay as it is.
  package let seconds: Int

  init?(_ reader: inout PolicyReader) {
    let within = reader.duration("within")
    guard let environment = reader.text("environment") else { return nil }
    (self.environment, seconds) = (environment, within ?? 7 * 86_400)
  }
}
