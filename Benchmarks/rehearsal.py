#!/usr/bin/env python3
"""What rehearsals cost beside PostgreSQL alone: Benchmarks/rehearsal.py EXECUTABLES [ROUNDS]

Three ratios, each of one run, the least of the rounds on both sides:

- `proof`: 200 new migrations up, down and up, with whole catalogs, against psql that applies the same texts in one session;
- `cluster`: a rehearsal of nothing with a kept history, against a copy of such data and a start of the server;
- `branch`: the second rehearsal of 3 migrations over a history of 285, against that copy, a start, and psql with the 3.

It needs PostgreSQL 15's programs; as root the peer's server runs as `postgres`, as that of a rehearsal does.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAMS = "/usr/lib/postgresql/15/bin"
AS = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []


def up(number):
    return [
        f"CREATE TABLE eng.t{number} (id bigint PRIMARY KEY, name text NOT NULL DEFAULT '', state text, at timestamptz)",
        f"CREATE INDEX t{number}_state ON eng.t{number} (state)",
        f"ALTER TABLE eng.t{number} ENABLE ROW LEVEL SECURITY",
        f"GRANT SELECT ON eng.t{number} TO reader",
    ]


def direction(path, statements):
    return {
        "file": {"path": path, "blob": "1" * 40}, "wrapped": True, "bookkeeping": [],
        "statements": [{"text": text, "line": line + 1} for line, text in enumerate(statements)],
    }


def migration(number, has_way_back):
    found = {"up": direction(f"{number}.sql", up(number))}
    if has_way_back:
        found["down"] = direction(f"{number}.down.sql", [f"DROP TABLE eng.t{number}"])
    return found


def plan(history, new):
    base = [{"up": direction("base.sql", ["CREATE SCHEMA eng"])}]
    base += [migration(number, False) for number in range(history)]
    return json.dumps({
        "server": 15, "owner": {"role": "owner", "attributes": [], "named": True},
        "prelude": {"name": "none", "sql": "CREATE ROLE reader"}, "roles": [], "claims": ["none"], "extensions": [],
        "limits": {"statement": 60, "total": 600, "disk": 1 << 30}, "base": base,
        "migrations": [migration(history + number, True) for number in range(new)], "declared": [],
    }).encode()


def seconds(action):
    begin = time.monotonic()
    action()
    return time.monotonic() - begin


class Server:
    """A server of psql's own, whose data can be copied."""

    def __init__(self, folder):
        self.folder, self.data = folder, os.path.join(folder, "data")

    def make(self):
        subprocess.run(
            AS + [f"{PROGRAMS}/initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "--no-sync"], check=True,
            stdout=subprocess.DEVNULL)

    def start(self, data=None):
        self.process = subprocess.Popen(
            AS + [f"{PROGRAMS}/postgres", "-D", data or self.data, "-k", self.folder, "-c", "listen_addresses=", "-c",
                  "fsync=off"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while subprocess.run(
                [f"{PROGRAMS}/pg_isready", "-q", "-h", self.folder], stdout=subprocess.DEVNULL).returncode:
            time.sleep(0.005)

    def stop(self):
        self.process.send_signal(2)
        self.process.wait()

    def apply(self, statements):
        text = "".join("BEGIN;\n" + ";\n".join(part) + ";\nCOMMIT;\n" for part in statements)
        subprocess.run(
            [f"{PROGRAMS}/psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres"],
            input=text.encode(), check=True)


def main():
    executables, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        os.chmod(folder, 0o755)
        own = os.path.join(folder, "server")
        os.mkdir(own)
        if AS:
            shutil.chown(own, "postgres", "postgres")
        server = Server(own)
        server.make()
        server.start()
        server.apply([["CREATE SCHEMA eng", "CREATE ROLE reader"]] + [up(number) for number in range(285)])
        server.stop()
        cache = os.path.join(folder, "cache")

        def rehearse(text):
            report = subprocess.run(
                [f"{executables}/db-rehearse", "run", "--cache", cache, "--postgres-bin", PROGRAMS], input=text,
                check=True, stdout=subprocess.PIPE).stdout
            assert not json.loads(report)["undecided"], report

        def with_server(statements):
            copy = os.path.join(own, "copy")
            subprocess.run(["cp", "-a", server.data, copy], check=True)
            server.start(copy)
            if statements:
                server.apply(statements)
            server.stop()
            shutil.rmtree(copy)

        many, few, none = plan(0, 200), plan(285, 3), plan(285, 0)
        for text in [plan(0, 1), few]:
            rehearse(text)
        found = {name: ([], []) for name in ["proof", "cluster", "branch"]}
        for _ in range(rounds):
            found["proof"][0].append(seconds(lambda: rehearse(many)) - seconds(lambda: rehearse(plan(0, 1))))
            server.start()
            found["proof"][1].append(seconds(lambda: server.apply([up(number) for number in range(1000, 1200)])))
            server.apply([[f"DROP TABLE eng.t{number}" for number in range(1000, 1200)]])
            server.stop()
            found["cluster"][0].append(seconds(lambda: rehearse(none)))
            found["cluster"][1].append(seconds(lambda: with_server([])))
            found["branch"][0].append(seconds(lambda: rehearse(few)))
            found["branch"][1].append(seconds(lambda: with_server([up(number) for number in range(285, 288)])))
        for name, (ours, theirs) in found.items():
            print(f"{name}: {min(ours):.2f} s beside {min(theirs):.2f} s, {min(ours) / min(theirs):.1f} times")


main()
