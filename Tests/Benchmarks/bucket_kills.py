"""The sample with its lake in a bucket, its worker killed again and again: in the end row for row what a folder holds.

    python3 Tests/Benchmarks/bucket_kills.py --assay PROGRAM --moto VENV/bin/moto_server --folder /tmp/assay-kills

Moto keeps the bucket, on loopback, and honours conditional puts. A full load and some days of the sample go into a folder
(`dev`) and into the bucket (`stage`); before each run of the latter ends by itself, workers of it are killed with SIGKILL at
moments by chance. Ends with 1 where a table or a quarantine differs.
"""
import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

options = argparse.ArgumentParser()
options.add_argument("--assay", required=True)
options.add_argument("--moto", required=True)
options.add_argument("--folder", required=True)
options.add_argument("--days", type=int, default=4, help="the full load among them")
options.add_argument("--kills", type=int, default=5, help="tried in each")
options.add_argument("--port", type=int, default=5331)
options.add_argument("--seed", type=int, default=3)
given = options.parse_args()

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../sample_data")
project, later = given.folder + "/project", given.folder + "/later"
endpoint = f"http://127.0.0.1:{given.port}"
environment = dict(
    os.environ, AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="b", AWS_REGION="us-east-1", AWS_ENDPOINT_URL_S3=endpoint,
    AWS_EC2_METADATA_DISABLED="true", AWS_CONFIG_FILE="/none", AWS_SHARED_CREDENTIALS_FILE="/none")


def assay(*words):
    return subprocess.run(
        [given.assay, *words, "--project", project], capture_output=True, text=True, env=environment)


def workers():
    """Those of this project's bucket and folder; only one of the two runs at a time."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as text:
                words = text.read().decode(errors="replace").split("\0")
        except OSError:
            continue
        if len(words) > 1 and words[1] == "worker" and project in words:
            found.append(int(name))
    return found


def kill_once(longest):
    """Starts a run and kills its worker; false where it had ended by then."""
    began = time.time()
    assay("run", "--env", "stage", "--detach")
    moment = random.random() * longest
    while time.time() - began < moment and workers():
        time.sleep(0.05)
    killed = workers()
    for process in killed:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
    return bool(killed)


def rows(name):
    found = {}
    for layer in ("silver", "gold", "quarantine"):
        columns = "reason, _file, _record, row" if layer == "quarantine" else "*"
        for table in sorted(os.listdir(f"{project}/lake/dev/{layer}")):
            answer = assay(
                "query", "--env", name, "--format", "csv", f"select {columns} from {layer}.{table} order by all")
            found[f"{layer}.{table}"] = answer.stdout if answer.returncode == 0 else answer.stderr
    return found


def lay_out():
    shutil.rmtree(given.folder, ignore_errors=True)
    shutil.copytree(SAMPLE, project)
    os.makedirs(later)
    path = project + "/project.yml"
    with open(path, encoding="utf-8") as text:
        definition = text.read()
    with open(path, "w", encoding="utf-8") as text:
        text.write(definition.replace("{lake: lake/stage}", "{lake: 's3://lakes/one', copies: 1MB}"))
    os.makedirs(project + "/.assay/secrets", mode=0o700)
    with open(os.open(project + "/.assay/secrets/masking_salt", os.O_CREAT | os.O_WRONLY, 0o600), "w") as text:
        text.write("pepper")
    days = sorted(name for name in os.listdir(project + "/incoming") if name.startswith("20"))
    for day in days:
        shutil.move(f"{project}/incoming/{day}", later)
    return days


def run():
    random.seed(given.seed)
    days, kills, longest = lay_out(), 0, 20
    for number in range(given.days):
        if number:
            shutil.move(f"{later}/{days[number - 1]}", project + "/incoming/")
        assay("run", "--env", "dev")
        for _ in range(given.kills):
            kills += kill_once(longest)
        began = time.time()
        status = assay("run", "--env", "stage").returncode
        longest = max(5, time.time() - began)
        print(f"day {number}: ends with {status} after {kills} kills", flush=True)
    near, far = rows("dev"), rows("stage")
    different = [name for name in near if near[name] != far.get(name)]
    lines = sum(text.count("\n") for text in near.values())
    print(f"{kills} kills, {len(near)} tables and quarantines, {lines} lines; different: {different or 'none'}")
    return 1 if different else 0


server = subprocess.Popen([given.moto, "-H", "127.0.0.1", "-p", str(given.port)], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL)
try:
    for _ in range(100):
        try:
            urllib.request.urlopen(urllib.request.Request(endpoint + "/lakes", method="PUT")).read()
            break
        except OSError:
            time.sleep(0.2)
    sys.exit(run())
finally:
    server.kill()
