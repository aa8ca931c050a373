#!/usr/bin/env python3
"""The dashboard's budgets, measured in a pseudo-terminal beside htop, btop and less.

    python3 Tests/Benchmarks/dashboard.py --assay .build/release/assay --folder /tmp/assay-bench

makes a demo in the folder (once), swells its journal to 100,000 executions and a million log lines, and measures all
programs in the same run; writes result.json and result.md there. Needs Python 3.9 and nothing else; programs that are not
installed are left out. What the figures mean stands in DASHBOARD.md.
"""
import argparse
import fcntl
import json
import os
import pty
import random
import re
import select
import shutil
import signal
import sqlite3
import statistics
import struct
import subprocess
import sys
import termios
import time

from big_journal import swell

COLUMNS, ROWS = 200, 60
ESCAPES = re.compile(rb"\x1b(\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][A-Z0-9]|[=>78A-Z])")


class Screen:
    """A program in a pseudo-terminal, its output and the times it came at."""

    def __init__(self, command, environment=None, folder=None):
        self.started = time.perf_counter()
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.chdir(folder or ".")
                os.execvpe(command[0], command, environment or terminal_environment())
            finally:
                os._exit(127)
        self.is_gone = False

    def read(self, timeout):
        """One piece of output, or nothing."""
        if not select.select([self.line], [], [], max(0, timeout))[0]:
            return b""
        try:
            return os.read(self.line, 1 << 16)
        except OSError:
            self.is_gone = True
            return b""

    def settle(self, quiet=0.5, limit=20.0):
        """Reads until nothing came for `quiet` seconds. Returns when the last byte came, and how many there were."""
        last, count, end = time.perf_counter(), 0, time.perf_counter() + limit
        while (now := time.perf_counter()) < min(last + quiet, end) and not self.is_gone:
            piece = self.read(min(last + quiet, end) - now)
            if piece:
                last, count = time.perf_counter(), count + len(piece)
        return last, count

    def first_paint(self, characters=400):
        """Seconds from the start of the process until so many visible characters had come."""
        seen = b""
        while time.perf_counter() - self.started < 20 and not self.is_gone:
            seen += self.read(1)
            if len(re.sub(rb"\s", b"", ESCAPES.sub(b"", seen))) >= characters:
                return time.perf_counter() - self.started
        raise SystemExit(f"no first paint: {seen[-400:]!r}")

    def send(self, keys):
        os.write(self.line, keys)

    def press(self, key, wait=0.5):
        """Seconds from a key to the first byte of the answer, nothing when none came."""
        sent = time.perf_counter()
        self.send(key)
        return time.perf_counter() - sent if self.read(wait) else None

    def leave(self, key):
        """Seconds from the key that quits to the end of the process."""
        sent = time.perf_counter()
        self.send(key)
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            self.read(0.0005)
            if time.perf_counter() - sent > 10:
                self.kill()
                return float("nan")
        took = time.perf_counter() - sent
        os.close(self.line)
        return took

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.line)

    # What the kernel says about the process.

    def threads(self):
        return [f"/proc/{self.pid}/task/{name}" for name in os.listdir(f"/proc/{self.pid}/task")]

    def cpu(self, main_only=False):
        """Seconds of processor time of its living threads, to the nanosecond (CONFIG_SCHED_INFO)."""
        tasks = [f"/proc/{self.pid}/task/{self.pid}"] if main_only else self.threads()
        return sum(int(text(task + "/schedstat").split()[0]) for task in tasks) / 1e9

    def switches(self):
        found = [re.findall(r"ctxt_switches:\s+(\d+)", text(task + "/status")) for task in self.threads()]
        return sum(int(number) for numbers in found for number in numbers)

    def memory(self):
        """Megabytes (2^20): resident, its largest so far, and the part that is not shared with files."""
        status = dict(re.findall(r"(\w+):\s+(\d+) kB", text(f"/proc/{self.pid}/status")))
        return {name: round(int(status[key]) / 1024, 1) for name, key in
                [("resident", "VmRSS"), ("peak", "VmHWM"), ("own", "RssAnon")]}

    def maps(self, word):
        return word in text(f"/proc/{self.pid}/maps")


def text(path):
    with open(path) as file:
        return file.read()


def terminal_environment():
    keep = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LD_LIBRARY_PATH")}
    return keep | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "COLORTERM": "truecolor"}


def spread(seconds):
    """Milliseconds: median, 95th and 99th percentile, largest."""
    values = sorted(value * 1000 for value in seconds)
    at = lambda share: round(values[min(len(values) - 1, int(len(values) * share))], 2)
    return {"p50": round(statistics.median(values), 2), "p95": at(0.95), "p99": at(0.99), "max": round(values[-1], 2),
            "count": len(values)}


# What is measured


