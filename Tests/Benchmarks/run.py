#!/usr/bin/env python3
"""Measures the benchmark job: assay beside the peers of shared/bench, taking turns on one machine.

    run.py --assay BIN --data DIR --out DIR [--peers ../shared/bench] [--python PY] [--rounds 3]
           [--engines assay,assay_delta,polars_lazy,duckdb_fast] [--increment] [--json FILE]
           [--submit "PATH=/venv/bin:/usr/bin:/bin spark-submit --master local[2] --driver-memory 4g"]
           [--memory 2GB] [--project DIR]

The engine assay_spark is the same project with all its models on Spark, by the command of --submit. --memory is the
project's memory_limit in place of its 500MB; --project another project of the same tables, to compare ways to write models.

Each run is a process tree of its own. wall: from start to end. cpu: user and system seconds of the whole tree, from the
kernel when the last process of it is gone. rss: the most memory the tree held at once, sampled every 20 ms, after a minute
every 200. spill: the most that lay in the environment's folder for it, sampled every half second. Checks: counts and sums
that every engine must agree on. --increment adds 1 % of the rows to assay's lake as the next day's file: 90 % new sales,
10 % updates of the last seven days; then the same over a history of twice as many years.
Needs: psutil, duckdb (Python), and for the peers what shared/bench/README.md names.
"""
import argparse, ctypes, json, os, re, resource, shutil, statistics, subprocess, sys, time
import duckdb, psutil

HERE = os.path.dirname(os.path.abspath(__file__))
PR_SET_CHILD_SUBREAPER = 36


