#!/usr/bin/env python3
"""report-memory.py EXECUTABLES: what large reports of tests cost `test-gate lint`, in seconds and in memory.

A report of 100,000 cases, and one of 200 MB of which 150 MB are the output of one suite. The exit code is 1 where one of them
needs more memory than it may: 256 MB for the cases, 64 MB for the output, which is not kept.
"""
import os
import sys
import tempfile
import time


def cases(path, count):
    with open(path, "w") as file:
        file.write(f'<testsuites tests="{count}" failures="0">\n<testsuite name="all" tests="{count}" failures="0">\n')
        for number in range(count):
            file.write(f'<testcase classname="suite.Class{number % 500}" name="case {number}" time="0.001"/>\n')
        file.write("</testsuite>\n</testsuites>\n")


def output(path, megabytes):
    line = "2026-11-30T10:00:00Z INFO a line of a log that is read by none, over and over again <ok> & more\n"
    line = line.replace("&", "&amp;").replace("<", "&lt;")
    with open(path, "w") as file:
        file.write('<testsuites tests="2">\n<testsuite name="loud" tests="2">\n<testcase name="a"/>\n<system-out>')
        block = line * (1 << 13)
        for _ in range((megabytes - 50 << 20) // len(block)):
            file.write(block)
        file.write("</system-out>\n<testcase name='b'><system-err>")
        for _ in range((50 << 20) // len(block)):
            file.write(block)
        file.write("</system-err></testcase>\n</testsuite>\n</testsuites>\n")


def measure(program, path):
    began = time.monotonic()
    child = os.posix_spawn(
        program, [program, "lint", path, "--exit-status", "0"], os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(child, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return os.waitstatus_to_exitcode(status), time.monotonic() - began, usage.ru_maxrss * unit


def main():
    program = os.path.join(sys.argv[1], "test-gate")
    within = True
    with tempfile.TemporaryDirectory() as folder:
        for name, write, size, limit in [
            ("100,000 cases", cases, 100_000, 256 << 20), ("200 MB", output, 200, 64 << 20)]:
            path = os.path.join(folder, "report.xml")
            write(path, size)
            status, seconds, memory = measure(program, path)
            print(f"{name}: {os.path.getsize(path) >> 20} MB, exit status {status}, {seconds:.1f} s, "
                  f"{memory >> 20} MB of {limit >> 20} MB")
            within = within and status == 0 and memory <= limit
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