def paints(programs, rounds):
    """First paint and exit, the programs taking turns."""
    found = {program["name"]: {"first paint": [], "exit": []} for program in programs}
    for _ in range(rounds):
        for program in programs:
            screen = Screen(program["command"])
            found[program["name"]]["first paint"].append(screen.first_paint())
            screen.settle(0.3)
            found[program["name"]]["exit"].append(screen.leave(program["quit"]))
    return {name: {what: spread(values) for what, values in both.items()} for name, both in found.items()}


def keys(program, count, settle=1.0):
    """Key to first byte, at moments that have nothing to do with the program's own rhythm."""
    screen = Screen(program["command"])
    screen.settle(settle, 5)
    for key in program.get("enter", []):
        screen.send(key)
        screen.settle(settle, 5)
    delays, unanswered = [], 0
    for number in range(count):
        wait = time.perf_counter() + random.uniform(0.02, 0.12)
        while (left := wait - time.perf_counter()) > 0:
            screen.read(left)
        delay = screen.press(program["moves"][number % len(program["moves"])])
        if delay is None:
            unanswered += 1
        else:
            delays.append(delay)
    screen.settle(0.2, 2)
    screen.kill()
    return spread(delays) | {"unanswered": unanswered}


def frames(program, count=200):
    """Processor time of the painting thread for one key, in milliseconds, and bytes written for it."""
    screen = Screen(program["command"])
    screen.settle(1, 5)
    result = {}
    for name, enter, moves in program["frames"]:
        for key in enter:
            screen.send(key)
            screen.settle(0.6, 5)
        costs, written = [], 0
        for number in range(count):
            before = screen.cpu(main_only=True)
            screen.send(moves[number % len(moves)])
            written += screen.settle(0.045, 1)[1]
            costs.append(screen.cpu(main_only=True) - before)
        result[name] = spread(costs) | {"bytes": written // count}
    screen.kill()
    return result


def idle(program, seconds):
    screen = Screen(program["command"])
    screen.settle(1, 5)
    end = time.perf_counter() + 3
    while (left := end - time.perf_counter()) > 0:
        screen.read(left)
    cpu, switches, written, start = screen.cpu(), screen.switches(), 0, time.perf_counter()
    while (left := start + seconds - time.perf_counter()) > 0:
        written += len(screen.read(left))
    took = time.perf_counter() - start
    result = {"cpu percent": round((screen.cpu() - cpu) / took * 100, 4), "bytes per second": round(written / took, 1),
              "context switches per second": round((screen.switches() - switches) / took, 2),
              "memory": screen.memory()}
    screen.kill()
    return result


def tour(assay):
    """Resident memory after each place of the dashboard, with the big journal."""
    screen = Screen(assay["command"])
    screen.settle(1.5, 10)
    result = {"overview": screen.memory()}
    places = [
        ("runs", [b"2"]), ("runs, far down", [b"G"] * 60), ("filter", [b"/", b"customer_77", b"\r"]), ("cleared", [b"\x1b"]),
        ("execution with log", [b"g", b"\r"]), ("quality", [b"3"]), ("table's rules and rows", [b"\r"]), ("gold", [b"7"]),
        ("gold, other days", [b"+", b"["]), ("overview again", [b"1"]),
    ]
    for name, presses in places:
        for key in presses:
            screen.send(key)
            screen.settle(0.35, 5)
        screen.settle(1, 5)
        result[name] = screen.memory()
    result["maps the engine"] = screen.maps("libduckdb")
    screen.kill()
    return result


def filtering(program):
    """Milliseconds from the key that asks to the last byte of the answer."""
    screen = Screen(program["command"])
    screen.settle(1, 5)
    result = []
    for key in program.get("enter", []):
        screen.send(key)
        screen.settle(1, 5)
    for word in program["filter words"]:
        for key in program["filter"]:
            screen.send(key)
            screen.settle(0.6, 5)
        # Word and Enter at once, as assay looks while one types and less only then.
        sent = time.perf_counter()
        screen.send(word + b"\r")
        last, count = screen.settle(1.0, 10)
        result.append({"word": word.decode(), "ms": round((last - sent) * 1000, 1), "bytes": count})
        for key in program["unfilter"]:
            screen.send(key)
            screen.settle(0.6, 5)
    memory = screen.memory()
    screen.kill()
    return {"each": result, "worst ms": max(one["ms"] for one in result), "memory": memory}


def soak(assay, journal, seconds):
    """Memory while the journal changes every second and someone walks from screen to screen."""
    screen = Screen(assay["command"])
    screen.settle(1.5, 10)
    db = sqlite3.connect(journal, timeout=10)
    samples, start, beats = [], time.perf_counter(), 0
    walk = [b"1", b"2", b"j", b"3", b"j", b"7", b"l", b"2", b"\r", b"\x1b"]
    while (now := time.perf_counter()) - start < seconds:
        db.execute("UPDATE execution SET heartbeat_at = heartbeat_at + 1 WHERE sequence = 1")
        db.commit()
        screen.send(walk[beats % len(walk)])
        beats += 1
        while (left := now + 1 - time.perf_counter()) > 0:
            screen.read(left)
        if beats % 10 == 0:
            samples.append((round(time.perf_counter() - start), screen.memory()["resident"]))
    result = {"beats": beats, "resident": samples, "memory": screen.memory(), "cpu percent": round(screen.cpu() / seconds * 100, 3)}
    half = [value for at, value in samples if at > seconds / 2]
    result["growth in the second half, MB"] = round(half[-1] - half[0], 2) if half else None
    screen.kill()
    return result


class Pipeline:
    """Runs the demo's whole pipeline again and again, as long as it is open."""

    def __init__(self, assay, folder):
        loop = f"while :; do {assay} run --project {folder} --full-refresh >/dev/null 2>&1; done"
        self.process = subprocess.Popen(["sh", "-c", loop], start_new_session=True)

    def __enter__(self):
        time.sleep(2)
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


# The programs


def programs(options, folder):
    lines = folder + "/executions.txt"
    assay = {
        "name": "assay", "command": [options.assay, "--project", folder + "/shop"], "quit": b"q",
        "enter": [b"2"], "moves": [b"j"] * 20 + [b"k"] * 20,
        "frames": [
            ("one row moves (Runs)", [b"2"], [b"j"] * 10 + [b"k"] * 10), ("a page of rows (Runs)", [], [b"\x06"]),
            ("whole screens (Overview, Runs)", [], [b"1", b"2"]), ("whole screens (Gold, Quality)", [b"7", b"3"], [b"7", b"3"]),
        ],
        "filter": [b"/"], "filter words": [b"customer_77", b"cause_never_seen", b"!succeeded"], "unfilter": [b"\x1b"],
    }
    peers = [
        {"name": "htop", "command": ["htop"], "quit": b"q", "moves": [b"\x1bOB"] * 8 + [b"\x1bOA"] * 8,
         "frames": [("one row moves", [], [b"\x1bOB"] * 8 + [b"\x1bOA"] * 8)]},
        {"name": "btop", "command": ["btop", "--utf-force"], "quit": b"q", "moves": [b"\x1b[B"] * 8 + [b"\x1b[A"] * 8,
         "frames": [("one row moves", [], [b"\x1b[B"] * 8 + [b"\x1b[A"] * 8)]},
        {"name": "less", "command": ["less", lines], "quit": b"q", "moves": [b"j"] * 20 + [b"k"] * 20,
         "frames": [("one row moves", [], [b"j"] * 10 + [b"k"] * 10), ("a page of rows", [], [b"\x06"])],
         "filter": [b"&"], "filter words": [b"customer_77", b"cause_never_seen", b"FAILED"], "unfilter": [b"&", b"\r"]},
    ]
    return assay, [peer for peer in peers if shutil.which(peer["command"][0]) and peer["name"] in options.peers]


def prepare(options, folder):
    shop = folder + "/shop"
    journal = shop + "/.assay/dev/journal.sqlite"
    if not os.path.exists(journal):
        os.makedirs(folder, exist_ok=True)
        subprocess.run([options.assay, "demo", shop], check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        subprocess.run([options.assay, "run", "--project", shop], check=True, stdout=subprocess.DEVNULL)
    swell(journal, options.executions, options.lines)
    db = sqlite3.connect(journal)
    with open(folder + "/executions.txt", "w") as file:
        for row in db.execute("SELECT id, status, trigger, pipeline, coalesce(cause, '') FROM execution ORDER BY sequence DESC"):
            file.write("  ".join(row) + "\n")
    counts = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("execution", "step", "log")}
    db.close()
    return journal, counts | {"journal MB": round(os.path.getsize(journal) / 2**20)}


def measure(options):
    folder = os.path.abspath(options.folder)
    journal, counts = prepare(options, folder)
    assay, peers = programs(options, folder)
    everyone = [assay] + peers
    wanted = lambda name: not options.only or name in options.only
    result = {"machine": machine(), "journal": counts, "load before": os.getloadavg()}
    say = lambda what: print(time.strftime("%H:%M:%S"), what, "load %.1f" % os.getloadavg()[0], file=sys.stderr)
    if wanted("paint"):
        say("first paint and exit")
        result["paint"] = paints(everyone, options.rounds)
    if wanted("keys"):
        with Pipeline(options.assay, folder + "/shop"):
            for program in everyone:
                say("keys of " + program["name"])
                result.setdefault("keys, pipeline running", {})[program["name"]] = keys(program, options.keys)
        for program in everyone:
            result.setdefault("keys, at rest", {})[program["name"]] = keys(program, options.keys)
    if wanted("frames"):
        say("frames")
        result["frames"] = {program["name"]: frames(program) for program in everyone}
    if wanted("idle"):
        for program in everyone:
            say("idle " + program["name"])
            result.setdefault("idle", {})[program["name"]] = idle(program, options.idle)
    if wanted("filter"):
        say("filter")
        result["filter"] = {program["name"]: filtering(program) for program in everyone if "filter" in program}
    if wanted("tour"):
        say("tour")
        result["tour"] = tour(assay)
    if wanted("soak"):
        say("soak")
        result["soak"] = soak(assay, journal, options.soak)
    result["load after"] = os.getloadavg()
    return result


def machine():
    model = re.search(r"model name\s*:\s*(.*)", text("/proc/cpuinfo"))
    return f"{os.cpu_count()} x {model.group(1) if model else '?'}, Linux {os.uname().release}"


# The report


def table(title, head, rows):
    lines = [f"### {title}", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]) + "\n"


