internal import Changes
internal import Git
internal import PostgresCatalog
internal import SQL

/// What a server has before the first migration.
enum DatabasePrelude {
  /// Applies `none`, `supabase` or a file of the repository.
  static func apply(_ prelude: String?, to replay: inout CatalogReplay, in snapshot: Snapshot) {
    guard let prelude, prelude != "none" else { return }
    if prelude == "supabase" {
      apply(supabase, to: &replay)
      for schema in ["auth", "storage", "extensions", "realtime", "vault", "graphql", "graphql_public"] {
        replay.doubt(.schema(schema), because: "Supabase manages the schema \(schema)")
      }
      return
    }
    let path = RepositoryPath(prelude)
    do throws(GitError) {
      guard let version = try snapshot.version(of: path) else {
        return replay.doubtEverything(because: "the prelude \(prelude) does not exist")
      }
      apply(String(decoding: try snapshot.bytes(of: path, version, limit: 1 << 22), as: UTF8.self), to: &replay)
    } catch {
      replay.doubtEverything(because: "the prelude \(prelude) could not be read: \(error.message)")
    }
  }

  private static func apply(_ text: String, to replay: inout CatalogReplay) {
    for statement in SQLParser.parse(SQLText(text)).statements {
      guard let statement = statement.statement else { continue }
      // What a prelude grants on the database itself is nothing that the catalog has.
      if case .doBlock = statement { continue }
      replay.apply(statement)
    }
  }

  /// The roles and schemas of a new project of Supabase.
  static let supabase = """
    CREATE ROLE anon NOLOGIN; CREATE ROLE authenticated NOLOGIN; CREATE ROLE service_role NOLOGIN BYPASSRLS;
    CREATE ROLE authenticator NOINHERIT LOGIN; GRANT anon, authenticated, service_role TO authenticator;
    CREATE ROLE supabase_admin SUPERUSER; CREATE ROLE supabase_auth_admin; CREATE ROLE supabase_storage_admin;
    CREATE SCHEMA auth; CREATE SCHEMA storage; CREATE SCHEMA extensions; CREATE SCHEMA realtime; CREATE SCHEMA vault;
    CREATE SCHEMA graphql; CREATE SCHEMA graphql_public;
    CREATE TABLE auth.users (id uuid PRIMARY KEY, email text);
    CREATE TABLE storage.buckets (id text PRIMARY KEY, name text);
    CREATE TABLE storage.objects (id uuid PRIMARY KEY, bucket_id text, name text, owner uuid);
    GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
    """
}
