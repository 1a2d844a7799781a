/// What is known of the texts of a format as regular languages (JSON Schema 2020-12, validation, §7.3).
///
/// Most formats are regular, and both expressions are the same. Where one is not, or would be very long, the language
/// is enclosed: what no text of `containing` does, no text of the format does; what every text of `contained` does is
/// done by texts of the format. What lies between is left to the validator.
struct FormatLanguage {
  /// An expression that matches every text of the format.
  let containing: Text
  /// An expression that matches texts of the format alone; nil where none is known.
  let contained: Text?
  /// The most characters of a text, where the expression does not say so.
  var longest = Int.max

  private init(_ exact: String) {
    containing = Text("^(?:\(exact))$")
    contained = containing
  }

  private init(within containing: String, around contained: String?, longest: Int = .max) {
    self.containing = Text("^(?:\(containing))$")
    self.contained = contained.map { Text("^(?:\($0))$") }
    self.longest = longest
  }

  /// The language of a format; nil where nothing is known of it.
  static func of(_ format: String) -> FormatLanguage? { all[format] }

  /// Whether each text of a format is one of another by their definitions.
  static func isKnown(_ format: String, within other: String) -> Bool {
    format == other || wider[format]?.contains(other) ?? false
  }

  /// The formats that contain a format (RFC 3986 §4.1, RFC 3987 §2.1, RFC 6531 §3.3, RFC 5890 §2.3.2.1).
  private static let wider: [String: Set<String>] = [
    "email": ["idn-email"],
    "iri": ["iri-reference"],
    "uri": ["uri-reference", "iri", "iri-reference"],
    "uri-reference": ["iri-reference"],
  ]

  private static let all: [String: FormatLanguage] = [
    "date": FormatLanguage(Grammar.date),
    "date-time": FormatLanguage(
      within: "\(Grammar.date)[Tt]\(Grammar.time(seconds: "(?:[0-5]\\d|60)"))",
      around: "\(Grammar.date)[Tt]\(Grammar.time(seconds: "[0-5]\\d"))"),
    "duration": FormatLanguage(Grammar.duration),
    "email": FormatLanguage(
      within: "(?:\(Grammar.atom)(?:\\.\(Grammar.atom))*|\(Grammar.quoted))@\(Grammar.domain)",
      around: "\(Grammar.shortAtom)(?:\\.\(Grammar.shortAtom))?@\(Grammar.plainHost)"),
    "hostname": FormatLanguage(within: Grammar.host, around: Grammar.plainHost, longest: 253),
    "idn-email": FormatLanguage(within: "[^]+@[^]+", around: nil),
    "ipv4": FormatLanguage(Grammar.ipv4),
    "ipv6": FormatLanguage(Grammar.ipv6),
    "iri": FormatLanguage(within: "\(Grammar.scheme):\(Grammar.noSeparators)", around: Grammar.uri),
    "iri-reference": FormatLanguage(within: Grammar.noSeparators, around: Grammar.uriReference),
    "json-pointer": FormatLanguage(Grammar.pointer),
    "relative-json-pointer": FormatLanguage("(?:0|[1-9]\\d*)(?:#|\(Grammar.pointer))"),
    "time": FormatLanguage(
      within: Grammar.time(seconds: "(?:[0-5]\\d|60)"), around: Grammar.time(seconds: "[0-5]\\d")),
    "uri": FormatLanguage(within: "\(Grammar.scheme):\(Grammar.anyPart)", around: Grammar.uri),
    "uri-reference": FormatLanguage(within: Grammar.anyPart, around: Grammar.uriReference),
    "uuid": FormatLanguage("[\\dA-Fa-f]{8}(?:-[\\dA-Fa-f]{4}){3}-[\\dA-Fa-f]{12}"),
  ]
}

/// The grammars of formats, as parts of expressions of ECMA-262.
private enum Grammar {
  /// RFC 3339 §5.6; February has 29 days in a year that 4 divides and 100 does not, or 400 does.
  static let date = """
    (?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)\
    |02-(?:0[1-9]|1\\d|2[0-8]))\
    |(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)
    """

  static func time(seconds: String) -> String {
    "(?:[01]\\d|2[0-3]):[0-5]\\d:\(seconds)(?:\\.\\d+)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)"
  }