def ratio(value, other):
    return f"{value / other:.2f}" if other else "–"


def markdown(result):
    parts = [f"{result['machine']}; load {result['load before'][0]:.1f} before, {result['load after'][0]:.1f} after; "
             f"journal: {result['journal']}\n"]
    for what in ("first paint", "exit"):
        if "paint" in result:
            own = result["paint"]["assay"][what]["p50"]
            parts.append(table(what + ", ms", ["program", "p50", "p95", "max", "assay / it"], [
                [name, one[what]["p50"], one[what]["p95"], one[what]["max"], ratio(own, one[what]["p50"])]
                for name, one in result["paint"].items()]))
    for what in ("keys, pipeline running", "keys, at rest"):
        if what in result:
            own = result[what]["assay"]["p95"]
            parts.append(table(f"key to first byte, ms ({what})", ["program", "p50", "p95", "p99", "max", "no answer", "p95: assay / it"], [
                [name, one["p50"], one["p95"], one["p99"], one["max"], f"{one['unanswered']} of {one['unanswered'] + one['count']}",
                 ratio(own, one["p95"])] for name, one in result[what].items()]))
    if "frames" in result:
        parts.append(table("frame at 200x60, ms of CPU", ["program", "what", "p50", "p95", "max", "bytes"], [
            [name, what, one["p50"], one["p95"], one["max"], one["bytes"]]
            for name, all in result["frames"].items() for what, one in all.items()]))
    if "idle" in result:
        parts.append(table("idle", ["program", "CPU %", "bytes/s", "switches/s", "resident MB", "own MB"], [
            [name, one["cpu percent"], one["bytes per second"], one["context switches per second"],
             one["memory"]["resident"], one["memory"]["own"]] for name, one in result["idle"].items()]))
    if "filter" in result:
        parts.append(table("filter over 100,000 rows, ms", ["program", "word", "ms", "bytes"], [
            [name, each["word"], each["ms"], each["bytes"]] for name, one in result["filter"].items() for each in one["each"]]))
    if "tour" in result:
        parts.append(table("resident MB, place by place", ["after", "resident", "own", "peak"], [
            [name, one["resident"], one["own"], one["peak"]] for name, one in result["tour"].items() if isinstance(one, dict)]))
        parts.append(f"engine mapped into the dashboard: {result['tour']['maps the engine']}\n")
    if "soak" in result:
        one = result["soak"]
        parts.append(f"soak: {one['beats']} changes; resident {one['resident'][0][1]} → {one['resident'][-1][1]} MB, in the "
                     f"second half {one['growth in the second half, MB']:+} MB; {one['cpu percent']} % CPU\n")
    return "\n".join(parts)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--assay", required=True, help="the release binary")
    options.add_argument("--folder", required=True, help="where the demo is made and the results go")
    options.add_argument("--executions", type=int, default=100_000)
    options.add_argument("--lines", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=15, help="of first paint and exit")
    options.add_argument("--keys", type=int, default=400)
    options.add_argument("--idle", type=float, default=60, help="seconds")
    options.add_argument("--soak", type=float, default=600, help="seconds")
    options.add_argument("--peers", default="htop,btop,less", type=lambda names: names.split(","))
    options.add_argument("--only", default="", type=lambda names: [name for name in names.split(",") if name],
                         help="some of: paint,keys,frames,idle,filter,tour,soak")
    options = options.parse_args()
    options.assay = os.path.abspath(options.assay)
    result = measure(options)
    for name, content in [("result.json", json.dumps(result, indent=1)), ("result.md", markdown(result))]:
        with open(os.path.join(options.folder, name), "w") as file:
            file.write(content)
    print(markdown(result))


if __name__ == "__main__":
    main()
