import SystemPackage
import TestSupport

/// An archive of executables that do as they are told and write down how they were called: a workflow that uses it shows
/// what the workflow does, whatever the checks say.
struct StandInArchive {
  let address: String
  let digest: String

  /// Makes the archive below a folder.
  init(in folder: FilePath) async throws {
    let top = folder.appending("stand-ins")
    for name in ["change-control", "contracts", "db-verify", "evidence", "lint-gate", "release-train", "test-gate"] {
      try await top.appending("bin/\(name)").write(Self.script)
    }
    let archive = folder.appending("stand-ins.tar.gz").string
    let made = try await Tool.run(
      "bash",
      [
        "-c", #"chmod +x "$1"/stand-ins/bin/* && tar -C "$1" -czf "$2" stand-ins && sha256sum "$2""#, "-",
        folder.string, archive,
      ])
    guard made.status == 0 else { throw ToolFailure(command: "tar", result: made) }
    address = "file://\(archive)"
    digest = String(made.text.prefix(64))
  }

  /// `STAND_IN_STATUS` is the exit status of what judges, `STAND_IN_EVIDENCE` that of `evidence`, `STAND_IN_LINTERS` that
  /// of `lint-gate run`.
  private static let script = #"""
    #!/usr/bin/env bash
    name=$(basename "$0")
    if [ "$1" = --version ]; then echo 0.1.0; exit; fi
    {
      printf '%s' "$name"
      printf ' %s' "$@"
      printf ' | token=%s\n' "${GITHUB_TOKEN:-none}"
    } >>"$STAND_IN_CALLS"
    status=${STAND_IN_STATUS:-0}
    case "$name $1" in
    'evidence collect')
      status=${STAND_IN_EVIDENCE:-0}
      # A wrong command line writes nothing.
      if [ "$status" = 64 ]; then exit 64; fi
      ;;
    'lint-gate run' | 'test-gate run') status=${STAND_IN_LINTERS:-0} ;;
    esac
    while [ $# -gt 1 ]; do
      case $1 in
      --output) echo '{}' >"$2" ;;
      --report) echo "{\"reports\": [{\"judged\": \"$(git rev-parse HEAD)\"}]}" >"${2#*=}" ;;
      --team-token-file) echo "team token: $(cat "$2")" >>"$STAND_IN_CALLS" ;;
      esac
      shift
    done
    exit "$status"
    """#
}
