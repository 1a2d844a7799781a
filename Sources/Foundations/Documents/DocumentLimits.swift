/// What a document may cost before it is refused.
package struct DocumentLimits: Hashable, Sendable {
  /// How many arrays and objects may stand inside one another.
  package var depth: Int
  /// How many bytes a file may have; never more than `largestText`.
  package var bytes: Int
  /// How many values and keys a tree may have.
  package var nodes: Int
  /// How many values and keys the aliases of a YAML file may add, all expansions counted.
  package var aliasedNodes: Int
  /// How many defects a tree may have before it is an error.
  package var defects: Int

  package init(
    depth: Int = 512, bytes: Int = largestText, nodes: Int = 20_000_000, aliasedNodes: Int = 100_000, defects: Int = 100
  ) {
    self.depth = depth
    self.bytes = bytes
    self.nodes = nodes
    self.aliasedNodes = aliasedNodes
    self.defects = defects
  }

  /// The longest file and the longest string, in bytes: the tree keeps lengths in 28 bits.
  package static let largestText = (1 << 28) - 1

  package static let standard = DocumentLimits()
}
