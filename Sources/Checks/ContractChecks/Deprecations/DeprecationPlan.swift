internal import Calendars
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema
internal import Policy

/// What consumers were told will go from an artifact: a file below `deprecations/`.
struct DeprecationPlan {
  /// The file of the plan.
  let path: RepositoryPath
  /// The file that something will go from.
  let artifact: RepositoryPath
  let removals: [Removal]

  /// One part of the artifact that will go.
  struct Removal {
    let pointer: JSONPointer
    let replacement: String?
    let announced: CivilDate
    /// The last day on which it is there.
    let sunset: CivilDate
    let consumers: [Consumer]
    let place: Place

    /// Whether the part can have the keyword `deprecated`: what is no schema, such as a channel, has none.
    func canBeMarked(in document: Node?) -> Bool {
      let schemas = ["payload", "headers", "schemas"]
      return document?["asyncapi"] == nil || pointer.tokens.contains(where: schemas.contains)
    }
  }

  /// A service that uses it.
  struct Consumer {
    let name: String
    /// How far it has come; only `moved` counts.
    let state: String
    /// The commit with which it moved.
    let commit: String?

    var hasMoved: Bool { state == "moved" }
  }

  /// What every plan is held to.
  static let schema = DocumentSchema(PackageResources.deprecation_plan_schema_json)

  static let folder: RepositoryPath = "deprecations"

  /// Reads a plan.
  ///
  /// - Parameters:
  ///   - bytes: its text.
  ///   - path: its file.
  ///   - root: the folder that the artifact's path begins at.
  /// - Returns: the plan, or what is wrong with it.
  static func read(
    _ bytes: [UInt8], at path: RepositoryPath, root: RepositoryPath
  ) -> (plan: DeprecationPlan?, faults: [PolicyFault]) {
    let shown = path.description
    let document: Document
    do throws(DocumentError) {
      document = try SchemaText.document(bytes, path: shown)
    } catch {
      // Another rule tells of a file that does not parse.
      return (nil, [])
    }
    let faults = schema.faults(of: document, path: shown)
    guard faults.isEmpty else { return (nil, faults) }
    var reader = PolicyReader(document.root, source: document.source, path: shown)
    let artifact = root.appending(RepositoryPath(reader.text("artifact") ?? ""))
    let removals = reader.list("removals") { reader, place in Removal(&reader, place) }
    return (DeprecationPlan(path: path, artifact: artifact, removals: removals), reader.faults)
  }
}

extension DeprecationPlan.Removal {
  fileprivate init?(_ reader: inout PolicyReader, _ place: Place) {
    guard let text = reader.text("pointer"), let announced = reader.date("announced"),
      let sunset = reader.date("sunset")
    else { return nil }
    do throws(JSONPointerError) {
      pointer = try JSONPointer(parsing: text)
    } catch {
      reader.refuse("pointer", error.description)
      return nil
    }
    replacement = reader.text("replacement")
    self.announced = announced
    self.sunset = sunset
    self.place = place
    var consumers: [DeprecationPlan.Consumer] = []
    reader.entries("consumers") { name, reader in
      consumers.append(
        DeprecationPlan.Consumer(name: name, state: reader.text("state") ?? "", commit: reader.text("commit")))
    }
    self.consumers = consumers
  }
}

/// The plans of one state of the contracts.
struct DeprecationPlans {
  private(set) var plans: [DeprecationPlan] = []
  private(set) var faults: [PolicyFault] = []

  init(_ library: ContractLibrary, root: RepositoryPath) {
    let folder = root.appending(DeprecationPlan.folder)
    for file in library.files(below: folder) where ContractFile.isContract(file.bytes) {
      guard let bytes = library.bytes(at: file) else { continue }
      let (plan, faults) = DeprecationPlan.read(bytes, at: file, root: root)
      self.faults += faults
      if let plan { plans.append(plan) }
    }
  }

  /// The removals that are planned for a part of an artifact, or for something around it.
  func removals(of pointer: JSONPointer, from artifact: RepositoryPath) -> [(DeprecationPlan, DeprecationPlan.Removal)]
  {
    plans.filter { $0.artifact == artifact }.flatMap { plan in
      plan.removals.filter { pointer.tokens.starts(with: $0.pointer.tokens) }.map { (plan, $0) }
    }
  }
}
