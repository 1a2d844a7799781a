/// The program that starts a server, watches over it, and ends it.
///
/// It reads its standard input: the word `stop` lets the server write all that it has and end; the end of the input,
/// also that of this process, ends it at once. With `confined` it is the first process of its own namespaces, so that
/// whatever the server has started ends with it.
enum ServerScript {
  /// The text for a POSIX shell.
  ///
  /// What is left of the system in the namespaces are programs and libraries, read-only, and three devices. The data are
  /// on a file system of their own, of a size that is not exceeded, and are gone when the last process is.
  static let text = #"""
    set -eu
    mode=$1 folder=$2 programs=$3 template=$4 size=$5 account=${6%:*} group=${6#*:} switch=$7 keeping=$8 superuser=$9
    shift 9
    data=$folder/data
    fail() { echo "failed: $1"; exit 1; }
    put() {
      if [ -L "$1" ]; then ln -s "$(readlink "$1")" "$root$1"; return; fi
      if [ -d "$1" ]; then mkdir -p "$root$1"
      elif [ -e "$1" ]; then mkdir -p "$root${1%/*}"; : >"$root$1"
      else return 0; fi
      mount --rbind "$1" "$root$1"
      if [ "${2-}" != writable ]; then mount -o remount,bind,ro "$root$1"; fi
    }
    as=
    if [ -n "$template" ] && { [ "$mode" != confined ] || [ "$keeping" = yes ]; }; then
      cp -a "$template/." "$data"
      template=
    fi
    if [ "$mode" = confined ]; then
      root=$folder/root
      mkdir -p "$root"
      mount -t tmpfs -o mode=755 tmpfs "$root"
      for path in /usr /bin /sbin /lib /lib32 /lib64 /etc/passwd /etc/group /etc/ld.so.cache /etc/localtime; do
        put "$path"
      done
      case $programs in /usr/*) ;; *) put "${programs%/*}" ;; esac
      for path in /dev/null /dev/zero /dev/urandom "$folder/socket"; do put "$path" writable; done
      cp "$folder/hba.conf" "$root$folder/hba.conf"
      if [ -n "$template" ]; then
        mkdir -p "$root$data"
        mount -t tmpfs -o "mode=700,size=$size" tmpfs "$root$data"
        cp -a "$template/." "$root$data"
      else
        put "$data" writable
      fi
      mkdir "$root/old" "$root/proc"
      mount -t proc proc "$root/proc"
      mount -o remount,bind,ro "$root"
      cd "$root"
      pivot_root . old
      umount -l /old
      cd /
      as="unshare --user --map-user=$account --map-group=$group --"
      echo confined
    fi
    chmod 700 "$data"
    rm -f "$data/.signalbox-password"
    password=$folder/socket/password
    if [ "$switch" = yes ]; then
      chown -R "$account:$group" "$data"
      chown "$account:$group" "$folder/socket"
      if [ -e "$password" ]; then chown "$account:$group" "$password"; fi
      as="setpriv --reuid=$account --regid=$group --clear-groups --no-new-privs --inh-caps=-all \
        --bounding-set=-all -- $as"
    fi
    if [ ! -e "$data/PG_VERSION" ]; then
      said=$($as "$programs/initdb" --pgdata="$data" --username="$superuser" --pwfile="$password" --auth=scram-sha-256 --encoding=UTF8 --locale=C \
        --no-sync --wal-segsize=1 2>&1) || fail "initdb: $said"
    fi
    rm -f "$password"
    $as "$programs/postgres" -D "$data" -k "$folder/socket" -c "hba_file=$folder/hba.conf" "$@" </dev/null >"$data/log" 2>&1 &
    server=$!
    until [ "$(sed -n '8{s/ *$//;p}' "$data/postmaster.pid" 2>/dev/null)" = ready ]; do
      kill -0 "$server" 2>/dev/null || fail "$(tail -n 1 "$data/log")"
      sleep 0.01
    done
    echo ready
    if read -r word && [ "$word" = stop ]; then kill -INT "$server"; else kill -QUIT "$server"; fi
    wait "$server" || true
    """#

  /// What a server is started with: nothing that listens, nothing that waits for a disk, nothing that begins by itself.
  static let settings: [String] = [
    "listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
    "wal_level=logical", "max_wal_size=64MB", "min_wal_size=2MB", "max_connections=20", "shared_buffers=32MB",
    "dynamic_shared_memory_type=mmap", "jit=off", "max_parallel_workers=0", "max_prepared_transactions=4",
    "log_min_messages=fatal", "timezone=UTC", "log_timezone=UTC", "max_stack_depth=2MB",
  ].flatMap { ["-c", $0] }
}
