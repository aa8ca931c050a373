"""The sample day by day on a real Spark, undisturbed or with kills: after each day row for row what the embedded engine holds.

    python3 Tests/Benchmarks/spark_days.py --assay PROGRAM --spark VENV/bin --folder /tmp/assay-days [--days 14]
        [--kills 3] [--mixed] [--refresh] [--master local[2]]

A full load and days of the sample go into two lakes of one project, by the embedded engine (`dev`) and by Spark (`stage`); with
--mixed every second model of the latter stays with the embedded engine. With --kills, before each day's run of `stage` ends by
itself, so many of its workers and so many of its drivers are killed with SIGKILL at moments by chance. After a kill each table
must be as it was before the day or as it will be after it, and no process may be left. Tables are read by delta-rs.
Ends with 1 where a table or a quarantine differs, or a process stayed. Needs deltalake and duckdb (Python).
"""
import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import deltalake
import duckdb

options = argparse.ArgumentParser()
options.add_argument("--assay", required=True)
options.add_argument("--spark", required=True, help="the folder with spark-submit and python")
options.add_argument("--folder", required=True)
options.add_argument("--days", type=int, default=14, help="after the full load")
options.add_argument("--kills", type=int, default=0, help="of workers, and as many of drivers, in each run")
options.add_argument("--mixed", action="store_true")
options.add_argument("--refresh", action="store_true", help="a full refresh in the end")
options.add_argument("--master", default="local[2]")
options.add_argument("--seed", type=int, default=5)
given = options.parse_args()

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../sample_data")
project, later = given.folder + "/project", given.folder + "/later"
environment = dict(os.environ, PATH=given.spark + ":/usr/bin:/bin", SPARK_LOCAL_IP="127.0.0.1")


def assay(*words):
    return subprocess.run(
        [given.assay, *words, "--project", project], capture_output=True, text=True, env=environment)


# What runs


