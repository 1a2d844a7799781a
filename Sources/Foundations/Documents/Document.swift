/// One parsed text: its tree, and what is wrong with it.
package struct Document: Sendable {
  package let source: SourceText
  /// The tree; of a key that stands there twice it holds the last.
  package let root: Node
  /// What every consumer has to judge, in the order of the text; see `requireNoDefects`.
  package let defects: [DocumentDefect]

  /// Throws the first defect as an error.
  ///
  /// - Parameter tolerated: the kinds that the caller judges by itself or does not mind.
  /// - Throws: a `DocumentError` of the kind `defective`.
  package func requireNoDefects(except tolerated: Set<DocumentDefect.Kind> = []) throws(DocumentError) {
    guard let defect = defects.first(where: { !tolerated.contains($0.kind) }) else { return }
    throw DocumentError(.defective, defect.message, at: defect.range, in: source)
  }
}
