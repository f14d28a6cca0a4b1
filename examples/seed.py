#!/usr/bin/env python3
"""The program multisession grew from: a task in every schema, three at a time.

    MULTISESSION_CONNECT=127.0.0.1:1521/practice MULTISESSION_PASSWORD=tiger python3 seed.py [CONNECT_STRING]

A pool of three threads takes the schemas one after the other. Each takes a connection of its own, says in v$session
which schema it is working for, and calls the task there. A, B and C start; as each of them ends, D, E, F and G follow.

It runs with python-oracledb (or cx_Oracle, whose successor that is) and needs EXECUTE on every schema's task.
"""

import os
import sys
import time
from multiprocessing.pool import ThreadPool

import oracledb

SCHEMAS = os.environ.get("MULTISESSION_SCHEMAS", "A,B,C,D,E,F,G").split(",")
AT_ONCE = 3


def run_task(schema):
    """Runs the task of one schema; returns what happened, and from when to when."""
    started = time.monotonic()
    with oracledb.connect(user=USER, password=PASSWORD, dsn=CONNECT_STRING) as connection:
        with connection.cursor() as cursor:
            cursor.callproc("dbms_application_info.set_client_info", [f"task in {schema}"])
            cursor.execute(f"begin {schema}.task; end;")
        connection.commit()
    return schema, started, time.monotonic()


if __name__ == "__main__":
    CONNECT_STRING = sys.argv[1] if len(sys.argv) > 1 else os.environ["MULTISESSION_CONNECT"]
    USER = os.environ.get("MULTISESSION_USER", "scott")
    PASSWORD = os.environ["MULTISESSION_PASSWORD"]

    begin = time.monotonic()
    with ThreadPool(AT_ONCE) as pool:
        for schema, started, ended in pool.imap_unordered(run_task, SCHEMAS):
            print(f"{schema}: {started - begin:.2f} s to {ended - begin:.2f} s", flush=True)
