"""One item in a process of its own, as GNU parallel runs it: connect, set client info, sleep."""

import os
import sys

import oracledb

connect_string, seconds, item = sys.argv[1:4]
with oracledb.connect(user="scott", password=os.environ["PRACTICE_PASSWORD"], dsn=connect_string) as connection:
    connection.cursor().execute(
        "begin dbms_application_info.set_client_info(:item); dbms_session.sleep(:seconds); end;",
        item=item,
        seconds=float(seconds),
    )
