/// What of the catalogs cannot be told from their columns alone.
enum CatalogExceptions {
  /// Catalogs that are read by ``queries``, or that say nothing which a statement sets: dependencies follow from the
  /// objects, and statistics from the rows.
  static let catalogs: Set<String> = [
    "pg_auth_members", "pg_db_role_setting", "pg_depend", "pg_description", "pg_enum", "pg_inherits", "pg_init_privs",
    "pg_largeobject", "pg_largeobject_metadata", "pg_replication_origin", "pg_seclabel", "pg_shdepend",
    "pg_shdescription", "pg_shseclabel",
    "pg_statistic", "pg_statistic_ext_data",
  ]

  /// Catalogs whose rows are a part of an object of another one.
  static let addresses: [String: (catalog: String, object: String, column: String)] = [
    "pg_aggregate": ("pg_proc", "aggfnoid", "0"), "pg_attribute": ("pg_class", "attrelid", "r.attnum"),
    "pg_foreign_table": ("pg_class", "ftrelid", "0"), "pg_index": ("pg_class", "indexrelid", "0"),
    "pg_partitioned_table": ("pg_class", "partrelid", "0"), "pg_range": ("pg_type", "rngtypid", "0"),
    "pg_sequence": ("pg_class", "seqrelid", "0"), "pg_subscription_rel": ("pg_subscription", "srsubid", "0"),
    "pg_ts_config_map": ("pg_ts_config", "mapcfg", "0"),
  ]

  /// Columns that vacuum, analysis or the number of earlier columns change, and such that repeat the object's name.
  static let omitted: [String: [String]] = [
    "pg_attribute": [
      "attnum", "attcacheoff", "atthasdef", "atthasmissing", "attmissingval", "attisdropped", "attlen", "attbyval",
      "attalign",
      "atttypid", "atttypmod",
    ],
    "pg_authid": ["rolpassword"],
    "pg_class": [
      "reltype", "relfilenode", "relpages", "reltuples", "relallvisible", "relallfrozen", "reltoastrelid",
      "relhasindex", "relnatts", "relhasrules", "relhastriggers", "relhassubclass", "relrewrite", "relfrozenxid",
      "relminmxid",
    ],
    "pg_collation": ["collversion"],
    "pg_database": ["datfrozenxid", "datminmxid", "datcollversion", "dathasloginevt"],
    "pg_index": ["indnatts", "indcheckxmin"],
    "pg_proc": ["pronargs"],
    "pg_trigger": ["tgname"],
    "pg_type": ["typname", "typrelid", "typarray", "typlen", "typbyval", "typalign", "typtypmod", "typdefault"],
  ]

  /// Attributes beside the columns.
  static let additional: [String: [String]] = [
    "pg_attribute": ["'type: ' || format_type(r.atttypid, r.atttypmod)"],
    "pg_authid": ["'password: ' || CASE WHEN r.rolpassword IS NOT NULL THEN 'set' END"],
    "pg_class": [
      """
      '\(CatalogDifference.columnOrder): ' || (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute a \
      WHERE a.attrelid = r.oid AND attnum > 0 AND NOT attisdropped)
      """,
      """
      'toast options: ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM pg_class t, unnest(t.reloptions) o \
      WHERE t.oid = r.reltoastrelid)
      """,
    ],
    "pg_constraint": ["'definition: ' || pg_get_constraintdef(r.oid)"],
    "pg_index": ["'definition: ' || pg_get_indexdef(r.indexrelid)"],
    "pg_statistic_ext": ["'definition: ' || pg_get_statisticsobjdef(r.oid)"],
    "pg_trigger": ["'definition: ' || pg_get_triggerdef(r.oid)"],
    "pg_type": ["'base: ' || CASE WHEN r.typbasetype <> 0 THEN format_type(r.typbasetype, r.typtypmod) END"],
  ]

