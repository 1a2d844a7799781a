/// A Unicode property (ECMA-262 §22.2.1, tables 67 to 69).
package enum UnicodeProperty: Sendable, Hashable {
  case any
  case ascii
  case assigned
  /// By its short name, `LC` among them.
  case category(String)
  case script(String)
  case scriptExtensions(String)
  case binary(String)

  /// As it stands between the braces of `\p{…}`.
  package var notation: String {
    switch self {
    case .any: "Any"
    case .ascii: "ASCII"
    case .assigned: "Assigned"
    case .category(let name): name
    case .script(let name): "Script=\(name)"
    case .scriptExtensions(let name): "Script_Extensions=\(name)"
    case .binary(let name): name
    }
  }
}

extension PatternParser {
  /// Reads what follows `\p` or `\P`.
  mutating func property(from start: Int) throws(PatternError) -> UnicodeProperty {
    guard take("{") else { throw error("'\\p' takes a property in braces", at: start) }
    let name = word()
    let value = take("=") ? word() : nil
    guard take("}"), !name.isEmpty, value?.isEmpty != true else {
      throw error("this is no property escape", at: start)
    }
    switch (name, value) {
    case ("Script", let script?), ("sc", let script?): return .script(script)
    case ("Script_Extensions", let script?), ("scx", let script?): return .scriptExtensions(script)
    case ("General_Category", let category?), ("gc", let category?):
      guard let short = Self.category(category) else { throw error("\"\(category)\" is no category", at: start) }
      return .category(short)
    case ("Any", nil): return .any
    case ("ASCII", nil): return .ascii
    case ("Assigned", nil): return .assigned
    case (_, nil):
      if let short = Self.category(name) { return .category(short) }
      guard Self.binaries.contains(name) else { throw error("\"\(name)\" is no property", at: start) }
      return .binary(name)
    default: throw error("\"\(name)\" is no property with a value", at: start)
    }
  }

  private mutating func word() -> String {
    var word = ""
    while let scalar = peek(), scalar == "_" || scalar.isASCII && scalar.properties.isIDContinue {
      word.unicodeScalars.append(scalar)
      position += 1
    }
    return word
  }

  private static func category(_ name: String) -> String? {
    if let short = categories[name] { return short }
    return categories.values.contains(name) ? name : nil
  }

  private static let categories = [
    "Cased_Letter": "LC", "Close_Punctuation": "Pe", "Connector_Punctuation": "Pc", "Control": "Cc", "cntrl": "Cc",
    "Currency_Symbol": "Sc", "Dash_Punctuation": "Pd", "Decimal_Number": "Nd", "digit": "Nd", "Enclosing_Mark": "Me",
    "Final_Punctuation": "Pf", "Format": "Cf", "Initial_Punctuation": "Pi", "Letter": "L", "Letter_Number": "Nl",
    "Line_Separator": "Zl", "Lowercase_Letter": "Ll", "Mark": "M", "Combining_Mark": "M", "Math_Symbol": "Sm",
    "Modifier_Letter": "Lm", "Modifier_Symbol": "Sk", "Nonspacing_Mark": "Mn", "Number": "N",
    "Open_Punctuation": "Ps", "Other": "C", "Other_Letter": "Lo", "Other_Number": "No", "Other_Punctuation": "Po",
    "Other_Symbol": "So", "Paragraph_Separator": "Zp", "Private_Use": "Co", "Punctuation": "P", "punct": "P",
    "Separator": "Z", "Space_Separator": "Zs", "Spacing_Mark": "Mc", "Surrogate": "Cs", "Symbol": "S",
    "Titlecase_Letter": "Lt", "Unassigned": "Cn", "Uppercase_Letter": "Lu",
  ]

  private static let binaries: Set<String> = [
    "AHex", "ASCII_Hex_Digit", "Alpha", "Alphabetic", "Bidi_C", "Bidi_Control", "Bidi_M", "Bidi_Mirrored", "CI",
    "CWCF", "CWCM", "CWL", "CWT", "CWU", "Case_Ignorable", "Cased", "Changes_When_Casefolded",
    "Changes_When_Casemapped", "Changes_When_Lowercased", "Changes_When_Titlecased", "Changes_When_Uppercased", "DI",
    "Dash", "Default_Ignorable_Code_Point", "Dep", "Deprecated", "Dia", "Diacritic", "EBase", "EComp", "EMod",
    "EPres", "Emoji", "Emoji_Component", "Emoji_Modifier", "Emoji_Modifier_Base", "Emoji_Presentation", "Ext",
    "ExtPict", "Extended_Pictographic", "Extender", "Gr_Base", "Gr_Ext", "Grapheme_Base", "Grapheme_Extend", "Hex",
    "Hex_Digit", "IDC", "IDS", "IDSB", "IDST", "IDS_Binary_Operator", "IDS_Trinary_Operator", "ID_Continue",
    "ID_Start", "Ideo", "Ideographic", "Join_C", "Join_Control", "LOE", "Logical_Order_Exception", "Lower",
    "Lowercase", "Math", "NChar", "Noncharacter_Code_Point", "Pat_Syn", "Pat_WS", "Pattern_Syntax",
    "Pattern_White_Space", "QMark", "Quotation_Mark", "RI", "Radical", "Regional_Indicator", "SD", "STerm",
    "Sentence_Terminal", "Soft_Dotted", "Term", "Terminal_Punctuation", "UIdeo", "Unified_Ideograph", "Upper",
    "Uppercase", "VS", "Variation_Selector", "White_Space", "XIDC", "XIDS", "XID_Continue", "XID_Start", "space",
  ]
}
