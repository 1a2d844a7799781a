import Postgres
import SystemPackage
import TestSupport
import Testing

/// The servers that are started for a while.
@Suite(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"), .serialized)
struct ClusterTests {
  @Test func `a role that may run programs makes no file and reaches no network`() async throws {
    try await withScratchFolder { folder in
      let run = try await Tool.run("chmod", ["777", folder.string])
      #expect(run.status == 0)
      try await TestedServer.run(for: ["escaping"]) { cluster in
        guard cluster.isConfined else { return print("this system gives no namespaces") }
        try cluster.connect().execute(
          "CREATE ROLE escaping LOGIN CREATEROLE; CREATE TABLE t (a text); GRANT ALL ON t TO escaping")
        let connection = try cluster.connect(as: "escaping")
        // Before version 16 a role with CREATEROLE may do that.
        try connection.execute("GRANT pg_execute_server_program TO escaping")
        let shared = folder.removingLastComponent().string
        for place in ["\(folder.string)/made", "\(shared)/signalbox-made", "/usr/made", "/dev/shm/made", "/made"] {
          #expect(throws: PostgresError.self) {
            try connection.execute("COPY (SELECT 1) TO PROGRAM 'cat > \(place)'")
          }
          #expect(!Project.exists(FilePath(place)), "\(place)")
        }
        let interfaces = "COPY t FROM PROGRAM 'cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d \" \"'"
        try connection.execute(interfaces)
        #expect(try connection.execute("SELECT a FROM t").compactMap { $0[0] } == ["lo"])
        // From within the superuser needs its password, and the files that say so cannot be written.
        let folder = cluster.socketFolder
        let hba = folder.removingLastComponent().appending("hba.conf")
        let psql = "\(cluster.programs.folder)/psql -wX -h \(folder) -d postgres -c 'SELECT 1'"
        try connection.execute("COPY t FROM PROGRAM '\("\(psql) -U escaping".replacing("'", with: "''"))'")
        for program in [
          "\(psql) -U \(cluster.superuser)", "test -e \(folder)/password",
          "echo 'local all all trust' > \(hba)", "rm \(hba)", "mv \(hba) \(hba).old",
        ] {
          #expect(throws: PostgresError.self, "\(program)") {
            try connection.execute("COPY t FROM PROGRAM '\(program.replacing("'", with: "''"))'")
          }
        }
      }
    }
  }

  @Test func `a role that the server was not started for is refused`() async throws {
    try await TestedServer.run(for: ["known", "a \"b\""]) { cluster in
      try cluster.connect().execute(
        "CREATE ROLE known LOGIN; CREATE ROLE \"a \"\"b\"\"\" LOGIN; CREATE ROLE other LOGIN SUPERUSER")
      #expect(try cluster.connect(as: "known").execute("SELECT 1") == [["1"]])
      #expect(try cluster.connect(as: "a \"b\"").execute("SELECT 1") == [["1"]])
      for role in ["other", cluster.superuser] {
        #expect(throws: PostgresError.self, "\(role)") { try cluster.connect(as: role).execute("SELECT 1") }
      }
    }
  }

  @Test func `nothing is left of a server, also after an error`() async throws {
    struct Stop: Error {}
    let place = try await TestedServer.run { $0.socketFolder.removingLastComponent() }
    #expect(!Project.exists(place))
    await #expect(throws: Stop.self) {
      try await TestedServer.run { cluster in
        try cluster.connect().execute("SELECT 1")
        throw Stop()
      }
    }
  }

  @Test func `what a killed process has left is removed by the next one, and what is in use is not`() async throws {
    let parent = Project.exists("/dev/shm") ? "/dev/shm" : "/tmp"
    let stale = "\(parent)/signalbox-postgres-stale"
    let made = try await Tool.run("sh", ["-c", "mkdir -p \(stale)/data && touch \(stale)/lock"])
    #expect(made.status == 0)
    try await TestedServer.run { first in
      #expect(!Project.exists(FilePath(stale)))
      try await TestedServer.run { second in
        #expect(first.socketFolder != second.socketFolder)
        let answer = try second.connect().execute("SELECT 1")
        #expect(answer == [["1"]])
      }
      #expect(try first.connect().execute("SELECT 1") == [["1"]])
    }
  }

  @Test func `a statement ends at its limit, and its session goes on`() async throws {
    try await TestedServer.run { cluster in
      let connection = try cluster.connect()
      let limits = StatementLimits(time: .milliseconds(200))
      let error = #expect(throws: PostgresError.self) {
        try connection.execute("SELECT pg_sleep(600)", within: limits)
      }
      #expect(error?.isLimit == true)
      #expect(try connection.execute("SELECT 1") == [["1"]])
      let stopped = #expect(throws: PostgresError.self) {
        try connection.execute(
          "SELECT pg_sleep(600)", within: StatementLimits(time: .seconds(600)) { "all of it took too long" })
      }
      #expect(stopped?.description == "all of it took too long")
    }
  }

  @Test func `rows that are not wanted take no memory, and COPY from a client ends`() async throws {
    try await TestedServer.run { cluster in
      let connection = try cluster.connect()
      #expect(try connection.execute("SELECT generate_series(1, 300000)", discarding: true).isEmpty)
      try connection.execute("CREATE TABLE t (a int)")
      #expect(throws: PostgresError.self) { try connection.execute("COPY t FROM STDIN") }
      try connection.execute("COPY (SELECT generate_series(1, 1000)) TO STDOUT", discarding: true)
      #expect(try connection.execute("SELECT count(*) FROM t") == [["0"]])
    }
  }

  @Test func `an error has its code and its place`() async throws {
    try await TestedServer.run { cluster in
      let error = #expect(throws: PostgresError.self) { try cluster.connect().execute("SELECT 1;\nSELECT nope") }
      #expect(error?.code == "42703")
      #expect(error?.position == 18)
    }
  }

  @Test func `a template is copied, and its data are no larger than allowed`() async throws {
    try await withScratchFolder { folder in
      var launch = PostgresCluster.Launch(try await TestedServer.programs())
      let place = folder.appending("kept")
      try await PostgresCluster.run(launch, keeping: place) { cluster in
        _ = try cluster.connect().execute("CREATE TABLE kept AS SELECT 1 AS a")
      }
      launch.template = place
      launch.size = 120 << 20
      for _ in 0..<2 {
        try await PostgresCluster.run(launch) { cluster in
          let connection = try cluster.connect()
          #expect(try connection.execute("SELECT a FROM kept") == [["1"]])
          try connection.execute("DROP TABLE kept")
          guard cluster.isConfined else { return print("this system gives no namespaces") }
          let error = #expect(throws: PostgresError.self) {
            try connection.execute(
              "CREATE UNLOGGED TABLE large AS SELECT repeat('x', 900) FROM generate_series(1, 400000)")
          }
          #expect(error?.code == "53100", "\(error?.description ?? "")")
        }
      }
    }
  }

  @Test func `what was prepared once is taken again, and only so many are kept`() async throws {
    try await withScratchFolder { folder in
      let cache = ClusterCache(in: folder.appending("cache"), capacity: 2)
      @Sendable func prepare(_ place: FilePath) async throws {
        try await place.appending("PG_VERSION").write("15\n")
      }
      let first = try await cache.folder(for: "a", prepare: prepare)
      let again = try await cache.folder(for: "a") { _ in Issue.record("it is there already") }
      #expect(first == again)
      for key in ["b", "c", "d"] { _ = try await cache.folder(for: key, prepare: prepare) }
      #expect(Project.names(in: folder.appending("cache")).filter { $0.hasPrefix("cluster-") }.count == 2)
      struct Stop: Error {}
      await #expect(throws: Stop.self) { try await cache.folder(for: "e") { _ in throw Stop() } }
    }
  }

  @Test func `a folder that has no server is told`() async throws {
    let error = await #expect(throws: PostgresError.self) {
      try await PostgresPrograms.find(named: "/usr/lib", environment: [:], major: 15)
    }
    #expect(error?.description == "/usr/lib has no programs `initdb` and `postgres`")
    let found = try await PostgresPrograms.find(named: nil, environment: ["PATH": "/usr/bin"], major: 15)
    #expect(found.majorVersion == 15)
  }
}
