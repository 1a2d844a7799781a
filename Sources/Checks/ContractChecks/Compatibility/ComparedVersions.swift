/// The versions of schemas that were compared, so that none is compared twice.
struct ComparedVersions {
  private var seen: [String: [[ReadDocument]]] = [:]

  /// Whether these documents were not compared before; of an unchanged schema also, whether they differ at all.
  mutating func isNew(_ old: CompiledContract, _ new: CompiledContract, _ schema: String, isChanged: Bool) -> Bool {
    if !isChanged, Self.areEqual(old.documents, new.documents) { return false }
    if let known = seen[schema], known.contains(where: { Self.areEqual($0, old.documents) }) { return false }
    seen[schema, default: []].append(old.documents)
    return true
  }

  private static func areEqual(_ one: [ReadDocument], _ other: [ReadDocument]) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { $0.isSame(as: $1) }
  }
}
