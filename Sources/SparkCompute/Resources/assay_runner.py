"""Evaluates one query on Spark for assay. Started by spark-submit with the path of a plan:

{"inputs": [{"view", "schema", "partition_columns", "files": [{"path", "partition": {column: text or null}}]}],
 "sql", "output", "result", "progress", "conf": {…}, "secrets": [names], "watch": pid or null}

It writes the rows as Parquet files into `output`, how far it is into `progress`, and what became of it into `result`. Values of secrets come through the
environment, so that neither the plan nor Spark's pages show them.
"""
import json
import os
import re
import sys
import threading
import time

from pyspark.sql import SparkSession
from pyspark.sql.functions import lit
from pyspark.sql.types import StringType, StructField, StructType


def leave_with(parent):
    """A worker that was killed cannot say that nobody waits any more."""
    def watch():
        while True:
            time.sleep(1)
            try:
                os.kill(parent, 0)
            except ProcessLookupError:
                os._exit(1)
            except OSError:
                return
    threading.Thread(target=watch, daemon=True).start()


def local(path):
    return "file://" + path if path.startswith("/") else path


def exactly(path):
    """A path that is read; Spark takes some signs for a pattern."""
    return re.sub(r"([\\{}\[\]*?])", r"\\\1", local(path))


def relation(spark, given):
    """The rows of an input: its files, those of one partition together, with the partition's values as columns."""
    schema = StructType.fromJson(given["schema"])
    columns = given["partition_columns"]
    stored = StructType([field for field in schema.fields if field.name not in columns])
    groups = {}
    for file in given["files"]:
        groups.setdefault(tuple(file["partition"].get(name) for name in columns), []).append(file["path"])
    result = spark.createDataFrame([], schema) if not groups else None
    for values, paths in groups.items():
        part = spark.read.schema(stored).option("recursiveFileLookup", "true").parquet(*map(exactly, paths))
        for name, value in zip(columns, values):
            part = part.withColumn(name, lit(value).cast(schema[name].dataType))
        part = part.select([field.name for field in schema.fields])
        result = part if result is None else result.unionAll(part)
    return result


def make_secrets(spark, names):
    values = json.loads(os.environ.pop("ASSAY_RUNNER_SECRETS", "{}"))
    schema = StructType([StructField(name, StringType()) for name in names])
    spark.createDataFrame([tuple(values[name] for name in names)], schema).createOrReplaceTempView("assay_secrets")


def write(path, value):
    """Whole or not at all."""
    with open(path + ".part", "w", encoding="utf-8") as text:
        json.dump(value, text)
    os.replace(path + ".part", path)


def tell(spark, path):
    """Writes down where the driver's pages are and how many of its tasks are done, every second."""
    tracker = spark.sparkContext.statusTracker()
    told = {"application": spark.sparkContext.applicationId, "page": spark.sparkContext.uiWebUrl}

    def watch():
        while True:
            jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(None)]
            stages = [tracker.getStageInfo(stage) for job in jobs if job for stage in job.stageIds]
            known = [stage for stage in stages if stage]
            write(path, dict(told, tasks=sum(stage.numTasks for stage in known),
                             done=sum(stage.numCompletedTasks for stage in known)))
            time.sleep(1)
    threading.Thread(target=watch, daemon=True).start()


def run(plan):
    builder = SparkSession.builder
    for name, value in plan["conf"].items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    tell(spark, plan["progress"])
    for given in plan["inputs"]:
        relation(spark, given).createOrReplaceTempView(given["view"])
    if plan["secrets"]:
        make_secrets(spark, plan["secrets"])
    started = time.time()
    spark.sql(plan["sql"]).write.mode("overwrite").parquet(local(plan["output"]))
    files = [name for name in sorted(os.listdir(plan["output"])) if name.endswith(".parquet")]
    told = {"files": files, "seconds": round(time.time() - started, 3), "spark": spark.version,
            "application": spark.sparkContext.applicationId, "page": spark.sparkContext.uiWebUrl}
    spark.stop()
    return told


def main():
    with open(sys.argv[1], encoding="utf-8") as text:
        plan = json.load(text)
    if plan["watch"]:
        leave_with(plan["watch"])
    try:
        told = run(plan)
    except Exception as error:
        # What Spark says of the query, without the trace of its own calls.
        text = str(error).split("\nJVM stacktrace")[0].split("\n\tat ")[0].strip()
        told = {"error": text[:4000] or type(error).__name__}
    write(plan["result"], told)
    # What is left of its threads says nothing any more.
    sys.stderr = open(os.devnull, "w")
    sys.exit(1 if "error" in told else 0)


main()