  /// Trees of the parser, and numbers of columns that no foreign key of the catalogs describes.
  static let deparsed: [String: String] = [
    "adbin": "pg_get_expr(r.adbin, r.adrelid)",
    "confdelsetcols":
      """
    (SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM unnest(r.confdelsetcols) v JOIN pg_attribute a \
    ON a.attrelid = r.conrelid AND a.attnum = v)
    """,
    "ev_action": "pg_get_ruledef(r.oid)", "indpred": "pg_get_expr(r.indpred, r.indrelid)",
    "partexprs": "pg_get_partkeydef(r.partrelid)", "polqual": "pg_get_expr(r.polqual, r.polrelid)",
    "polwithcheck": "pg_get_expr(r.polwithcheck, r.polrelid)",
    "prattrs":
      """
    (SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM unnest(r.prattrs::int2[]) v JOIN pg_attribute a \
    ON a.attrelid = r.prrelid AND a.attnum = v)
    """,
    "proargdefaults": "pg_get_expr(r.proargdefaults, 0)", "prosqlbody": "pg_get_function_sqlbody(r.oid)",
    "prqual": "pg_get_expr(r.prqual, r.prrelid)", "relpartbound": "pg_get_expr(r.relpartbound, r.oid)",
    "typdefaultbin": "pg_get_expr(r.typdefaultbin, 0)",
  ]

  /// Lists of OIDs whose order says nothing.
  static let unordered: Set<String> = ["extconfig", "polroles"]

  /// Lists of texts whose order is part of what they say; the others are options.
  static let orderedTexts: Set<String> = ["extcondition", "proargnames"]

  /// What a list of privileges is where it is NULL (acldefault: the kind of object and its owner).
  static let defaultPrivileges: [String: String] = [
    "datacl": "'d', r.datdba", "fdwacl": "'F', r.fdwowner", "lanacl": "'l', r.lanowner",
    "nspacl": "'n', r.nspowner", "paracl": "'p', 10", "proacl": "'f', r.proowner",
    "relacl": "CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", r.relowner", "spcacl": "'t', r.spcowner",
    "srvacl": "'S', r.srvowner", "typacl": "'T', r.typowner",
  ]

  /// Rows that are left out: the parts of an index or a sequence, TOAST, other sessions' temporary objects, and types
  /// that follow from a table.
  static let conditions: [String: String] = [
    "pg_attribute":
      """
     AND r.attnum > 0 AND NOT r.attisdropped AND EXISTS (SELECT FROM pg_class c WHERE c.oid = r.attrelid \
    AND c.relkind IN ('r', 'v', 'm', 'f', 'p', 'c') AND c.relnamespace NOT IN ('pg_toast'::regnamespace, \
    'information_schema'::regnamespace) AND NOT pg_is_other_temp_schema(c.relnamespace))
    """,
    "pg_class":
      """
     AND r.relnamespace NOT IN ('pg_toast'::regnamespace, 'information_schema'::regnamespace) \
    AND NOT pg_is_other_temp_schema(r.relnamespace)
    """,
    "pg_index":
      " AND EXISTS (SELECT FROM pg_class c WHERE c.oid = r.indexrelid AND c.relnamespace <> 'pg_toast'::regnamespace)",
    "pg_trigger": " AND NOT r.tgisinternal",
    "pg_type":
      """
     AND NOT (r.typcategory = 'A' AND EXISTS (SELECT FROM pg_type e WHERE e.typarray = r.oid)) AND (r.typrelid = 0 \
    OR r.typacl IS NOT NULL OR EXISTS (SELECT FROM pg_class c WHERE c.oid = r.typrelid AND c.relkind = 'c'))
    """,
  ]

  /// Catalogs whose rows are chosen by something else than a number.
  static let whole: [String: String] = [
    "pg_authid": "r.rolname !~ '^pg_'", "pg_database": "r.datname = current_database()", "pg_default_acl": "true",
    "pg_namespace": "r.nspname !~ '^pg_(toast|temp)' AND r.nspname <> 'information_schema'",
    "pg_parameter_acl": "true",
  ]

