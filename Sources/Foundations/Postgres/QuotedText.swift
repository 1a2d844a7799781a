extension String {
  /// As an identifier (section 4.1.1).
  package var quotedName: String { "\"\(replacing("\"", with: "\"\""))\"" }

  /// As a string constant (section 4.1.2.1).
  package var quotedLiteral: String { "'\(replacing("'", with: "''"))'" }
}
