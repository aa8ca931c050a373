"""Serves one worker of assay on Spark. Started by spark-submit with the address of a folder, or by AWS Glue with
`--exchange` and that of a prefix of a bucket: the exchange, in which

  session.json      {"conf": {...}, "watch": pid or null, "quiet": seconds}   is there when this begins
  driver.json       {"application", "page", "spark"}                          says that this is up
  ask-N.json        {"kind": ..., "table", "secrets": [names], ...}           is what is to be done, N = 1, 2, ...
  secrets-N         {name: value} in one line of a pipe                       where an ask names any
  progress-N.json   {"application", "page", "tasks", "done"}                  is written each second
  answer-N.json     what became of it, or {"error": text}
  cancel-N          nobody waits for it any more
  end               nobody asks any more
  alive             changes every ten seconds, where there is no pid to watch

Each file is there whole or not at all. Asks are served side by side, each in a Spark session of its own.

A query is {"inputs": [{"view", "schema", "partition_columns", "files": [{"path", "partition": {column: text or null}}]}], "sql"}.

Kind "rows-of": a query and {"target"}: its rows become Parquet files in the target: {"files": [names]}.

Kind "rows": {"inputs", "queries": [sql]}: {"answers": [{"types": [names], "rows": [[text or null]]} or {"error": text}]}.

Kind "write": a query and {"target", "columns", "partition_columns", "key": [columns], "doubt": condition or null,
"looks_at": [values of _file]}: rows that are in doubt, stand in one of those files or have a key that stands more than once go
into files with all columns, the others into files with the columns given but those of the partition:
{"files": [{"name", "partition": [text or null]}], "rest": [names]}, by their paths below the target.
"""
import json
import os
import re
import sys
import threading
import time
from urllib.parse import unquote

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession
from pyspark.sql.functions import coalesce, col, expr, lit
from pyspark.sql.types import StringType, StructField, StructType


# What Hive and Spark call the folder of a partition whose value is null.
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


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


