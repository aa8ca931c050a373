"""Serves one worker of assay on Spark. Started by spark-submit with the address of a folder, the exchange, in which

  session.json      {"conf": {...}, "watch": pid or null, "quiet": seconds}   is there when this begins
  driver.json       {"application", "page", "spark"}                          says that this is up
  ask-N.json        {"kind": ..., "table", "secrets": [names], ...}           is what is to be done, N = 1, 2, ...
  secrets-N         {name: value} in one line of a pipe                       where an ask names any
  progress-N.json   {"application", "page", "tasks", "done"}                  is written each second
  answer-N.json     what became of it, or {"error": text}
  cancel-N          nobody waits for it any more
  end               nobody asks any more

Each file is there whole or not at all. Asks are served side by side, each in a Spark session of its own.

Kind "write": {"inputs": [{"view", "schema", "partition_columns", "files": [{"path", "partition": {column: text or null}}]}],
"sql", "target"} writes the query's rows as Parquet files into the target; the answer: {"files": [names], "seconds", "spark", "application"}.
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


class LocalExchange:
    pause = 0.1

    def __init__(self, address):
        self.address = address

    def path(self, name):
        return os.path.join(self.address, name)

    def names(self):
        """A folder that is gone took whoever asks with it."""
        return set(os.listdir(self.address)) if os.path.isdir(self.address) else {"end"}

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as text:
            return json.load(text)

    def line(self, name):
        with open(self.path(name), encoding="utf-8") as text:
            return json.loads(text.readline())

    def write(self, name, value):
        with open(self.path(name + ".part"), "w", encoding="utf-8") as text:
            json.dump(value, text)
        os.replace(self.path(name + ".part"), self.path(name))


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


def make_views(spark, ask, secrets):
    for given in ask.get("inputs", []):
        relation(spark, given).createOrReplaceTempView(given["view"])
    if secrets:
        # As rows they stand in no plan, no log and on no page.
        schema = StructType([StructField(name, StringType()) for name in secrets])
        spark.createDataFrame([tuple(secrets.values())], schema).createOrReplaceTempView("assay_secrets")


def write_rows(spark, ask):
    """The rows of a query as Parquet files of a folder."""
    spark.sql(ask["sql"]).write.mode("overwrite").parquet(local(ask["target"]))
    return {"files": [name for name in sorted(os.listdir(ask["target"])) if name.endswith(".parquet")]}


KINDS = {"write": write_rows}


def reason(error):
    """What Spark says, without the trace of its own calls."""
    text = str(error).split("\nJVM stacktrace")[0].split("\n\tat ")[0].strip()
    return text[:4000] or type(error).__name__


class Ask:
    def __init__(self, driver, number):
        self.driver = driver
        self.number = number
        self.is_cancelled = False
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        spark, exchange = self.driver.spark, self.driver.exchange
        try:
            ask = exchange.read(f"ask-{self.number}.json")
            spark.sparkContext.setJobGroup(self.number, ask["table"], interruptOnCancel=True)
            secrets = exchange.line(f"secrets-{self.number}") if ask["secrets"] else {}
            session = self.driver.new_session()
            started = time.time()
            make_views(session, ask, secrets)
            told = KINDS[ask["kind"]](session, ask)
            told = dict(self.driver.facts, **told, seconds=round(time.time() - started, 3))
        except Exception as error:
            told = {"error": reason(error)}
        try:
            exchange.write(f"answer-{self.number}.json", told)
        except OSError as error:
            print(f"the answer cannot be written: {error}", file=sys.stderr)
            os._exit(1)

    def tell(self):
        """How many of its tasks are done."""
        tracker = self.driver.spark.sparkContext.statusTracker()
        jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(self.number)]
        stages = [tracker.getStageInfo(stage) for job in jobs if job for stage in job.stageIds]
        known = [stage for stage in stages if stage]
        told = dict(self.driver.facts, tasks=sum(stage.numTasks for stage in known),
                    done=sum(stage.numCompletedTasks for stage in known))
        self.driver.exchange.write(f"progress-{self.number}.json", told)

    def cancel(self):
        """Again and again: between two jobs there is none to cancel."""
        self.driver.spark.sparkContext.cancelJobGroup(self.number)


class Driver:
    def __init__(self, exchange):
        self.exchange = exchange
        session = exchange.read("session.json")
        if session["watch"]:
            leave_with(session["watch"])
        self.conf = session["conf"]
        builder = SparkSession.builder
        for name, value in self.conf.items():
            builder = builder.config(name, value)
        self.spark = builder.getOrCreate()
        context = self.spark.sparkContext
        self.facts = {"application": context.applicationId, "page": context.uiWebUrl, "spark": self.spark.version}
        exchange.write("driver.json", self.facts)

    def new_session(self):
        session = self.spark.newSession()
        for name, value in self.conf.items():
            if name.startswith("spark.sql.") and session.conf.get(name, None) != value:
                session.conf.set(name, value)
        return session

    def serve(self):
        asks, seen, told = {}, set(), 0
        while True:
            names = self.exchange.names()
            if "end" in names:
                return
            for number in sorted(int(name[4:-5]) for name in names if re.fullmatch(r"ask-\d+\.json", name)):
                if number not in seen and f"cancel-{number}" not in names:
                    asks[str(number)] = Ask(self, str(number))
                seen.add(number)
            asks = {number: ask for number, ask in asks.items() if ask.thread.is_alive()}
            for number, ask in asks.items():
                if f"cancel-{number}" in names:
                    ask.cancel()
                elif time.time() - told >= 1:
                    ask.tell()
            if time.time() - told >= 1:
                told = time.time()
            time.sleep(self.exchange.pause)


def main():
    driver = Driver(LocalExchange(sys.argv[1]))
    driver.serve()
    # What is left of its threads says nothing any more.
    sys.stderr = open(os.devnull, "w")
    driver.spark.stop()


main()
