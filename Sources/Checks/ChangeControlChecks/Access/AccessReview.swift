internal import Calendars
internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy
package import Terraform

/// What the plans that count let people and services do, and the topics that those are declared to need.
package struct AccessReview: Sendable {
  /// The policies that a plan creates or updates, each with its environment.
  package let policies: [(environment: String, policy: PlannedPolicy)]

  /// The topics as they would be; `nil` where no file names them, or where it cannot be read.
  package let register: TopicRegister?

  /// Topics that the register names and no AsyncAPI document declares, where the change has a hand in it.
  package let undeclared: [TopicRegister.Topic]
  package let unreadable: [UnreadableInput]
  package let decidesUnknown: Bool

  /// Registries of schemas that plans set, each with its environment.
  package let registries: [(environment: String, compatibility: PlannedCompatibility)]
  package let registryMode: RegistryMode?

  init(_ change: Change, _ plans: PlanReview, policy: ChangeControlPolicy) {
    let today = CivilDate(daysSince1970: change.circumstances.now.secondsSince1970 / 86_400)
    let exceptions = Set(policy.access.exceptions.filter { $0.expires >= today }.map(\.principal))
    policies = plans.counting.flatMap { environment, plan in
      plan.policies.filter { $0.isChanged && !($0.principals.first.map(exceptions.contains) ?? false) }
        .map { (environment.name, $0) }
    }
    registries = plans.counting.flatMap { environment, plan in plan.registries.map { (environment.name, $0) } }
    registryMode = policy.registryMode
    decidesUnknown = policy.access.decidesUnknown
    var unreadable: [UnreadableInput] = []
    var register: TopicRegister?
    var undeclared: [TopicRegister.Topic] = []
    if let path = policy.access.topics {
      let reading = Self.register(at: path, in: change.judged)
      register = reading.register
      unreadable += reading.unreadable
      if let register {
        let declared = Self.declared(in: change, by: policy.access.asyncapi, &unreadable)
        let isTouched = change.files.contains { file in
          file.path == path || policy.access.asyncapi.contains { $0.matches(file.path.bytes) }
        }
        if let declared, isTouched {
          let before = Self.register(at: path, in: change.base).register
          undeclared = register.topics.filter { topic in
            // A topic that was undeclared before is the audit's.
            !declared.now.contains(topic.name)
              && (declared.before.contains(topic.name) || before?.topics.contains { $0.name == topic.name } != true)
          }
        }
      }
    }
    (self.register, self.undeclared, self.unreadable) = (register, undeclared, unreadable)
  }

  static func register(
    at path: RepositoryPath, in tree: Snapshot
  ) -> (register: TopicRegister?, unreadable: [UnreadableInput]) {
    switch tree.file(path) {
    case .absent: return (nil, [])
    case .unreadable(let why): return (nil, [UnreadableInput(path, "could not read the topics because \(why)")])
    case .bytes(let bytes):
      do throws(DocumentError) {
        return (try TopicRegister(bytes, path: path), [])
      } catch {
        let place = Place(error.range, of: SourceText(bytes), path: path.description)
        return (nil, [UnreadableInput(place, "could not read the topics because \(error.message)", help: error.help)])
      }
    }
  }

  /// The topics that AsyncAPI documents declare, now and before; `nil` where there is no such document.
  private static func declared(
    in change: Change, by patterns: [PathPattern], _ unreadable: inout [UnreadableInput]
  ) -> (now: Set<String>, before: Set<String>)? {
    guard !patterns.isEmpty else { return nil }
    let now = topics(in: change.judged, patterns)
    let before = topics(in: change.base, patterns)
    unreadable += now.unreadable
    return now.count == 0 ? nil : (now.names, before.names)
  }

  private static func topics(
    in tree: Snapshot, _ patterns: [PathPattern]
  ) -> (names: Set<String>, count: Int, unreadable: [UnreadableInput]) {
    var names: Set<String> = []
    var count = 0
    var unreadable: [UnreadableInput] = []
    for path in tree.paths(below: .root) where patterns.contains(where: { $0.matches(path.bytes) }) {
      guard let bytes = tree.bytes(path) else { continue }
      do throws(DocumentError) {
        guard let channels = try DeclaredChannels.names(in: bytes, path: path) else { continue }
        count += 1
        names.formUnion(channels)
      } catch {
        unreadable.append(UnreadableInput(path, "could not read the channels because \(error.message)"))
      }
    }
    return (names, count, unreadable)
  }
}
