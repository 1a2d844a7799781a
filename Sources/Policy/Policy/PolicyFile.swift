package import Documents
package import Findings

/// One policy file as one layer has it.
package struct PolicyFile: Sendable {
  package let layer: Report.PolicyLayer

  /// The file as it is shown: `.signalbox/contracts.yml`.
  package let path: String

  package let document: Document

  /// Reads a file of YAML; an empty one says nothing and is allowed.
  package init(
    layer: Report.PolicyLayer.Layer, source: Report.PolicyLayer.Source? = nil, commit: String? = nil, path: String,
    bytes: [UInt8]
  ) throws(UnreadablePolicy) {
    self.layer = Report.PolicyLayer(layer: layer, source: source, commit: commit, digest: .sha256(of: bytes))
    self.path = path
    let text = SourceText(bytes)
    do {
      document = try Document.yaml(text)
      try document.requireNoDefects()
    } catch {
      let place = Place(error.range, of: text, path: path)
      throw UnreadablePolicy([PolicyFault(message: error.message, place: place, help: error.help)])
    }
  }
}

/// One thing that is wrong with a policy file.
package struct PolicyFault: Sendable, Equatable {
  package let message: String
  package let place: Place?
  package let help: String?

  package init(message: String, place: Place? = nil, help: String? = nil) {
    self.message = message
    self.place = place
    self.help = help
  }
}

/// A policy that cannot be used, with everything that is wrong with it.
package struct UnreadablePolicy: Error, Sendable {
  package let faults: [PolicyFault]

  package init(_ faults: [PolicyFault]) {
    self.faults = faults
  }
}
