internal import AsyncAPI
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// The fields and examples of the messages that an AsyncAPI document has written in place.
///
/// What a message refers to in a file of its own is an artifact, and looked at there.
struct MessageFields {
  private(set) var parts: [Part] = []
  private(set) var examples: [Example] = []

  /// The payload or the headers of a message.
  struct Part {
    let name: String
    let walk: SchemaFields
    /// Where to point at, where the schema is put together of several.
    let place: Place?

    func key(of names: [String]) -> String { "\(name) \(JSONPointer(names))" }
  }

  /// The payload or the headers of an example.
  struct Example: Equatable {
    let name: String
    let value: Node
  }

  init(at path: RepositoryPath, in library: ContractLibrary, _ policy: SchemaPolicy) {
    guard var side = AgreementSide(path, library, policy) else { return }
    let application = side.application
    var seen: Set<Site> = []
    for message in application.channels.flatMap(\.messages) + application.componentMessages
    where message.site.document == application.root.document && seen.insert(message.site).inserted {
      for (field, schema) in [("payload", message.payload), ("headers", message.headers)] {
        guard let schema, schema.format.isExecuted, Self.isHere(schema, side) else { continue }
        do throws(SchemaError) {
          guard let (resources, location) = try side.schemas.location(of: schema, in: side.set) else { continue }
          let isMerged = if case .merged = schema.content { true } else { false }
          parts.append(
            Part(
              name: "\(field) of \(message.name)", walk: SchemaFields(of: location, in: resources, isWhole: false),
              place: isMerged ? side.place(of: message.site) : nil))
        } catch {
          // What is wrong with a schema other rules tell.
          continue
        }
      }
      for site in message.examples where site.document == application.root.document {
        let example = side.set.node(at: site)
        examples += [example["payload"], example["headers"]].compactMap(\.self).map {
          Example(name: message.name, value: $0)
        }
      }
    }
  }

  /// Whether a schema is written into the document, and not a reference to a file.
  private static func isHere(_ schema: MessageSchema, _ side: AgreementSide) -> Bool {
    guard case .written(let site) = schema.content else { return true }
    var set = side.set
    return set.target(of: site)?.document == side.application.root.document
  }
}
