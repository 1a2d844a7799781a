internal import Changes
internal import Documents
package import Findings
package import Policy

/// Flags a field about a person in an artifact that is not the identity service's.
package struct PersonalData: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/personal-data",
    title: "Personal data outside the identity service",
    rationale: """
      What is sent as an event is copied into topics, logs, warehouses and backups of every consumer. A mail address there \
      can be neither corrected nor erased. Events carry the key of a person, and who may know more asks the identity \
      service.
      """,
    remedy: """
      Send the key of the person, such as `customer_id`. A digest passes where its `pattern` admits nothing but digests, \
      such as `^[0-9a-f]{64}$`. A field that has to stay is an exception under `personal-data.exceptions`, with an owner \
      and the day on which it ends. A field is found by annotations (`x-pii`, `x-classification`, `classification`, \
      `confluent:tags`), by its name and the names around it, by `format: email`, and by mail addresses, telephone \
      numbers, IBANs and card numbers among its values; through references and composition, too. Fields that were there \
      before the change are not told; `lint` and `contracts personal-data` tell all.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- platform/contracts/orders/order-placed.v1.schema.json --
        { "type": "object", "properties": { "id": { "type": "string" }, 👉"customer_email": { "type": "string" } } }
        """),
      Example(
        """
        -- base: platform/contracts/identity/user.v1.schema.json --
        { "$defs": { "contact": { "properties": { "email": { "type": "string" } } } } }
        -- platform/contracts/identity/user.v1.schema.json --
        { "$defs": { "contact": { "properties": { "email": { "type": "string" } } } } }
        -- platform/contracts/orders/order-placed.v1.schema.json --
        { "properties": { "customer": { "$ref": 👉"../identity/user.v1.schema.json#/$defs/contact" } } }
        """),
      Example(
        """
        -- platform/contracts/analytics/visit.v1.schema.json --
        { "properties": { 👉"email_hash": { "type": "string", "maxLength": 64 } } }
        """),
      Example(
        """
        -- platform/contracts/orders/note.v1.schema.json --
        { "properties": { 👉"ref": { "type": "string", "x-classification": "personal" }, \
        👉"reply": { "type": "string", "examples": ["ada@example.com"] } } }
        """),
    ],
    good: [
      Example(
        """
        -- platform/contracts/orders/order-placed.v1.schema.json --
        { "properties": { "customer_id": { "type": "string" }, "email_template_id": { "type": "string" }, \
        "product": { "properties": { "name": { "type": "string" } } }, "email_verified": { "type": "boolean" } } }
        -- platform/contracts/identity/user.v1.schema.json --
        { "properties": { "email": { "type": "string" } } }
        """),
      Example(
        """
        -- platform/contracts/analytics/visit.v1.schema.json --
        { "properties": { "email_hash": { "type": "string", "pattern": "^[0-9a-f]{64}$" } } }
        """),
    ],
    references: [
      "[GDPR, article 4(1): personal data](https://eur-lex.europa.eu/eli/reg/2016/679/oj#d1e1489-1-1)",
      "[Open Data Contract Standard, schema: classification](https://bitol-io.github.io/open-data-contract-standard/latest/)",
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    let incomplete = change.incompletePersonalData.map { path in
      undecided(
        "could not check \(path) for personal data, because it has too many fields", at: Place(path: path),
        help: "split the schema, or exclude it")
    }
    return incomplete
      + change.personalFields.map { field in
        let origin = field.origin.map { " (declared in \($0.path))" } ?? ""
        return finding(
          "`\(field.pointer)` is personal data: \(field.reason)\(origin)", at: field.place,
          related: field.origin.map { [$0] } ?? [],
          help: """
            send the key of the person, move the field to the identity service, or add an exception with an owner and an \
            end to personal-data.exceptions in \(ContractCheck.policyPath)
            """,
          data: .object([
            ("artifact", .string(field.artifact)), ("field", .string(field.pointer.description)),
            ("pointer", .string(field.schemaPointer.description)), ("reason", .string(field.reason)),
          ]))
      }
  }
}
