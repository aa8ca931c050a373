#!/usr/bin/env python3
"""The benchmark's project on Spark, row for row beside the embedded engine: full load, increment, full refresh.

    spark_equal.py --assay BIN --data DIR --out DIR --submit "PATH=/venv/bin:/usr/bin:/bin spark-submit --master local[2]"
                   [--memory 2GB] [--project DIR]

Both read the same files and keep a lake each. After each of the three every table of Silver and Gold and every quarantine
is read by delta-rs, not by assay, and compared by DuckDB in Python: names and types of columns, then rows as multisets
(EXCEPT ALL, both ways). Of a quarantine what is compared is the reason, the place and the row, since the rest is of the run.
What the steps' logs say is counted, so that a model which Spark did not evaluate is not taken for one that agrees. Ends
with 1 where a table differs, is missing on one side, a run failed, or Spark evaluated fewer models than there are.
Needs: psutil, duckdb, deltalake, pyarrow (Python).
"""
import argparse, ctypes, os, re, subprocess, sys
import duckdb, deltalake
from run import HERE, PR_SET_CHILD_SUBREAPER, Assay, linked, row, write_increment

LAYERS = ("silver", "gold", "quarantine")
OF_THE_ROW = ["reason", "_file", "_record", "row"]


def tables(lake):
    found = set()
    for layer in LAYERS:
        folder = f"{lake}/{layer}"
        names = os.listdir(folder) if os.path.isdir(folder) else []
        found |= {f"{layer}/{name}" for name in names if os.path.isdir(f"{folder}/{name}/_delta_log")}
    return found


def columns(engine, lake, table, view):
    """Makes a view of a table's rows; gives the names and types of what is compared."""
    engine.register("all_of_" + view, deltalake.DeltaTable(f"{lake}/{table}").to_pyarrow_dataset())
    names = engine.table("all_of_" + view).columns
    if table.startswith("quarantine/"):
        names = [name for name in OF_THE_ROW if name in names]
    engine.execute(f"create or replace temp view {view} as select {', '.join(map(quoted, names))} from all_of_{view}")
    return engine.execute(f"describe {view}").fetchall()


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def difference(engine, table, embedded, spark):
    """(number of rows, what differs or None)."""
    left, right = columns(engine, embedded, table, "embedded"), columns(engine, spark, table, "spark")
    if [column[:2] for column in left] != [column[:2] for column in right]:
        return 0, f"its columns differ: {left} and {right}"
    found = []
    for one, other in [("embedded", "spark"), ("spark", "embedded")]:
        engine.execute(f"create or replace temp table only_one as from {one} except all from {other}")
        lost = engine.execute("select count(*) from only_one").fetchone()[0]
        if lost:
            shown = engine.execute("select cast(only_one as varchar) from only_one limit 2").fetchall()
            found.append(f"{lost} rows only of {one}, as {[text for text, in shown]}")
    return engine.execute("select count(*) from embedded").fetchone()[0], "; ".join(found) or None


def compare(near, far, scratch):
    """Prints each table; gives how many differ."""
    engine = duckdb.connect(config={"memory_limit": "3GB", "temp_directory": scratch})
    engine.execute("set enable_progress_bar = false")
    both, wrong, rows = tables(near) & tables(far), 0, 0
    for table in sorted(tables(near) ^ tables(far)):
        print(f"  {table}: is on one side only", flush=True)
        wrong += 1
    for table in sorted(both):
        count, differs = difference(engine, table, near, far)
        rows += count
        wrong += differs is not None
        print(f"  {table}: {count} rows, {differs or 'equal'}", flush=True)
    print(f"  {len(both)} tables, {rows} rows, {wrong} differ", flush=True)
    return wrong


def on_spark(assay):
    """The tables whose models Spark evaluated in the last run."""
    words = [assay.options.assay, "logs", "--project", assay.project, "--json", "--grep", "evaluated it in"]
    lines = subprocess.run(words, env=assay.environment, capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"((?:silver|gold)\.\w+): Spark \S+ evaluated it in", lines))


def models(folder):
    return {f"{layer}.{name[:-4]}" for layer in ("silver", "gold") for name in os.listdir(f"{folder}/models/{layer}")}


def main():
    parser = argparse.ArgumentParser()
    for name in ("--assay", "--data", "--out", "--submit"):
        parser.add_argument(name, required=True)
    parser.add_argument("--memory")
    parser.add_argument("--project", default=HERE + "/Project")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    options.data, options.out = os.path.abspath(options.data), os.path.abspath(options.out)
    os.makedirs(options.out, exist_ok=True)
    data = linked(options.data, options.out + "/data")
    embedded = Assay(options, data, options.out + "/embedded")
    spark = Assay(options, data, options.out + "/spark", submit=options.submit)
    wrong = 0
    for phase, words in [("full load", []), ("increment", []), ("full refresh", ["--full-refresh"])]:
        if phase == "increment":
            write_increment(options.data, f"{data}/sales_increment.csv")
        wrong += sum(row(f"{name}, {phase}", assay.run(*words))["exit"] != 0
                     for name, assay in [("embedded", embedded), ("spark", spark)])
        there = on_spark(spark)
        print(f"  Spark evaluated {len(there)} models", flush=True)
        if phase != "increment" and models(options.project) - there:
            print(f"  and not {sorted(models(options.project) - there)}", flush=True)
            wrong += 1
        wrong += compare(embedded.out + "/lake", spark.out + "/lake", options.out + "/scratch")
    print("different" if wrong else "all equal")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