def measure(arguments, environment, log, spill=None):
    """Runs a command; returns (exit code, wall s, cpu s, peak resident bytes, standard output, peak bytes in `spill`)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.time()
    with open(log, "ab") as errors, open(log + ".out", "w+b") as output:
        process = subprocess.Popen(arguments, stdout=output, stderr=errors, env=environment)
        peak, code, spilt, looked = 0, None, 0, 0
        while code is None:
            peak = max(peak, resident())
            if spill and time.time() - looked > 0.5:
                looked = time.time()
                spilt = max(spilt, folder_size(spill))
            done, status = os.waitpid(process.pid, os.WNOHANG)
            if done:
                code = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(0.02 if time.time() - start < 60 else 0.2)
        wall = time.time() - start
        process.returncode = code
        # A worker that outlives its starter becomes a child of this process; its time counts, too.
        while True:
            try:
                os.wait()
            except ChildProcessError:
                break
        output.seek(0)
        text = output.read().decode(errors="replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return code, wall, cpu, peak, text, spilt


def resident():
    """What all processes below this one hold. One that was just made, and is about to become another program, shows its
    parent's memory as its own, and its parent's command line: Spark makes such all the time."""
    total, commands = 0, {}
    for child in psutil.Process().children(recursive=True):
        try:
            commands[child.pid] = child.cmdline()
            if commands[child.pid] != commands.get(child.ppid()):
                total += child.memory_info().rss
        except psutil.Error:
            pass
    return total


def folder_size(folder):
    total = 0
    for directory, _, files in os.walk(folder):
        for name in files:
            try:
                total += os.path.getsize(os.path.join(directory, name))
            except FileNotFoundError:
                pass
    return total


class Assay:
    def __init__(self, options, data, out, keeps_delta=False, submit=None):
        """A fresh lake. `options` has the program (`assay`), the `project`, and the `memory` limit or None."""
        self.options, self.out, self.project = options, out, out + "/project"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(options.project, self.project)
        path = self.project + "/project.yml"
        with open(path) as file:
            text = file.read()
        if keeps_delta:
            text = text.replace("    format: csv\n", "    format: csv\n    keep: delta\n")
        if submit:
            compute = {"engine": "spark", "submit": submit.split(), "conf": {"spark.ui.enabled": "false"}}
            text = text.replace("memory_limit: 500MB", "memory_limit: 500MB, compute: " + json.dumps(compute))
        if options.memory:
            text = text.replace("memory_limit: 500MB", "memory_limit: " + options.memory)
        with open(path, "w") as file:
            file.write(text)
        self.environment = dict(os.environ, ASSAY_BENCH_DATA=data, ASSAY_BENCH_LAKE=out + "/lake")

    def run(self, *words):
        command = [self.options.assay, "run", "--project", self.project, "--json", *words]
        result = measure(command, self.environment, self.out + "/log", self.project + "/.assay/dev/spill")
        self.answer = json.loads(result[4]) if result[4].startswith("{") else {}
        return result

    def query(self, sql):
        command = [self.options.assay, "query", "--project", self.project, "--json", sql]
        return json.loads(subprocess.run(command, env=self.environment, capture_output=True, check=True).stdout)

    def checks(self):
        one = lambda sql: [float(value) if value is not None else None for value in self.query(sql)[0].values()]
        top = self.query("select product_id, revenue from gold.top_products order by revenue desc limit 1")[0]
        brand = self.query("select brand, revenue from gold.revenue_by_brand order by revenue desc limit 1")[0]
        rfm = self.query("select segment, customers from gold.rfm_segments")
        return {
            "silver": int(one("select count(*) from silver.sales where order_month <> 'quarantine'")[0]),
            "quar": int(one("select count(*) from silver.sales_quarantine")[0]),
            "fact": one("select count(*) as rows, sum(net) as net, sum(quantity) as units from gold.fact_sales"),
            "daily": int(one("select count(*) from gold.daily_sales")[0]),
            "top": [top["product_id"], round(float(top["revenue"]), 2)],
            "brand": [brand["brand"], round(float(brand["revenue"]), 2)],
            "rfm": {row["segment"]: row["customers"] for row in rfm},
        }

    def step_seconds(self):
        return {step["name"]: step.get("seconds") for step in self.answer.get("steps", [])}


def run_peer(options, engine, data, out):
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    script, extra = {"polars_lazy": ("job_polars.py", ["lazy"]), "duckdb_fast": ("job_duckdb.py", ["--fast"])}[engine]
    command = [options.python, f"{options.peers}/{script}", data, out] + extra
    result = measure(command, dict(os.environ), out + ".log")
    checks = [json.loads(line[6:]) for line in result[4].splitlines() if line.startswith("CHECK ")]
    return result, checks[0] if checks else {}


def agree(left, right):
    """The counts are equal, and the sums to a cent or one part in a thousand million: engines add doubles in different orders."""
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(agree(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(agree, left, right))
    if isinstance(left, float) or isinstance(right, float):
        return abs(left - right) <= max(0.011, 1e-9 * abs(left))
    return left == right


def write_increment(data, path):
    """The next day's file, made from the data: 0.9 % new sales of that day, 0.1 % updates of sales of the last seven days.
    Sales that the data sends more than once are left out: their earlier states lie in any month."""
    base = duckdb.connect()
    base.execute(f"create view s as select * from read_csv('{data}/sales.csv', all_varchar = true, header = true)")
    rows = base.execute("select count(*) from s").fetchone()[0]
    new, updated = rows * 9 // 1000, rows // 1000
    base.execute(
        f"""copy (
          with fresh as (
            select *, row_number() over (order by cast(sale_id as bigint), updated_at) as n from s
            where cast(sale_id as bigint) <= {new + 1} qualify n <= {new}),
          recent as (
            select * from s where order_date between '2024-12-24' and '2024-12-30'
              and sale_id in (select sale_id from s group by sale_id having count(*) = 1)
            order by cast(sale_id as bigint) limit {updated})
          select cast(100000000 + n as varchar) as sale_id, cast(40000000 + n // 3 as varchar) as order_id, customer_id,
            product_id, region_id, payment_id, '2024-12-31' as order_date, quantity, unit_price, discount, status, channel,
            strftime(timestamp '2024-12-31 00:00:00' + to_seconds(n % 86400), '%Y-%m-%d %H:%M:%S') as updated_at
          from fresh
          union all
          select sale_id, order_id, customer_id, product_id, region_id, payment_id, order_date,
            cast(1 + cast(sale_id as bigint) % 8 as varchar) as quantity, unit_price, discount, 'returned' as status,
            channel, '2028-01-01 00:00:00' as updated_at
          from recent
        ) to '{path}' (header true)"""
    )


def write_history(data, path):
    """The four years before, as many rows a day: the same sales with other numbers, four years (one leap year) earlier."""
    earlier = lambda column: f"replace(replace({column}, '2024', '2020'), '2023', '2019')"
    duckdb.connect().execute(
        f"""copy (
          select cast(cast(sale_id as bigint) + 200000000 as varchar) as sale_id,
            cast(cast(order_id as bigint) + 80000000 as varchar) as order_id, customer_id, product_id, region_id, payment_id,
            case when order_date = '2023-13-45' then order_date else {earlier('order_date')} end as order_date, quantity,
            unit_price, discount, status, channel, {earlier('updated_at')} as updated_at
          from read_csv('{data}/sales.csv', all_varchar = true, header = true)
        ) to '{path}' (header true)"""
    )


def linked(data, folder):
    """A folder with the same files, to which files can be added."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name in os.listdir(data):
        os.link(f"{data}/{name}", f"{folder}/{name}")
    return folder


def row(name, result, checks=None, note=""):
    code, wall, cpu, peak, _, spilt = result
    entry = {"name": name, "exit": code, "wall": round(wall, 2), "cpu": round(cpu, 2), "rss_mb": round(peak / 1e6),
             "spill_mb": round(spilt / 1e6), "load": round(os.getloadavg()[0], 1), "note": note, "checks": checks}
    print(f"{name:28} exit {code}  wall {wall:7.2f} s  cpu {cpu:7.2f} s  rss {peak / 1e6:6.0f} MB  spill {spilt / 1e6:5.0f} MB  load {entry['load']} {note}",
          flush=True)
    return entry


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--assay", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--peers", default=os.path.abspath(HERE + "/../../../shared/bench"))
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", default="assay,assay_delta,polars_lazy,duckdb_fast")
    parser.add_argument("--submit")
    parser.add_argument("--memory")
    parser.add_argument("--project", default=HERE + "/Project")
    parser.add_argument("--increment", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    options.data, options.out = os.path.abspath(options.data), os.path.abspath(options.out)
    os.makedirs(options.out, exist_ok=True)
    rows = full_loads(options)
    if options.increment:
        rows += increments(options)
    summarise(rows)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1)