  /// RFC 3339, appendix A.
  static let duration: String = {
    let time = "T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)"
    let days = "\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D"
    return "P(?:(?:\(days))(?:\(time))?|\(time)|\\d+W)"
  }()

  private static let octet = "(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])"
  static let ipv4 = "\(octet)(?:\\.\(octet)){3}"

  /// RFC 4291 §2.2: eight groups, the last two perhaps as an IPv4 address, or fewer with `::` in one place.
  static let ipv6: String = {
    let group = "[\\dA-Fa-f]{1,4}"
    func tail(_ most: Int) -> String {
      // Up to so many groups, of which an IPv4 address takes two.
      if most == 0 { return "" }
      let plain = "\(group)(?::\(group)){0,\(most - 1)}"
      return most < 2 ? "(?:\(plain))?" : "(?:\(plain)|(?:\(group):){0,\(most - 2)}\(ipv4))?"
    }
    let whole = "(?:\(group):){7}\(group)|(?:\(group):){6}\(ipv4)"
    let cut = (0...7).map { count in
      let head = count == 0 ? "" : "\(group)(?::\(group)){\(count - 1)}"
      return "\(head)::\(tail(7 - count))"
    }
    return "(?:\(([whole] + cut).joined(separator: "|")))"
  }()

  /// RFC 1123 §2.1; a label with hyphens in its third and fourth place has to be one of IDNA.
  static let host: String = {
    let label = "[\\dA-Za-z](?:[\\dA-Za-z-]{0,61}[\\dA-Za-z])?"
    return "\(label)(?:\\.\(label))*"
  }()
  /// Names without such labels, short enough together.
  static let plainHost: String = {
    let label = "[\\dA-Za-z](?:-?[\\dA-Za-z]){0,25}"
    return "\(label)(?:\\.\(label)){0,3}"
  }()

  /// RFC 5321 §4.1.2.
  static let atom = "[\\dA-Za-z!#$%&'*+/=?^_`{|}~-]+"
  static let shortAtom = "[\\dA-Za-z!#$%&'*+/=?^_`{|}~-]{1,31}"
  static let quoted = "\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*\""
  static let domain = "(?:\(host)|\\[\(ipv4)\\]|\\[IPv6:\(ipv6)\\])"

  /// RFC 3986, appendix A, without the literals of addresses.
  static let scheme = "[A-Za-z][\\dA-Za-z+.-]*"
  static let uri = "\(scheme):\(hierarchical)\(queryAndFragment)"
  static let uriReference = "(?:\(uri)|\(relative)\(queryAndFragment))"
  /// The characters that an identifier may have anywhere.
  static let anyPart = "(?:[!#$&-;=?-\\[\\]_a-z~]|%[\\dA-Fa-f]{2})*"
  /// Those of an IRI are all but the ones that never stand for themselves (RFC 3987 §2.2).
  static let noSeparators = "[^\\x00-\\x20\"<>\\\\^`{|}\\x7f]*"

  private static let escape = "%[\\dA-Fa-f]{2}"
  private static let unreserved = "\\dA-Za-z._~-"
  private static let delimiters = "!$&'()*+,;="
  private static let character = "(?:[\(delimiters):@\(unreserved)]|\(escape))"
  private static let named = "(?:[\(delimiters)\(unreserved)]|\(escape))*"
  private static let authority = "(?:(?:[:\(delimiters)\(unreserved)]|\(escape))*@)?\(named)(?::\\d*)?"
  private static let segments = "(?:/\(character)*)*"
  private static let absolute = "/(?:\(character)+\(segments))?"
  private static let hierarchical = "(?://\(authority)\(segments)|\(absolute)|\(character)+\(segments)|)"
  private static let relative: String = {
    let first = "(?:[\(delimiters)@\(unreserved)]|\(escape))+"
    return "(?://\(authority)\(segments)|\(absolute)|\(first)\(segments)|)"
  }()
  private static let queryAndFragment = "(?:\\?(?:\(character)|[/?])*)?(?:#(?:\(character)|[/?])*)?"

  /// RFC 6901 §3.
  static let pointer = "(?:/(?:[^~/]|~[01])*)*"
}
