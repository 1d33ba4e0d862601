"""Copies a DynamoDB table into Postgres as one would without Tailrace: a parallel scan, executemany per page, no changes captured."""

import argparse
import base64
import json
import multiprocessing
import os
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import boto3
import psycopg
from boto3.dynamodb.types import Binary, TypeDeserializer
from psycopg import sql

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
TABLE = """
create table if not exists {into} (
  category text, id text, total numeric(12,2), updated_at timestamptz, attributes jsonb, primary key (category, id))"""
INSERT = """
insert into {into} (category, id, total, updated_at, attributes)
values (%s, %s, %s, %s, %s::jsonb) on conflict (category, id) do nothing"""

# Clients and connections are no one else's: each process, or thread, has its own.
mine = threading.local()


def begin(args, barrier):
    mine.args = args
    mine.barrier = barrier
    mine.dynamo = boto3.Session(region_name=os.environ.get("AWS_REGION")).client("dynamodb")
    mine.postgres = psycopg.connect(os.environ["TARGET_URL"])
    mine.insert = sql.SQL(INSERT).format(into=sql.Identifier(*args.into.split(".")))
    mine.of = TypeDeserializer().deserialize


def ready(_):
    mine.barrier.wait(60)


def copy_segment(segment):
    items = 0
    pages = mine.dynamo.get_paginator("scan").paginate(
        TableName=mine.args.table, Segment=segment, TotalSegments=mine.args.segments, ConsistentRead=True)
    for page in pages:
        rows = [row(item) for item in page["Items"]]
        with mine.postgres.transaction(), mine.postgres.cursor() as cursor:
            for start in range(0, len(rows), mine.args.batch):
                cursor.executemany(mine.insert, rows[start:start + mine.args.batch])
        items += len(rows)
    return items


def row(item):
    values = {name: mine.of(value) for name, value in item.items()}
    return (
        values.pop("category"),
        values.pop("id"),
        values.pop("total", None),
        moment(values.pop("updatedAt", None)),
        json.dumps(values, default=exact, ensure_ascii=False))


def moment(millis):
    return None if millis is None else EPOCH + timedelta(milliseconds=int(millis))


def exact(value):
    """What JSON has no form for; numbers keep all their digits."""
    match value:
        case Decimal() if value == value.to_integral_value():
            return int(value)
        case Decimal() if Decimal(repr(float(value))) == value:
            return float(value)
        case Decimal():
            return {"$n": str(value)}
        case Binary():
            return {"$b": base64.b64encode(value.value).decode()}
        case set():
            return {"$set": sorted(value, key=str)}
    raise TypeError(f"No JSON for {type(value)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table")
    parser.add_argument("into", help="schema.table, made if it is not there")
    parser.add_argument("--segments", type=int, default=256)
    parser.add_argument("--places", type=int, default=4, help="segments at once")
    parser.add_argument("--batch", type=int, default=1000, help="rows of an executemany")
    parser.add_argument("--threads", action="store_true", help="threads instead of processes")
    args = parser.parse_args()
    schema, _ = args.into.split(".")
    with psycopg.connect(os.environ["TARGET_URL"], autocommit=True) as postgres:
        postgres.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(schema)))
        postgres.execute(sql.SQL(TABLE).format(into=sql.Identifier(*args.into.split("."))))
    kind, locks = (ThreadPoolExecutor, threading) if args.threads else (ProcessPoolExecutor, multiprocessing)
    with kind(args.places, initializer=begin, initargs=(args, locks.Barrier(args.places))) as pool:
        list(pool.map(ready, range(args.places)))
        start = time.monotonic()
        items = sum(pool.map(copy_segment, range(args.segments)))
        print(json.dumps({"items": items, "seconds": time.monotonic() - start}))


if __name__ == "__main__":
    main()
