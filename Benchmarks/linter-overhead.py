#!/usr/bin/env python3
"""linter-overhead.py EXECUTABLES: processor time of `lint-gate run` itself beside one bare run of the linter.

200 files change. ESLint is run bare on them once; then `lint-gate run` is given a program that writes what ESLint wrote, so
that its processor time is its own. The exit code is 1 where that is more than a tenth. It needs ESLint in PATH; Debian's does.
"""
import os
import subprocess
import sys
import tempfile

FILES = 200
LINES = "".join(f"export const value{n} = [{n}, {n + 1}].map((x) => x === {n} ? 'one' : 'other');\n" for n in range(60))


if "NODE_PATH" not in os.environ and os.path.isdir("/usr/share/nodejs"):
    os.environ["NODE_PATH"] = "/usr/share/nodejs:/usr/lib/nodejs"


def usage(argv, where, output=subprocess.DEVNULL):
    """Processor seconds of a program and of all that it waited for."""
    child = subprocess.Popen(argv, cwd=where, stdout=output, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, child.returncode


def git(where, *arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments], cwd=where, check=True,
                   capture_output=True)


def main():
    gate = os.path.abspath(os.path.join(sys.argv[1], "lint-gate"))
    with tempfile.TemporaryDirectory() as scratch:
        scratch = os.path.realpath(scratch)
        where = os.path.join(scratch, "repository")
        os.makedirs(os.path.join(where, ".signalbox"))
        os.makedirs(os.path.join(where, "src"))
        git(where, "init", "-q", "-b", "main")
        recorded = os.path.join(scratch, "recorded.json")
        with open(os.path.join(where, ".signalbox/lint.yml"), "w") as file:
            file.write(f'tools: {{ eslint: {{ files: ["src/**"], command: [sh, -c, "cat {recorded}", eslint] }} }}\n')
            file.write("block: files\n")
        with open(os.path.join(where, ".eslintrc.json"), "w") as file:
            file.write('{"root": true, "extends": "eslint:recommended", "env": {"es6": true},'
                       ' "parserOptions": {"ecmaVersion": 2018, "sourceType": "module"}}')
        git(where, "add", "-A")
        git(where, "commit", "-q", "-m", "base")
        git(where, "checkout", "-q", "-b", "change")
        names = [f"./src/f{number}.js" for number in range(FILES)]
        for name in names:
            with open(os.path.join(where, name), "w") as file:
                file.write(LINES)
        git(where, "add", "-A")
        git(where, "commit", "-q", "-m", "change")
        with open(recorded, "wb") as file:
            bare, status = usage(["eslint", "--format", "json", "--", *names], where, file)
        if status not in (0, 1):
            print("skipped, since no ESLint works here")
            return 0
        with open(recorded) as file:  # relative names, as the files are laid out in another folder
            text = file.read().replace(where + "/", "./")
        with open(recorded, "w") as file:
            file.write(text)
        own = min(usage([gate, "run", "--base", "main", "--output", os.path.join(scratch, "lint.json")], where)[0]
                  for _ in range(5))
        print(f"bare ESLint on {FILES} files: {bare:.2f} s; lint-gate itself: {own:.3f} s ({100 * own / bare:.1f} %)")
        return 0 if own <= bare / 10 else 1


if __name__ == "__main__":
    sys.exit(main())
