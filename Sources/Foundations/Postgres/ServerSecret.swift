internal import SystemPackage

/// The password of a cluster's superuser, and who else may connect.
///
/// A migration that could let the server run programs would reach the socket from within. So the superuser has a
/// password, which no file has that the server can read, and other roles than those named are refused.
struct ServerSecret: Sendable {
  let password: String

  /// The file beside data that were kept; the copy that a server gets is without it.
  static let fileName = ".signalbox-password"

  /// Takes the password that the data of a template have; without a template a new one.
  ///
  /// - Throws: `PostgresError` where that of the template cannot be read.
  init(of template: FilePath?) throws(PostgresError) {
    guard let template else {
      password = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
      return
    }
    do {
      let file = try FileDescriptor.open(
        template.appending(Self.fileName), .readOnly, options: [.noFollow, .closeOnExec])
      password = try file.closeAfter {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = unsafe try bytes.withUnsafeMutableBytes { unsafe try file.read(into: $0) }
        return String(decoding: bytes[..<count], as: UTF8.self)
      }
    } catch {
      throw PostgresError("the password of the data in \(template) cannot be read: \(error)")
    }
  }

  /// Writes what a server is started with: `hba.conf` (section 21.1), and the password for `initdb`, which its script
  /// removes.
  ///
  /// - Throws: `PostgresError` where that cannot be written.
  func prepare(_ folder: FilePath, for launch: PostgresCluster.Launch) throws(PostgresError) {
    let superuser = Self.quoted(launch.superuser)
    let lines = ["local all \(superuser) scram-sha-256"] + launch.roles.map { "local all \(Self.quoted($0)) trust" }
    try Self.write(lines.map { "\($0)\n" }.joined(), to: folder.appending("hba.conf"), permissions: 0o644)
    guard launch.template == nil else { return }
    try Self.write(password, to: folder.appending("socket").appending("password"), permissions: 0o600)
  }

  /// Remembers the password of data that were copied.
  ///
  /// - Throws: `PostgresError` where that cannot be written.
  func keep(in data: FilePath) throws(PostgresError) {
    try Self.write(password, to: data.appending(Self.fileName), permissions: 0o600)
  }

  private static func write(_ text: String, to path: FilePath, permissions: CInterop.Mode) throws(PostgresError) {
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: FilePermissions(rawValue: permissions))
      try file.closeAfter { _ = try file.writeAll(text.utf8) }
    } catch {
      throw PostgresError("\(path) cannot be written: \(error)")
    }
  }

  /// A name as `hba.conf` has it: in quotes none is a keyword.
  private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
