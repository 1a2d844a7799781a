/// `DROP` of most kinds of objects.
package struct Drop: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "DropStmt"
    case objects, behavior, concurrent
    case type = "remove_type"
    case missingOk = "missing_ok"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var objects: [SQLNode] { children(.objects) }
  package var type: ObjectType? { value(.type) }
  package var behavior: DropBehavior? { value(.behavior) }
  package var missingOk: Bool { flag(.missingOk) }
  package var concurrent: Bool { flag(.concurrent) }
}

/// `ALTER … RENAME`.
package struct Rename: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "RenameStmt"
    case relation, object
    case type = "rename_type"
    case relationType = "relation_type"
    case oldName = "subname"
    case newName = "newname"
    case missingOk = "missing_ok"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: ObjectType? { value(.type) }
  package var relationType: ObjectType? { value(.relationType) }
  package var relation: RangeVar? { view(.relation) }
  package var object: SQLNode? { child(.object) }
  package var oldName: String { text(.oldName) }
  package var newName: String { text(.newName) }
  package var missingOk: Bool { flag(.missingOk) }
}

/// `ALTER … SET SCHEMA`.
package struct SetSchema: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterObjectSchemaStmt"
    case relation, object
    case type = "object_type"
    case newSchema = "newschema"
    case missingOk = "missing_ok"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: ObjectType? { value(.type) }
  package var relation: RangeVar? { view(.relation) }
  package var object: SQLNode? { child(.object) }
  package var newSchema: String { text(.newSchema) }
  package var missingOk: Bool { flag(.missingOk) }
}

/// `ALTER … OWNER TO`; of a table it is a command of `ALTER TABLE`.
package struct ChangeOwner: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterOwnerStmt"
    case relation, object
    case type = "object_type"
    case newOwner = "newowner"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: ObjectType? { value(.type) }
  package var relation: RangeVar? { view(.relation) }
  package var object: SQLNode? { child(.object) }
  package var newOwner: RoleSpec? { view(.newOwner) }
}

/// `COMMENT ON`; without a text it removes the comment.
package struct Comment: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CommentStmt"
    case object, comment
    case type = "objtype"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: ObjectType? { value(.type) }
  package var object: SQLNode? { child(.object) }
  package var comment: String { text(.comment) }
}
