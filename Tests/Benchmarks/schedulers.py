#!/usr/bin/env python3
"""Two schedulers and three dashboards on one journal: each fire exactly once, whatever is killed.

    python3 Tests/Benchmarks/schedulers.py --assay .build/release/assay --minutes 10 --folder /tmp/assay-fires

Sixty schedules fire once a minute each, a second apart, so that there is one fire a second. Each starts a workflow of one
state. Two schedulers run; every twenty seconds the one that works is killed (SIGKILL) and started again, so that the other
takes over. Three dashboards look on in pseudo-terminals, on other screens each. In the end every moment that was due must
have one fire, one execution and one outcome, and no execution may be without a fire."""
import argparse
import datetime
import json
import os
import pty
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import fcntl
import time


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assay", required=True)
    parser.add_argument("--folder", required=True, help="is made; must not exist")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kill-every", type=float, default=20, metavar="SECONDS")
    return parser.parse_args()


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def project(folder, first, last):
    write(folder, "project.yml", "name: fires\ndefault_environment: dev\nenvironments: {dev: {lake: lake/dev}}\n")
    write(folder, "workflows/tick.asl.json",
          json.dumps({"StartAt": "Tick", "States": {"Tick": {"Type": "Pass", "End": True}}}))
    for second in range(60):
        start = (first + datetime.timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")
        write(folder, f"schedules/s{second:02}.yml",
              f"schedule: rate(1 minute)\nstart: {start}\nend: {last.strftime('%Y-%m-%dT%H:%M:%SZ')}\n"
              "workflow: tick\noverlap: both\nmissed: each\n")


class Dashboard:
    """A dashboard in a pseudo-terminal whose output is read and thrown away."""

    def __init__(self, assay, folder, keys):
        self.bytes = 0
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(assay, [assay, "--project", folder])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self.keys = keys

    def turn(self, second):
        while select.select([self.terminal], [], [], 0)[0]:
            try:
                self.bytes += len(os.read(self.terminal, 1 << 16))
            except OSError:
                return
        if second % 5 == 0:
            os.write(self.terminal, self.keys[(second // 5) % len(self.keys)].encode())

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        deadline = time.time() + 20
        while time.time() < deadline:
            self.turn(1)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.1)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None


def start(assay, folder, log):
    return subprocess.Popen([assay, "schedule", "run", "--project", folder], stdin=subprocess.DEVNULL, stdout=log,
                            stderr=log, start_new_session=True)


def main():
    asked = options()
    assay, folder = os.path.abspath(asked.assay), os.path.abspath(asked.folder)
    if os.path.exists(folder):
        sys.exit(f"{folder} is there already")
    first = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(seconds=20)
    last = first + datetime.timedelta(minutes=asked.minutes)
    project(folder, first, last)
    subprocess.run([assay, "validate", "--project", folder], check=True, stdout=subprocess.DEVNULL)
    log = open(os.path.join(folder, "schedulers.log"), "w")
    working, standing = start(assay, folder, log), None
    time.sleep(3)
    standing = start(assay, folder, log)
    dashboards = [Dashboard(assay, folder, keys) for keys in (["1", "2", "4"], ["0", "j", "5"], ["2", "j", "0"])]
    begin, kills, second = time.time(), 0, 0
    next_kill = begin + asked.kill_every
    until = last.timestamp() + 5
    while time.time() < until:
        for dashboard in dashboards:
            dashboard.turn(second)
        if time.time() >= next_kill:
            working.send_signal(signal.SIGKILL)
            working.wait()
            working, standing = standing, start(assay, folder, log)
            kills += 1
            next_kill += asked.kill_every
        second += 1
        time.sleep(1)
    journal = os.path.join(folder, ".assay/dev/journal.sqlite")
    if not os.path.exists(journal):
        found = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names
                 if name.endswith((".sqlite", ".db"))]
        journal = found[0]

    def count(sql):
        db = sqlite3.connect(f"file:{journal}?mode=ro", uri=True, timeout=30)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    deadline = time.time() + 300
    while time.time() < deadline:
        for dashboard in dashboards:
            dashboard.turn(1)
        open_ones = count("SELECT count(*) FROM execution WHERE status = 'RUNNING'")[0][0]
        waiting = count("SELECT count(*) FROM schedule_fire WHERE state = 'WAITING'")[0][0]
        if not open_ones and not waiting:
            break
        time.sleep(1)
    drained = time.time() - until
    exits = [dashboard.end() for dashboard in dashboards]
    ends = []
    for scheduler in (working, standing):
        scheduler.send_signal(signal.SIGTERM)
        ends.append(scheduler.wait(30))
    # From the start to the end, both included.
    due = int(asked.minutes * 60) + 1
    fires = count("SELECT schedule, fire_at, state, execution FROM schedule_fire")
    moments = [(schedule, at) for schedule, at, _, _ in fires]
    executions = dict(count("SELECT id, status FROM execution"))
    started = [execution for _, _, state, execution in fires if execution is not None]
    result = {
        "minutes": asked.minutes, "kills": kills, "due": due, "fires": len(fires), "momentsTwice":
            len(moments) - len(set(moments)), "states": {state: [row[2] for row in fires].count(state)
                                                         for state in {row[2] for row in fires}},
        "executions": len(executions), "executionsTwice": len(started) - len(set(started)),
        "executionsWithoutFire": len(set(executions) - set(started)),
        "firesWithoutExecution": len(set(started) - set(executions)),
        "statuses": {status: list(executions.values()).count(status) for status in set(executions.values())},
        "secondsUntilDrained": round(drained, 1), "dashboardExits": exits,
        "dashboardBytes": [dashboard.bytes for dashboard in dashboards], "schedulerExits": ends,
    }
    print(json.dumps(result, indent=2))
    with open(os.path.join(folder, "result.json"), "w") as file:
        json.dump(result, file, indent=2)
    good = (len(fires) == due and not result["momentsTwice"] and not result["executionsTwice"]
            and not result["executionsWithoutFire"] and not result["firesWithoutExecution"]
            and set(result["states"]) == {"STARTED"} and set(result["statuses"]) == {"SUCCEEDED"})
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
