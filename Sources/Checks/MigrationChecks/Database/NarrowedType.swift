/// A type of PostgreSQL as far as it is known how much it can hold.
///
/// Names are those of `format_type`: `character varying(20)`, `numeric(10,2)`.
struct TypeCapacity {
  private let name: String
  private let modifiers: [Int]

  init(_ type: String) {
    let open = type.firstIndex(of: "(")
    let close = type.firstIndex(of: ")")
    if let open, let close, open < close {
      name = String(type[..<open]) + type[type.index(after: close)...]
      modifiers = type[type.index(after: open)..<close].split(separator: ",").compactMap { part in
        Int(part.filter { $0 != " " })
      }
    } else {
      name = type
      modifiers = []
    }
  }

  /// Whether values that this type holds may not fit into another one, as far as both are known.
  func isNarrowed(by other: TypeCapacity) -> Bool {
    if let length, let otherLength = other.length { return otherLength < length }
    if let digits, let otherDigits = other.digits {
      return otherDigits.whole < digits.whole || otherDigits.fraction < digits.fraction
    }
    switch (name, other.name) {
    case ("double precision", "real"): return true
    case ("timestamp with time zone", "date"), ("timestamp without time zone", "date"),
      ("timestamp with time zone", "time without time zone"),
      ("timestamp without time zone", "time without time zone"):
      return true
    default: return length != nil && (other.digits != nil || other.name == "boolean")
    }
  }

  /// The longest text in characters.
  private var length: Int? {
    switch name {
    case "text": .max
    case "character varying": modifiers.first ?? .max
    case "character": modifiers.first ?? 1
    default: nil
    }
  }

  /// The decimal digits before and after the point.
  private var digits: (whole: Int, fraction: Int)? {
    switch name {
    case "smallint": (5, 0)
    case "integer": (10, 0)
    case "bigint": (19, 0)
    case "numeric":
      modifiers.first.map { ($0 - (modifiers.count > 1 ? modifiers[1] : 0), modifiers.count > 1 ? modifiers[1] : 0) }
        ?? (.max, .max)
    case "double precision": (309, 15)
    case "real": (38, 6)
    default: nil
    }
  }
}
