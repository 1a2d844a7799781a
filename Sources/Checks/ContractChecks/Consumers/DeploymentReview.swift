package import Changes
internal import Compatibility
internal import Documents
internal import Git

/// Whether a service can be deployed beside those that run in an environment: by what consumers of either side expect.
package struct DeploymentReview {
  /// A service that runs there.
  package struct Peer {
    /// Its name; `nil` where the whole repository was deployed.
    let service: String?
    /// As people know it: its version, or its commit.
    let version: String
    let state: Snapshot

    package init(service: String?, version: String, state: Snapshot) {
      (self.service, self.version, self.state) = (service, version, state)
    }
  }

  /// What one expectation came to.
  package struct Answer: Sendable {
    package enum Outcome: Sendable {
      /// It is proved for all messages.
      case fulfilled
      /// A message that may be sent and cannot be read.
      case broken(message: String)
      case undecided(String)
    }

    /// The service that reads.
    package let consumer: String
    /// The service that writes.
    package let producer: String
    /// The artifact, as it is shown.
    package let artifact: String
    /// The peer's version.
    package let version: String
    package let outcome: Outcome
  }

  package private(set) var answers: [Answer] = []

  private let service: String

  /// Reviews a service.
  ///
  /// - Parameters:
  ///   - service: the service to deploy.
  ///   - state: the commit to deploy.
  ///   - peers: what runs in the environment.
  ///   - policy: the policy of the contracts.
  package init(of service: String, at state: Snapshot, beside peers: [Peer], policy: ContractPolicy) {
    self.service = service
    let contents = ContractContents()
    for own in policy.roots {
      let new = ContractLibrary(state, own, contents)
      for peer in peers where peer.service != service {
        let running = ContractLibrary(peer.state, own, contents)
        // Those that run there read what the service will send.
        for consumer in Self.consumers(in: running, own) {
          guard consumer.service != service, peer.service.map({ $0 == consumer.service }) ?? true else { continue }
          ask(consumer, in: running, of: service, in: new, peer.version, own)
        }
        // The service reads what those send.
        for consumer in Self.consumers(in: new, own) where consumer.service == service {
          ask(consumer, in: new, of: peer.service, in: running, peer.version, own)
        }
      }
    }
  }

  private static func consumers(in library: ContractLibrary, _ policy: ContractPolicy) -> [ConsumerContract] {
    let layout = ContractLayout(root: policy.root)
    return library.files(below: layout.consumers).filter { ContractFile.isContract($0.bytes) }.compactMap { path in
      library.document(atPath: path).flatMap { ConsumerContract($0, at: path, layout) }
    }
  }

  private mutating func ask(
    _ consumer: ConsumerContract, in readers: ContractLibrary, of producer: String?, in writers: ContractLibrary,
    _ version: String, _ policy: ContractPolicy
  ) {
    let layout = ContractLayout(root: policy.root)
    let artifacts = layout.artifacts(named: consumer.name, among: writers.allFiles().map(\.path))
    for artifact in artifacts {
      let owner = layout.service(of: artifact)
      guard let writer = producer ?? owner, owner == nil || owner == writer, writer != consumer.service else {
        continue
      }
      let content = policy.schemas.compatibility.demand(on: artifact).content
      let verdict = ConsumerReading.verdict(consumer, in: readers, artifact, in: writers, policy, content)
      let outcome: Answer.Outcome
      switch verdict {
      case .compatible?: outcome = .fulfilled
      case .breaking(let witness)?:
        outcome = consumer.isPending ? .fulfilled : .broken(message: witness.shortened)
      case .undecided(let reason)?: outcome = .undecided(reason)
      case nil: outcome = .undecided("one of both is not a schema that can be compiled")
      }
      answers.append(
        Answer(
          consumer: consumer.service, producer: writer, artifact: artifact.description, version: version,
          outcome: outcome))
    }
  }
}

extension ContractLayout {
  /// The service whose artifact it is: the first folder below the root.
  func service(of artifact: RepositoryPath) -> String? {
    let parts = artifact.below(root).split(separator: UInt8(ascii: "/"))
    return parts.count > 1 ? String(decoding: parts[0], as: UTF8.self) : nil
  }
}
