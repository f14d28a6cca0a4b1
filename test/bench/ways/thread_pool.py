"""The seed's own program on numbered items: a thread pool of three that connects for every item."""

import os
import sys
from multiprocessing.pool import ThreadPool

import oracledb

connect_string, count, seconds = sys.argv[1:4]


def run_item(item):
    with oracledb.connect(user="scott", password=os.environ["PRACTICE_PASSWORD"], dsn=connect_string) as connection:
        connection.cursor().execute(
            "begin dbms_application_info.set_client_info(:item); dbms_session.sleep(:seconds); end;",
            item=item,
            seconds=float(seconds),
        )


with ThreadPool(3) as pool:
    pool.map(run_item, [str(index + 1) for index in range(int(count))], chunksize=1)