class RemoteExchange:
    """Files that Spark's own file systems know: objects of a bucket."""
    pause = 2

    def __init__(self, address, spark):
        jvm = spark._jvm
        self.address = address
        self.Path = jvm.org.apache.hadoop.fs.Path
        self.text = jvm.org.apache.commons.io.IOUtils
        self.files = self.Path(address).getFileSystem(spark._jsc.hadoopConfiguration())
        # An object is there when it is whole, a file before.
        self.is_bucket = address.startswith("s3")
        self.sign, self.seen, self.quiet = None, time.monotonic(), None

    def path(self, name):
        return self.Path(f"{self.address}/{name}")

    def names(self):
        """A prefix that is empty, and one in which nothing shows that somebody is there, are left."""
        try:
            there = {status.getPath().getName(): status for status in self.files.listStatus(self.Path(self.address))}
        except Py4JJavaError as error:
            if "FileNotFound" not in error.java_exception.getClass().getName():
                print(f"{self.address} cannot be listed: {reason(error)}", file=sys.stderr)
                return set() if self.is_awaited(None) else {"end"}
            there = {}
        sign = there["alive"].getModificationTime() if "alive" in there else None
        return set(there) if "session.json" in there and self.is_awaited(sign) else {"end"}

    def is_awaited(self, sign):
        now = time.monotonic()
        if sign is not None and sign != self.sign:
            self.sign, self.seen = sign, now
        return self.quiet is None or now - self.seen < self.quiet

    def read(self, name):
        stream = self.files.open(self.path(name))
        try:
            return json.loads(self.text.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def line(self, name):
        """Nothing else reads it."""
        value = self.read(name)
        self.files.delete(self.path(name), False)
        return value

    def write(self, name, value):
        path = self.path(name if self.is_bucket else name + ".part")
        stream = self.files.create(path, True)
        try:
            stream.write(bytearray(json.dumps(value), "utf-8"))
        finally:
            stream.close()
        if not self.is_bucket:
            # Not every file system replaces what is there.
            self.files.delete(self.path(name), False)
            self.files.rename(path, self.path(name))


def exchange_at(address):
    if address.startswith("/"):
        return LocalExchange(address)
    # What it is read with is Spark's.
    return RemoteExchange(address, SparkSession.builder.getOrCreate())


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


def name(column):
    return "`" + column.replace("`", "``") + "`"


def plainly(text):
    """A partition's value without what two spellings of a moment differ in."""
    moment = re.fullmatch(r"(\d{4,}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d*?)?0*(Z|\+00)?", text)
    return f"{moment[1]} {moment[2]}{(moment[3] or '').rstrip('.')}" if moment else text


def says(folder, column, value):
    """Whether a folder's name says a partition's value as Spark reads it, which takes each byte of a letter for a letter."""
    name, _, text = folder.partition("=")
    if unquote(name) != column or not unquote(folder).isascii():
        return False
    return text == NO_VALUE if value is None else text != NO_VALUE and plainly(unquote(text)) == plainly(value)


def table_folder(given):
    """The folder of a table whose folders' names say of each file what the log says of it; None where one does not."""
    columns, found = given["partition_columns"], set()
    for file in given["files"]:
        parts = file["path"].split("/")
        base, folders = parts[:-1 - len(columns)], parts[-1 - len(columns):-1]
        if len(folders) != len(columns):
            return None
        if not all(says(folder, column, file["partition"].get(column)) for folder, column in zip(folders, columns)):
            return None
        found.add("/".join(base))
    return found.pop() if len(found) == 1 else None


def relation(spark, given):
    """The rows of an input. Spark finds the values of partitions in folders' names much faster than it adds up many relations."""
    schema = StructType.fromJson(given["schema"])
    columns = given["partition_columns"]
    base = table_folder(given) if columns else None
    if base:
        paths = [exactly(file["path"]) for file in given["files"]]
        rows = spark.read.schema(schema).option("basePath", local(base)).parquet(*paths)
        return rows.select([name(field.name) for field in schema.fields])
    stored = StructType([field for field in schema.fields if field.name not in columns])
    groups = {}
    for file in given["files"]:
        groups.setdefault(tuple(file["partition"].get(column) for column in columns), []).append(file["path"])
    result = spark.createDataFrame([], schema) if not groups else None
    for values, paths in groups.items():
        part = spark.read.schema(stored).option("recursiveFileLookup", "true").parquet(*map(exactly, paths))
        for column, value in zip(columns, values):
            part = part.withColumn(column, lit(value).cast(schema[column].dataType))
        part = part.select([name(field.name) for field in schema.fields])
        result = part if result is None else result.unionAll(part)
    return result


def make_views(spark, ask, secrets):
    for given in ask.get("inputs", []):
        relation(spark, given).createOrReplaceTempView(given["view"])
    if secrets:
        # As rows they stand in no plan, no log and on no page.
        schema = StructType([StructField(name, StringType()) for name in secrets])
        spark.createDataFrame([tuple(secrets.values())], schema).createOrReplaceTempView("assay_secrets")


def files_below(spark, folder):
    """Paths of the Parquet files in a folder, below the folder."""
    place = spark._jvm.org.apache.hadoop.fs.Path(local(folder))
    files = place.getFileSystem(spark._jsc.hadoopConfiguration())
    root = files.makeQualified(place).toUri().getPath()
    found, left = [], files.listFiles(place, True)
    while left.hasNext():
        path = left.next().getPath().toUri().getPath()
        if path.endswith(".parquet"):
            found.append(path[len(root) + 1:])
    return sorted(found)


def rows_of(spark, ask):
    spark.sql(ask["sql"]).write.mode("overwrite").parquet(local(ask["target"]))
    return {"files": files_below(spark, ask["target"])}


class TableFiles:
    """The rows of a query, written as files of a table as far as nothing is to be decided on them."""
    DOUBT = "_assay_doubt"

    def __init__(self, spark, ask):
        self.spark, self.target = spark, ask["target"]
        self.columns, self.partition, self.key = ask["columns"], ask["partition_columns"], ask["key"]
        self.doubt, self.looks_at = ask["doubt"], ask["looks_at"]
        self.rows = spark.sql(ask["sql"])

    def written(self):
        doubt = expr(self.doubt) if self.doubt else None
        if self.looks_at:
            there = coalesce(col("_file").isin(self.looks_at), lit(False))
            doubt = there if doubt is None else doubt | there
        if doubt is None:
            return {"files": self.put(self.rows), "rest": []}
        # Once: a query may give other rows each time.
        self.write(self.rows.withColumn(self.DOUBT, doubt), "staged", [self.DOUBT])
        good, rest = self.staged("false"), self.staged("true")
        repeated = self.repeated() if self.key else None
        if repeated is None and not self.partition and self.columns == self.rows.columns:
            return {"files": [{"name": file, "partition": []} for file in good], "rest": rest}
        clean = self.read(good)
        if repeated is not None:
            same = " and ".join(f"g.{name(column)} = r.{name(column)}" for column in self.key)
            both = clean.alias("g"), repeated.alias("r"), expr(same)
            self.write(both[0].join(both[1], both[2], "left_semi"), "repeated", [])
            rest = rest + self.names("repeated")
            clean = both[0].join(both[1], both[2], "left_anti")
        files = self.put(clean)
        if repeated is not None:
            repeated.unpersist()
        return {"files": files, "rest": rest}

    def repeated(self):
        """The keys that stand more than once; None where there are none."""
        key = ", ".join(map(name, self.key))
        self.read(self.names("staged")).createOrReplaceTempView("assay_staged")
        keys = self.spark.sql(f"select {key} from assay_staged group by {key} having count(*) > 1").persist()
        return None if keys.isEmpty() else keys

    def put(self, rows):
        """As files of the table. Values in folders' names are bytes in hexadecimal: in every locale the same, and none is Spark's
        word for none."""
        values = [f"_assay_value_{index}" for index in range(len(self.partition))]
        given = [f"concat('v', hex(cast({name(column)} as string))) as {value}"
                 for column, value in zip(self.partition, values)]
        stored = [name(column) for column in self.columns if column not in self.partition]
        rows = rows.selectExpr(*stored, *given)
        if values:
            # Files of one partition together, as far as they are not too long. Spark 3.5 takes columns of a hint in SQL alone.
            rows.createOrReplaceTempView("assay_parts")
            rows = self.spark.sql(f"select /*+ rebalance({', '.join(values)}) */ * from assay_parts")
        self.write(rows, "table", values)
        return [{"name": file, "partition": [self.value(part) for part in file.split("/")[1:-1]]}
                for file in self.names("table")]

    def value(self, folder):
        text = folder.split("=", 1)[1]
        return None if text == NO_VALUE else bytes.fromhex(text[1:]).decode("utf-8")

    def write(self, rows, folder, partition):
        # Both kinds side by side, so that none need be sorted.
        writers = "2" if partition == [self.DOUBT] else "0"
        self.spark.conf.set("spark.sql.maxConcurrentOutputFileWriters", writers)
        writer = rows.write.mode("overwrite").option("compression", "snappy")
        # Longer bounds would be left out, with the count of nulls.
        writer = writer.option("parquet.statistics.truncate.length", "64")
        writer.partitionBy(*partition).parquet(local(f"{self.target}/{folder}"))

    def names(self, folder):
        return [f"{folder}/{file}" for file in files_below(self.spark, f"{self.target}/{folder}")]

    def staged(self, doubt):
        return [file for file in self.names("staged") if file.split("/")[1] == f"{self.DOUBT}={doubt}"]

    def read(self, files):
        if not files:
            return self.spark.createDataFrame([], self.rows.schema)
        paths = [exactly(f"{self.target}/{file}") for file in files]
        return self.spark.read.schema(self.rows.schema).option("recursiveFileLookup", "true").parquet(*paths)


def write_table(spark, ask):
    return TableFiles(spark, ask).written()


def answer(spark, query):
    """Values as the texts of Spark's own casts, which no type of Python narrows."""
    try:
        frame = spark.sql(query)
        types = [field.dataType.simpleString() for field in frame.schema.fields]
        names = [f"c{place}" for place in range(len(types))]
        texts = frame.toDF(*names).selectExpr(*[f"cast({name} as string)" for name in names])
        return {"types": types, "rows": [list(row) for row in texts.collect()]}
    except Exception as error:
        return {"error": reason(error)}


def answers(spark, ask):
    return {"answers": [answer(spark, query) for query in ask["queries"]]}


KINDS = {"rows-of": rows_of, "write": write_table, "rows": answers}


def reason(error):
    """What Spark says, without the trace of its own calls, and what caused it in the end, such as a disk that is full."""
    said = str(error)
    text = said.split("\nJVM stacktrace")[0].split("\n\tat ")[0].strip()[:3000] or type(error).__name__
    # Errors that Spark has a class for keep the trace beside what they say.
    trace = said + "\n" + (getattr(error, "_stackTrace", None) or "")
    causes = [cause.strip() for cause in re.findall(r"^Caused by: (?:[\w.$]+: )?(.+)$", trace, re.MULTILINE)]
    return text if not causes or causes[-1] in text else f"{text}; because: {causes[-1][:900]}"


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
        except (OSError, Py4JJavaError) as error:
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
        try:
            self.driver.exchange.write(f"progress-{self.number}.json", told)
        except Py4JJavaError as error:
            print(f"how far it is cannot be told: {reason(error)}", file=sys.stderr)

    def cancel(self):
        """Again and again: between two jobs there is none to cancel."""
        self.driver.spark.sparkContext.cancelJobGroup(self.number)


class Driver:
    def __init__(self, exchange):
        self.exchange = exchange
        session = exchange.read("session.json")
        if session["watch"]:
            leave_with(session["watch"])
        exchange.quiet = session["quiet"]
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
    # Glue adds arguments of its own, before and after.
    given = sys.argv[sys.argv.index("--exchange") + 1] if "--exchange" in sys.argv else sys.argv[1]
    driver = Driver(exchange_at(given))
    driver.serve()
    # What is left of its threads says nothing any more.
    sys.stderr = open(os.devnull, "w")
    driver.spark.stop()


main()
