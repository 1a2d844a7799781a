internal import Documents
internal import Terraform

/// Terraform's language, and its form in JSON: blocks and attributes are on lines of the text.
enum HCLTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    let source = SourceText(bytes)
    if let file = result({ () throws(HCLError) in try HCLFile(bytes) }) {
      try check(file.body, lines: source.lineCount)
    }
    if let file = result({ () throws(HCLError) in try HCLFile(json: bytes) }) { _ = file.body.strings }
  }

  private static func check(_ body: HCLBody, lines: Int) throws(FuzzFinding) {
    var open = [(body, 1)]
    while let (body, first) = open.popLast() {
      for attribute in body.attributes {
        try require((first...max(first, lines)).contains(attribute.line), "an attribute is on no line of its block")
        try require(attribute.literal.map(attribute.strings.contains) ?? true, "a literal is none of the strings")
      }
      for block in body.blocks {
        try require((first...max(first, lines)).contains(block.line), "a block is on no line of the one around it")
        open.append((block.body, block.line))
      }
    }
  }
}
