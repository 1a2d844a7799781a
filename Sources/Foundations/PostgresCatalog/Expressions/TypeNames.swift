internal import SQL

/// The names of types as `format_type` writes them.
enum TypeNames {
  /// The names that PostgreSQL writes in the words of the standard.
  private static let standard: [String: String] = [
    "int2": "smallint", "int4": "integer", "int8": "bigint", "float4": "real", "float8": "double precision",
    "bool": "boolean", "varchar": "character varying", "bpchar": "character", "varbit": "bit varying",
    "timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
    "timetz": "time with time zone", "time": "time without time zone", "char": "\"char\"",
  ]

  private static let others: Set<String> = [
    "bit", "box", "bytea", "cid", "cidr", "circle", "date", "daterange", "datemultirange", "event_trigger", "inet",
    "int2vector", "int4range", "int4multirange", "int8range", "int8multirange", "internal", "interval", "json", "jsonb",
    "jsonpath", "language_handler", "line", "lseg", "macaddr", "macaddr8", "money", "name", "numeric", "nummultirange",
    "numrange", "oid", "oidvector", "path", "pg_lsn", "pg_snapshot", "point", "polygon", "record", "refcursor",
    "regclass", "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator", "regproc",
    "regprocedure", "regrole", "regtype", "text", "tid", "trigger", "tsmultirange", "tsquery", "tsrange",
    "tstzmultirange", "tstzrange", "tsvector", "txid_snapshot", "uuid", "void", "xid", "xid8", "xml", "anyelement",
    "anyarray", "anynonarray", "anyenum", "anyrange", "anycompatible", "cstring", "any",
  ]

  /// What a serial type stands for, by the names it has.
  static let serials: [String: String] = [
    "serial": "integer", "serial4": "integer", "bigserial": "bigint", "serial8": "bigint", "smallserial": "smallint",
    "serial2": "smallint",
  ]

  static func builtIn(_ name: String) -> String? { standard[name] ?? (others.contains(name) ? name : nil) }

  /// The name with its modifiers, as `character varying(20)` and `timestamp(3) with time zone`; `nil` for modifiers that
  /// are not followed.
  static func name(_ base: String, modifiers: [SQLNode]) -> String? {
    let numbers = modifiers.map { Constant($0)?.integer?.number("ival") }
    guard !numbers.contains(nil) else { return nil }
    let values = numbers.compactMap(\.self)
    switch base {
    // `char` alone is `char(1)`, and the parser says so.
    case "bit" where values.isEmpty, "numeric" where values.isEmpty: return base
    case "numeric": return "numeric(\(values[0]),\(values.count > 1 ? values[1] : 0))"
    case "interval" where !values.isEmpty: return nil
    case _ where values.isEmpty: return base
    case _ where base.hasSuffix(" time zone"):
      let words = base.split(separator: " ", maxSplits: 1)
      return "\(words[0])(\(values[0])) \(words[1])"
    default: return "\(base)(\(values.map(String.init).joined(separator: ",")))"
    }
  }

  /// What the server appends to the name of an array's element type.
  static func array(_ name: String) -> String { name + "[]" }
}

extension TypeName {
  var isArray: Bool { !arrayBounds.isEmpty }
}
