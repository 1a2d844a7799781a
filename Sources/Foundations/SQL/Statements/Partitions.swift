/// `PARTITION BY`.
package struct PartitionSpec: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "PartitionSpec"
    case strategy
    case parameters = "part_params"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var strategy: String { text(.strategy) }
  package var parameters: [PartitionElement] { views(.parameters) }
}

/// A column or an expression by which a table is partitioned.
package struct PartitionElement: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "PartitionElem"
    case name
    case expression = "expr"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String? { optionalText(.name) }
  package var expression: SQLNode? { child(.expression) }
}

/// The values that belong to a partition.
package struct PartitionBoundSpec: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "PartitionBoundSpec"
    case strategy, modulus, remainder
    case isDefault = "is_default"
    case listData = "listdatums"
    case lowerData = "lowerdatums"
    case upperData = "upperdatums"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var strategy: String { text(.strategy) }
  package var isDefault: Bool { flag(.isDefault) }
  package var modulus: Int { number(.modulus) }
  package var remainder: Int { number(.remainder) }
  package var listData: [SQLNode] { children(.listData) }
  package var lowerData: [SQLNode] { children(.lowerData) }
  package var upperData: [SQLNode] { children(.upperData) }
}

/// The partition of `ATTACH PARTITION` or `DETACH PARTITION`.
package struct PartitionCommand: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "PartitionCmd"
    case name, bound, concurrent
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: RangeVar? { view(.name) }
  package var bound: PartitionBoundSpec? { view(.bound) }
  package var concurrent: Bool { flag(.concurrent) }
}