def processes(is_meant):
    """Of this project, by what they were started with and where they are."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as text:
                words = text.read().decode(errors="replace").split("\0")
            if is_meant(words):
                found.append(int(name))
        except OSError:
            continue
    return found


def is_worker(words):
    return len(words) > 1 and words[1] == "worker" and project in words


def is_driver(words):
    """Java and Python alike: both are told the folder of the exchange."""
    return any("assay_runner.py" in word for word in words) and any(word.startswith(project) for word in words)


def end(found):
    for process in found:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
    return bool(found)


def stay(seconds=20):
    """How long processes stayed; None where they stay."""
    began = time.time()
    while time.time() - began < seconds:
        if not processes(is_worker) and not processes(is_driver):
            return time.time() - began
        time.sleep(0.1)
    return None


def kill_once(meant, longest):
    """Starts a run and kills one of its processes; false where the run had ended by then."""
    began, moment = time.time(), random.random() * longest
    assay("run", "--env", "stage", "--detach")
    while time.time() - began < moment and processes(is_worker):
        time.sleep(0.05)
    if meant == "worker":
        return end(processes(is_worker))
    # The driver is two processes, the one that spark-submit became and Python: either may go.
    found = processes(is_driver)
    killed = end(random.sample(found, 1)) if found else False
    while processes(is_worker):
        time.sleep(0.1)
    return killed


# What is there


def contents(name):
    """By table a digest of its rows as a set with repetitions, and their number."""
    found = {}
    for layer in ("silver", "gold", "quarantine"):
        folder = f"{project}/lake/{name}/{layer}"
        for table in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            path = f"{folder}/{table}"
            if os.path.isdir(path + "/_delta_log"):
                found[f"{layer}.{table}"] = rows(path, layer)
    return found


def rows(path, layer):
    arrow = deltalake.DeltaTable(path).to_pyarrow_table()
    base = duckdb.connect()
    base.register("rows", arrow)
    columns = "reason, _file, _record, row" if layer == "quarantine" else "*"
    text = f"select cast(r as varchar) as t from (select {columns} from rows) as r"
    return base.execute(f"select count(*), md5(coalesce(string_agg(t, chr(10) order by t), '')) from ({text})").fetchone()


def differences(left, right):
    return [name for name in left.keys() | right.keys() if left.get(name) != right.get(name)]


# The project


def lay_out():
    shutil.rmtree(given.folder, ignore_errors=True)
    shutil.copytree(SAMPLE, project, ignore=shutil.ignore_patterns("lake", ".assay"))
    os.makedirs(later)
    conf = {"spark.ui.enabled": "false"}
    submit = ["spark-submit", "--master", given.master, "--driver-memory", "2g"]
    compute = json.dumps({"submit": submit, "conf": conf} | ({} if given.mixed else {"engine": "spark"}))
    path = project + "/project.yml"
    with open(path, encoding="utf-8") as text:
        definition = text.read()
    with open(path, "w", encoding="utf-8") as text:
        text.write(definition.replace("{lake: lake/stage}", "{lake: lake/stage, compute: " + compute + "}"))
    os.makedirs(project + "/.assay/secrets", mode=0o700)
    with open(os.open(project + "/.assay/secrets/masking_salt", os.O_CREAT | os.O_WRONLY, 0o600), "w") as text:
        text.write("pepper")
    days = sorted(name for name in os.listdir(project + "/incoming") if re.match(r"20\d\d-", name))
    for day in days:
        shutil.move(f"{project}/incoming/{day}", later)
    return days


def mark_every_second_model(is_marked):
    """A header is of a model and not of an environment, so `dev` runs without."""
    paths = sorted(f"{folder}/{file}" for folder, _, files in os.walk(project + "/models") for file in files
                   if file.endswith(".sql"))
    for path in paths[::2]:
        with open(path, encoding="utf-8") as text:
            model = text.read()
        marked = model.replace("\nengine: spark\n---*/", "\n---*/")
        if is_marked:
            marked = marked.replace("\n---*/", "\nengine: spark\n---*/", 1)
        with open(path, "w", encoding="utf-8") as text:
            text.write(marked)


# The days


class Trial:
    def __init__(self):
        self.kills = {"worker": 0, "driver": 0}
        self.faults = []
        self.longest = 60
        self.slowest = 0.0

    def run(self, name, *more):
        before = contents("stage")
        began = time.time()
        near = assay("run", "--env", "dev", *more)
        middle = time.time()
        if given.mixed:
            mark_every_second_model(True)
        after = contents("dev")
        for number in range(given.kills * 2):
            self.kill(name, ("worker", "driver")[number % 2], before, after)
        begin = time.time()
        far = assay("run", "--env", "stage", *more)
        self.longest = max(5, time.time() - begin)
        if given.mixed:
            mark_every_second_model(False)
        there = contents("stage")
        different = differences(after, there)
        if near.returncode != far.returncode or different:
            self.faults.append(f"{name}: {different}, ends with {near.returncode} and {far.returncode}: {far.stdout[-500:]}")
        total = sum(count for count, _ in after.values())
        print(f"{name}: {len(after) - len(different)} of {len(after)} equal, {total} rows; {middle - began:.1f} s here, "
              f"{self.longest:.1f} s on Spark; ends with {far.returncode}; kills {self.kills}", flush=True)

    def kill(self, name, meant, before, after):
        if not kill_once(meant, self.longest):
            return
        self.kills[meant] += 1
        left = stay()
        if left is None:
            self.faults.append(f"{name}: a process stays after the {meant} was killed")
        self.slowest = max(self.slowest, left or 0)
        print(f"  {meant} killed, nothing of it left after {left if left is None else round(left, 1)} s", flush=True)
        there = contents("stage")
        torn = [table for table, found in there.items() if found not in (before.get(table), after.get(table))
                and not (table not in before and found[0] == 0)]
        if torn:
            self.faults.append(f"{name}: after the {meant} was killed {torn} are neither as before nor as after")


def main():
    random.seed(given.seed)
    days, trial = lay_out(), Trial()
    trial.run("full load")
    for day in days[:given.days]:
        shutil.move(f"{later}/{day}", project + "/incoming/")
        trial.run(day)
    if given.refresh:
        trial.run("full refresh", "--full-refresh")
    for fault in trial.faults:
        print("FAULT", fault)
    print(f"kills {trial.kills}, processes left after at most {trial.slowest:.1f} s; {len(trial.faults)} faults")
    return 1 if trial.faults else 0


sys.exit(main())