def full_loads(options):
    rows, first = [], None
    for number in range(options.rounds):
        engines = options.engines.split(",")
        for engine in engines[number % len(engines):] + engines[:number % len(engines)]:
            out = f"{options.out}/{engine}"
            if engine.startswith("assay"):
                submit = options.submit if engine == "assay_spark" else None
                assay = Assay(options, options.data, out, engine == "assay_delta", submit)
                result = assay.run()
                checks, note = assay.checks() if result[0] == 0 else {}, f"lake {folder_size(out + '/lake') / 1e6:.0f} MB"
            else:
                result, checks = run_peer(options, engine, options.data, out)
                note = f"out {folder_size(out) / 1e6:.0f} MB"
            first = first or checks
            rows.append(row(engine, result, checks, note if agree(first, checks) else note + "  CHECKS DIFFER"))
            if engine.startswith("assay"):
                rows[-1]["steps"] = assay.step_seconds()
    return rows


def increments(options):
    data = linked(options.data, options.out + "/data")
    ready = options.out + "/increment.csv"
    write_increment(options.data, ready)
    rows = []
    for name, history in [("increment", False), ("increment, history doubled", True)]:
        if history:
            os.remove(f"{data}/sales_increment.csv")
            write_history(options.data, f"{data}/sales_history.csv")
        assay = Assay(options, data, options.out + "/increment")
        rows.append(row("assay before " + name, assay.run()))
        shutil.copy(ready, f"{data}/sales_increment.csv")
        rows.append(row("assay " + name, assay.run()))
        rows[-1]["steps"] = assay.step_seconds()
        rows.append(row("assay nothing new", assay.run()))
    return rows


def summarise(rows):
    names = list(dict.fromkeys(entry["name"] for entry in rows))
    middle = lambda name, key: statistics.median(entry[key] for entry in rows if entry["name"] == name)
    print(f"\n{'median':28} {'wall s':>8} {'cpu s':>8} {'rss MB':>8}  ratios to assay: wall  cpu")
    for name in names:
        wall, cpu, rss = middle(name, "wall"), middle(name, "cpu"), middle(name, "rss_mb")
        base = (middle("assay", "wall"), middle("assay", "cpu")) if "assay" in names else (wall, cpu)
        print(f"{name:28} {wall:8.2f} {cpu:8.2f} {rss:8.0f}  {wall / base[0]:20.2f} {cpu / base[1]:5.2f}")


if __name__ == "__main__":
    main()
