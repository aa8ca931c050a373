"""A demo's journal made as large as one of years: finished executions, steps and log lines by plain SQL."""
import json
import sqlite3
import time


def swell(path, executions, lines, steps=10):
    """Puts finished executions before those the demo really ran, so that the newest stay the true ones."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    old = db.execute("SELECT count(*) FROM execution WHERE trigger = 'schedule'").fetchone()[0]
    if old >= executions:
        return
    db.execute("BEGIN IMMEDIATE")
    each = max(1, lines // executions)
    for table, key, shift in [("execution", "sequence", executions), ("step", "sequence", executions * steps),
                              ("log", "id", executions * each)]:
        db.execute(f"UPDATE {table} SET {key} = {key} + {shift}")
        db.execute(f"UPDATE sqlite_sequence SET seq = seq + {shift} WHERE name = ?", (table,))
    db.execute("UPDATE step SET end_number = end_number + ?", (executions * steps,))
    names = [name for name, in db.execute("SELECT DISTINCT name FROM step ORDER BY name LIMIT ?", (steps,))]
    first = db.execute("SELECT min(started_at) FROM execution").fetchone()[0]
    rows = list(old_executions(executions, first))
    columns = "sequence, id, pipeline, environment, status, trigger, run_date, input, started_at, ended_at, " \
        "heartbeat_at, host, error, cause"
    db.executemany(f"INSERT INTO execution ({columns}) VALUES ({', '.join('?' * 14)})", rows)
    db.executemany(
        """INSERT INTO step (sequence, execution, name, kind, ordinal, status, attempt, started_at, ended_at, rows_read,
             rows_inserted, rows_updated, rows_deleted, rows_superseded, rows_rejected, rows_removed, rows_duplicate,
             bytes_written, details, depends_on, end_number, message)
           VALUES (?, ?, ?, 'build', ?, ?, 1, ?, ?, 1000, 990, 0, 0, 0, 10, 0, 0, 65536, ?, '[]', ?, ?)""",
        old_steps(rows, names))
    db.executemany(
        "INSERT INTO log (id, execution, step, at, level, message) VALUES (?, ?, ?, ?, ?, ?)",
        old_lines(rows, names, each))
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def old_executions(count, first):
    for number in range(1, count + 1):
        # All within a month: older ones would be removed by the demo's retention.
        start = first - (count - number + 1) * 25_000
        stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(start / 1000))
        failed = number % 97 == 0
        cause = f"silver.orders: rule {number % 13} failed: IsComplete \"customer_{number % 1009}\"" if failed else None
        yield (number, f"{stamp}-{number % 1679616:04x}", "shop", "dev", "FAILED" if failed else "SUCCEEDED", "schedule",
               start // 86_400_000, "{\"tables\":[]}", start, start + 20_000 + number % 7000, start + 20_000, "vm",
               "Assay.QualityGate" if failed else None, cause)


def old_steps(executions, names):
    number = 0
    for run in executions:
        for ordinal, name in enumerate(names):
            number += 1
            status = "FAILED" if run[4] == "FAILED" and ordinal == len(names) - 1 else "SUCCEEDED"
            yield (number, run[1], name, ordinal, status, run[8] + ordinal * 1000, run[8] + ordinal * 1000 + 900,
                   json.dumps({"rows": 1000 + number, "bytes": 65536, "quarantinedRows": 10}), number, "990 inserted")


def old_lines(executions, names, each):
    number = 0
    for run in executions:
        for place in range(each):
            number += 1
            name = names[place % len(names)]
            yield number, run[1], name, run[8] + place * 1000, 2, f"{name}: {990 + number % 17} inserted, batch {number}"