  /// What several rows of a catalog say of one object, or what no catalog has.
  static let queries: [String] = [
    """
    SELECT i.type || ' ' || i.identity, 'comment: ' || d.description FROM pg_description d, \
    LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i \
    WHERE d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass
    """,
    """
    SELECT i.type || ' ' || i.identity, 'comment: ' || d.description FROM pg_shdescription d, \
    LATERAL pg_identify_object(d.classoid, d.objoid, 0) i WHERE d.classoid <> 'pg_database'::regclass \
    OR d.objoid = (SELECT oid FROM pg_database WHERE datname = current_database())
    """,
    """
    SELECT i.type || ' ' || i.identity, 'security label by ' || provider || ': ' || label FROM (SELECT classoid, \
    objoid, objsubid, provider, label FROM pg_seclabel UNION ALL SELECT classoid, objoid, 0, provider, label \
    FROM pg_shseclabel) d, LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
    """,
    """
    SELECT i.type || ' ' || i.identity, 'label ' || quote_literal(enumlabel) || ': ' || row_number() OVER \
    (PARTITION BY enumtypid ORDER BY enumsortorder) FROM pg_enum r, \
    LATERAL pg_identify_object('pg_type'::regclass, enumtypid, 0) i
    """,
    """
    SELECT i.type || ' ' || i.identity, 'inherits ' || inhparent::regclass || ': ' || inhseqno || CASE \
    WHEN inhdetachpending THEN ' detach pending' ELSE '' END FROM pg_inherits r, \
    LATERAL pg_identify_object('pg_class'::regclass, inhrelid, 0) i
    """,
    """
    SELECT 'role ' || quote_ident(pg_get_userbyid(member)), 'member of ' || quote_ident(pg_get_userbyid(roleid)) \
    || ' by ' || quote_ident(pg_get_userbyid(grantor)) || ': ' || (to_jsonb(r) - '{oid,roleid,member,grantor}'\
    ::text[])::text FROM pg_auth_members r WHERE member >= 16384 OR roleid >= 16384
    """,
    """
    SELECT coalesce('role ' || quote_ident(pg_get_userbyid(nullif(setrole, 0))), 'database ' \
    || quote_ident(current_database())), 'settings' || CASE WHEN setdatabase <> 0 AND setrole <> 0 \
    THEN ' in this database' ELSE '' END || ': ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(setconfig) o) \
    FROM pg_db_role_setting WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    """,
    """
    SELECT i.type || ' ' || i.identity, CASE d.deptype WHEN 'e' THEN 'member of: ' WHEN 'x' THEN 'depends on: ' \
    ELSE 'owned by: ' END || e.type || ' ' || e.identity FROM pg_depend d, LATERAL pg_identify_object(classid, objid, \
    objsubid) i, LATERAL pg_identify_object(refclassid, refobjid, refobjsubid) e WHERE objid >= 16384 AND (deptype \
    IN ('e', 'x') OR deptype IN ('a', 'i') AND classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass \
    AND refobjsubid > 0 AND EXISTS (SELECT FROM pg_class c WHERE c.oid = objid AND relkind = 'S'))
    """,
    // The name of such a trigger has a number in it that no two servers share.
    """
    SELECT i.type || ' ' || i.identity, 'trigger of ' || coalesce((SELECT conname FROM pg_constraint WHERE oid = \
    tgconstraint), '') || ' by ' || tgfoid::regproc::text || ': ' || tgenabled::text FROM pg_trigger r, \
    LATERAL pg_identify_object('pg_class'::regclass, tgrelid, 0) i WHERE tgisinternal AND tgenabled <> 'O'
    """,
    "SELECT 'replication origin ' || quote_ident(roname), '' FROM pg_replication_origin",
    """
    SELECT 'replication slot ' || quote_ident(slot_name), concat_ws(chr(31), 'plugin: ' || plugin, 'type: ' \
    || slot_type) FROM pg_replication_slots WHERE NOT temporary
    """,
    """
    SELECT 'prepared transaction ' || quote_literal(gid), '' FROM pg_prepared_xacts WHERE database = current_database()
    """,
    // The number of a large object is mostly one that the server gave it.
    """
    SELECT 'large objects of ' || quote_ident(pg_get_userbyid(lomowner)), 'object' || coalesce(': ' || (SELECT \
    string_agg(a::text, ', ' ORDER BY a::text) FROM unnest(lomacl) a), '') FROM pg_largeobject_metadata
    """,
  ]
}
