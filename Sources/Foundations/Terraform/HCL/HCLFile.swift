internal import Documents

/// A file in Terraform's own language, read as far as modules, backends and variables need it.
///
/// Blocks, labels and attributes are read; of an expression only where it is, whether it is one plain string, and which
/// plain strings it has. Nothing is evaluated (HCL Native Syntax Specification, "Structural Elements").
package struct HCLFile: Sendable {
  package let body: HCLBody

  /// - Throws: an `HCLError` with the line at which the text is no HCL.
  package init(_ bytes: [UInt8]) throws(HCLError) {
    var parser = HCLParser(bytes)
    body = try parser.file()
  }

  /// Reads what a file in JSON says (`*.tf.json`, "JSON Configuration Syntax"), which has blocks as objects.
  ///
  /// - Throws: an `HCLError` where the text is no JSON.
  package init(json bytes: [UInt8]) throws(HCLError) {
    do throws(DocumentError) {
      body = HCLBody(json: try Document.json(SourceText(bytes)).root)
    } catch {
      throw HCLError(line: error.position.line, message: error.message)
    }
  }
}

/// What stands between the braces of a block, or in a file.
package struct HCLBody: Sendable {
  package var attributes: [HCLAttribute] = []
  package var blocks: [HCLBlock] = []

  package func attribute(_ name: String) -> HCLAttribute? { attributes.first { $0.name == name } }

  package func blocks(_ type: String) -> [HCLBlock] { blocks.filter { $0.type == type } }

  /// Every plain string of the body and of the blocks in it.
  package var strings: [String] {
    var strings: [String] = []
    var open = [self]
    while let body = open.popLast() {
      strings += body.attributes.flatMap(\.strings)
      open += body.blocks.map(\.body)
    }
    return strings
  }
}

package struct HCLBlock: Sendable {
  package let type: String
  package let labels: [String]
  package var body: HCLBody
  package let line: Int
}

package struct HCLAttribute: Sendable {
  package let name: String

  /// The value, where it is one string without a template.
  package let literal: String?

  /// The strings that its expression has, without what templates put into them.
  package let strings: [String]
  package let line: Int
}

/// Why a text is not read as HCL, and at which line.
package struct HCLError: Error, Sendable, CustomStringConvertible {
  package let line: Int
  package let message: String

  package var description: String { "line \(line): \(message)" }
}

extension HCLBody {
  /// Blocks of JSON: an object within an object is taken for a block that has its key as a label, too.
  fileprivate init(json root: Node) {
    for member in root.object.map(Array.init) ?? [] {
      let bodies = member.value.array.map(Array.init) ?? [member.value]
      for value in bodies {
        guard value.object != nil else {
          // A string in JSON is a template, too.
          let isTemplate = ["${", "%{"].contains { value.string?.firstRange(of: $0) != nil }
          attributes.append(
            HCLAttribute(
              name: member.key, literal: isTemplate ? nil : value.string, strings: value.string.map { [$0] } ?? [],
              line: 1))
          continue
        }
        let inner = HCLBody(json: value)
        blocks.append(HCLBlock(type: member.key, labels: [], body: inner, line: 1))
        // `"module": { "orders": { … } }` is the block `module "orders"`.
        for labelled in inner.blocks where ["module", "backend", "provider", "variable"].contains(member.key) {
          blocks.append(HCLBlock(type: member.key, labels: [labelled.type], body: labelled.body, line: 1))
        }
      }
    }
  }
}
