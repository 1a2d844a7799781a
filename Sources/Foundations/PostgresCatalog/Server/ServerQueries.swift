/// The questions to `pg_catalog` whose answers make a catalog.
///
/// They are asked with an empty `search_path`, so that the server writes each name with its schema. Lists are joined by
/// the unit and record separators of ASCII, which no name has in practice.
package enum ServerQuery: String, CaseIterable, Sendable {
  case schemas, relations, columns, constraints, indexes, policies, triggers, rules, reads, sequences, routines, types
  case roles, memberships, extensions, publications, defaultPrivileges, comments

  private static let foreign = """
    n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    """

  private static func notOfExtension(_ catalog: String, _ oid: String) -> String {
    "NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = '\(catalog)'::regclass AND x.objid = \(oid) "
      + "AND x.deptype = 'e')"
  }

  private static func rights(_ acl: String) -> String {
    """
    (SELECT string_agg(coalesce(g.rolname, 'public') || E'\\x1f' || a.privilege_type || E'\\x1f' || a.is_grantable,
      E'\\x1e') FROM aclexplode(\(acl)) a LEFT JOIN pg_roles g ON g.oid = a.grantee)
    """
  }

  private static func names(_ keys: String, of relation: String) -> String {
    """
    (SELECT string_agg(a.attname, E'\\x1e' ORDER BY u.n) FROM unnest(\(keys)) WITH ORDINALITY u(num, n)
      JOIN pg_attribute a ON a.attrelid = \(relation) AND a.attnum = u.num)
    """
  }

  private static let relationKinds = "c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')"

  private static var relationSource: String {
    "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(foreign) AND \(relationKinds) AND "
      + notOfExtension("pg_class", "c.oid")
  }

  /// The text to send.
  package var sql: String {
    switch self {
    case .schemas:
      """
      SELECT n.nspname, pg_get_userbyid(n.nspowner), \(Self.rights("coalesce(n.nspacl, acldefault('n', n.nspowner))"))
      FROM pg_namespace n WHERE \(Self.foreign)
      """
    case .relations:
      """
      SELECT n.nspname, c.relname, c.relkind, c.relpersistence, pg_get_userbyid(c.relowner),
        array_to_string(c.reloptions, E'\\x1e'), c.relrowsecurity, c.relforcerowsecurity,
        \(Self.rights("coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", c.relowner))")),
        c.relispartition, (SELECT p.partstrat FROM pg_partitioned_table p WHERE p.partrelid = c.oid),
        (SELECT string_agg(m.nspname || E'\\x1f' || p.relname, E'\\x1e' ORDER BY i.inhseqno) FROM pg_inherits i
          JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace m ON m.oid = p.relnamespace
          WHERE i.inhrelid = c.oid),
        pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT',
        CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
        (SELECT s.srvname FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
          WHERE f.ftrelid = c.oid)
      FROM \(Self.relationSource)
      """
    case .columns:
      """
      SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        pg_get_expr(d.adbin, d.adrelid), a.attgenerated, a.attidentity, \(Self.rights("a.attacl"))
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE \(Self.foreign) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
        AND \(Self.notOfExtension("pg_class", "c.oid")) ORDER BY a.attrelid, a.attnum
      """
    case .constraints:
      """
      SELECT n.nspname, c.relname, k.conname, k.contype, \(Self.names("k.conkey", of: "k.conrelid")),
        m.nspname, r.relname, \(Self.names("k.confkey", of: "k.confrelid")), k.confupdtype, k.confdeltype,
        k.confmatchtype, k.convalidated, k.condeferrable, k.condeferred, k.coninhcount > 0 AND NOT k.conislocal
          OR k.conparentid <> 0, k.connoinherit, CASE WHEN k.contype = 'c' THEN pg_get_constraintdef(k.oid) END,
        (SELECT i.indnullsnotdistinct FROM pg_index i WHERE i.indexrelid = k.conindid AND k.contype = 'u')
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_class r ON r.oid = k.confrelid LEFT JOIN pg_namespace m ON m.oid = r.relnamespace
      WHERE \(Self.foreign) AND k.contype IN ('c', 'p', 'u', 'x', 'f')
      """
    case .indexes:
      """
      SELECT n.nspname, c.relname, i.relname, pg_get_indexdef(i.oid),
        EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')),
        x.indnullsnotdistinct
      FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(Self.foreign)
        AND \(Self.notOfExtension("pg_class", "c.oid"))
      """
    case .policies:
      """
      SELECT n.nspname, c.relname, p.polname, p.polcmd, p.polpermissive,
        (SELECT string_agg(coalesce(g.rolname, 'public'), E'\\x1e') FROM unnest(p.polroles) r(oid)
          LEFT JOIN pg_roles g ON g.oid = r.oid),
        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      """
    case .triggers:
      """
      SELECT n.nspname, c.relname, t.tgname, t.tgtype, m.nspname, f.proname,
        \(Self.names("t.tgattr::int2[]", of: "t.tgrelid")), t.tgenabled, pg_get_triggerdef(t.oid)
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace m ON m.oid = f.pronamespace WHERE NOT t.tgisinternal
      """
    case .rules:
      """
      SELECT n.nspname, c.relname, r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(Self.foreign) AND r.rulename <> '_RETURN'
      """
    case .reads:
      """
      SELECT DISTINCT n.nspname, c.relname, m.nspname, t.relname
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
      JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace m ON m.oid = t.relnamespace
      WHERE \(Self.foreign) AND r.rulename = '_RETURN'
      """
    case .sequences:
      """
      SELECT n.nspname, c.relname, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
        s.seqcache, s.seqcycle, m.nspname, t.relname, a.attname
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
        AND d.refclassid = 'pg_class'::regclass
      LEFT JOIN pg_class t ON t.oid = d.refobjid LEFT JOIN pg_namespace m ON m.oid = t.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE \(Self.foreign)
      """
    case .routines:
      """
      SELECT n.nspname, p.proname, (SELECT string_agg(format_type(t.oid, NULL), E'\\x1e' ORDER BY t.n)
          FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY t(oid, n)), p.prokind, pg_get_userbyid(p.proowner),
        l.lanname, p.proretset, format_type(p.prorettype, NULL), p.prosecdef, p.provolatile, p.proparallel,
        p.proisstrict, p.proleakproof, array_to_string(p.proconfig, E'\\x1e'), p.prosrc,
        \(Self.rights("coalesce(p.proacl, acldefault('f', p.proowner))"))
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
      WHERE \(Self.foreign) AND \(Self.notOfExtension("pg_proc", "p.oid"))
      """
    case .types:
      """
      SELECT n.nspname, t.typname, t.typtype, pg_get_userbyid(t.typowner),
        (SELECT string_agg(e.enumlabel, E'\\x1e' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
        (SELECT string_agg(a.attname || E'\\x1f' || format_type(a.atttypid, a.atttypmod), E'\\x1e' ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
        CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END, t.typnotnull, t.typdefault,
        (SELECT string_agg(k.conname || E'\\x1f' || pg_get_constraintdef(k.oid), E'\\x1e') FROM pg_constraint k
          WHERE k.contypid = t.oid),
        (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid),
        \(Self.rights("coalesce(t.typacl, acldefault('T', t.typowner))"))
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE \(Self.foreign) AND (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
        AND \(Self.notOfExtension("pg_type", "t.oid"))
      """
    case .roles:
      """
      SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolcanlogin, rolreplication, rolbypassrls, rolinherit,
        (SELECT array_to_string(s.setconfig, E'\\x1e') FROM pg_db_role_setting s
          WHERE s.setrole = r.oid AND s.setdatabase = 0)
      FROM pg_roles r WHERE rolname !~ '^pg_'
      """
    case .memberships:
      """
      SELECT g.rolname, m.rolname, a.admin_option FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid
      JOIN pg_roles m ON m.oid = a.member WHERE m.rolname !~ '^pg_'
      """
    case .extensions:
      """
      SELECT e.extname, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      WHERE e.extname <> 'plpgsql'
      """
    case .publications:
      """
      SELECT p.pubname, pg_get_userbyid(p.pubowner), p.puballtables,
        (SELECT string_agg(n.nspname || E'\\x1f' || c.relname, E'\\x1e') FROM pg_publication_rel r
          JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.prpubid = p.oid),
        (SELECT string_agg(n.nspname, E'\\x1e') FROM pg_publication_namespace s
          JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid) FROM pg_publication p
      """
    case .defaultPrivileges:
      """
      SELECT pg_get_userbyid(d.defaclrole), n.nspname, d.defaclobjtype, \(Self.rights("d.defaclacl"))
      FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
      """
    case .comments: Self.commentQuery
    }
  }

  private static let commentQuery = """
    SELECT 'relation', n.nspname, c.relname, a.attname, d.description FROM pg_description d
    JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid AND c.relkind <> 'i'
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0 WHERE \(foreign)
    UNION ALL SELECT 'constraint', n.nspname, c.relname, k.conname, d.description FROM pg_description d
    JOIN pg_constraint k ON d.classoid = 'pg_constraint'::regclass AND k.oid = d.objoid
    JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(foreign)
    UNION ALL SELECT 'policy', n.nspname, c.relname, k.polname, d.description FROM pg_description d
    JOIN pg_policy k ON d.classoid = 'pg_policy'::regclass AND k.oid = d.objoid
    JOIN pg_class c ON c.oid = k.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(foreign)
    UNION ALL SELECT 'trigger', n.nspname, c.relname, k.tgname, d.description FROM pg_description d
    JOIN pg_trigger k ON d.classoid = 'pg_trigger'::regclass AND k.oid = d.objoid
    JOIN pg_class c ON c.oid = k.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(foreign)
    UNION ALL SELECT 'index', n.nspname, c.relname, i.relname, d.description FROM pg_description d
    JOIN pg_class i ON d.classoid = 'pg_class'::regclass AND i.oid = d.objoid AND i.relkind = 'i'
    JOIN pg_index x ON x.indexrelid = i.oid JOIN pg_class c ON c.oid = x.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(foreign)
    UNION ALL SELECT 'routine', n.nspname, p.proname,
      (SELECT string_agg(format_type(t.oid, NULL), E'\\x1e' ORDER BY t.n)
        FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY t(oid, n)), d.description FROM pg_description d
    JOIN pg_proc p ON d.classoid = 'pg_proc'::regclass AND p.oid = d.objoid
    JOIN pg_namespace n ON n.oid = p.pronamespace WHERE \(foreign) AND \(notOfExtension("pg_proc", "p.oid"))
    UNION ALL SELECT 'type', n.nspname, t.typname, NULL, d.description FROM pg_description d
    JOIN pg_type t ON d.classoid = 'pg_type'::regclass AND t.oid = d.objoid
    JOIN pg_namespace n ON n.oid = t.typnamespace WHERE \(foreign)
    UNION ALL SELECT 'schema', n.nspname, NULL, NULL, d.description FROM pg_description d
    JOIN pg_namespace n ON d.classoid = 'pg_namespace'::regclass AND n.oid = d.objoid
    WHERE \(foreign) AND n.nspname <> 'public'
    """
}
