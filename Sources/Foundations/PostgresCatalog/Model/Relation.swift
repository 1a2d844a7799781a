/// A table, view, sequence or foreign table (pg_class).
package struct Relation: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case table
    case partitionedTable = "partitioned table"
    case view
    case materializedView = "materialized view"
    case foreignTable = "foreign table"
    case sequence
  }

  package enum Persistence: String, Hashable, Sendable {
    case permanent
    case unlogged
    case temporary
  }

  package var kind: Kind
  package var persistence = Persistence.permanent
  package var owner: String
  package var columns: [Column] = []
  package var constraints: [String: TableConstraint] = [:]
  package var indexes: [String: Index] = [:]
  /// Storage parameters and those of views (reloptions).
  package var options: [String: String] = [:]
  package var rowSecurity = RowSecurity()
  package var policies: [String: Policy] = [:]
  package var triggers: [String: Trigger] = [:]
  package var rules: Set<String> = []
  package var access: AccessList
  /// The tables that it inherits from; of a partition its partitioned table.
  package var parents: [QualifiedName] = []
  package var partition: Partition?
  package var view: ViewDefinition?
  package var sequence: SequenceOptions?
  package var foreignServer: String?

  package init(_ kind: Kind, owner: String) {
    self.kind = kind
    self.owner = owner
    access = AccessList(kind == .sequence ? .sequence : .table, owner: owner)
  }

  package func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// Whether it is one of the kinds that row security is for.
  package var isTable: Bool { kind == .table || kind == .partitionedTable }

  mutating func alterColumn(_ name: String, _ body: (inout Column) -> Void) -> Bool {
    guard let index = columns.firstIndex(where: { $0.name == name }) else { return false }
    body(&columns[index])
    return true
  }
}

/// A column of a relation (pg_attribute).
package struct Column: Hashable, Sendable {
  package var name: String
  /// The type as `format_type` writes it, with its schema unless that is `pg_catalog`; `nil` where it is not known.
  package var type: String?
  package var isNotNull = false
  package var defaultValue: Expression?
  package var generated: Expression?
  package var identity: Identity?

  package enum Identity: String, Hashable, Sendable {
    case always
    case byDefault
  }

  package init(_ name: String, _ type: String?) {
    self.name = name
    self.type = type
  }
}

/// A constraint of a table (pg_constraint).
package struct TableConstraint: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case check(Expression, noInherit: Bool)
    case primaryKey
    case unique(nullsNotDistinct: Bool)
    case exclusion
    case foreignKey(ForeignKey)
  }

  package struct ForeignKey: Hashable, Sendable {
    package var table: QualifiedName
    /// Empty where the statement leaves them to the primary key and that is not known.
    package var columns: [String]
    /// The letters of pg_constraint.
    package var onUpdate: String
    package var onDelete: String
    package var match: String
  }

  package var kind: Kind
  package var columns: [String]
  package var isValidated = true
  package var isDeferrable = false
  package var isInitiallyDeferred = false
  /// Whether it comes from a parent table.
  package var isInherited = false
}

/// An index, those of constraints among them (pg_index).
package struct Index: Hashable, Sendable {
  package struct Element: Hashable, Sendable {
    package enum Key: Hashable, Sendable {
      case column(String)
      case expression(Expression)
    }

    package var key: Key
    package var collation: String?
    package var operatorClass: String?
    package var isDescending = false
    package var nullsFirst = false

    /// What the element contributes to the name of an index that has none.
    var impliedName: String {
      get {
        if case .column(let name) = key { return name }
        return expressionName
      }
      set { expressionName = newValue }
    }
    private var expressionName = "expr"

    init(key: Key) { self.key = key }

    package static func == (first: Element, second: Element) -> Bool {
      first.key == second.key && first.collation == second.collation && first.operatorClass == second.operatorClass
        && first.isDescending == second.isDescending && first.nullsFirst == second.nullsFirst
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
  }

  package var method = "btree"
  package var elements: [Element]
  package var including: [String] = []
  package var predicate: Expression?
  package var isUnique = false
  package var nullsNotDistinct = false
  /// Whether it belongs to a primary key, unique or exclusion constraint of the same name.
  package var isOfConstraint = false
}

package struct RowSecurity: Hashable, Sendable {
  package var isEnabled = false
  package var isForced = false

  package init(isEnabled: Bool = false, isForced: Bool = false) {
    self.isEnabled = isEnabled
    self.isForced = isForced
  }
}

/// A row security policy (pg_policy).
package struct Policy: Hashable, Sendable {
  package enum Command: String, Hashable, Sendable {
    case all
    case select
    case insert
    case update
    case delete
  }

  package var command: Command
  package var isPermissive: Bool
  /// ``AccessList/everyone`` for PUBLIC.
  package var roles: Set<String>
  package var using: Expression?
  package var check: Expression?
}

/// A trigger of a table (pg_trigger), without those that constraints make.
package struct Trigger: Hashable, Sendable {
  package var function: QualifiedName
  package var isRow: Bool
  /// Bits of pg_trigger.h without that for rows.
  package var timing: Int
  package var events: Int
  package var columns: [String]
  package var condition: Expression?
  /// The letter of tgenabled: `O` for the usual state, `D` for a trigger that is disabled.
  package var state = "O"
}

/// How a table is partitioned, and of which values it is a partition.
package struct Partition: Hashable, Sendable {
  package var strategy: String?
  package var isPartition: Bool
  package var isDefault: Bool
}

package struct ViewDefinition: Hashable, Sendable {
  package var query: Expression
  /// The relations that the query reads.
  package var reads: Set<QualifiedName>
}

package struct SequenceOptions: Hashable, Sendable {
  package var type = "bigint"
  package var start = 1
  package var increment = 1
  package var minimum = 1
  package var maximum = Int.max
  package var cache = 1
  package var cycles = false
  /// The column that it is dropped with.
  package var ownedBy: OwningColumn?

  package struct OwningColumn: Hashable, Sendable {
    package var table: QualifiedName
    package var column: String
  }
}
