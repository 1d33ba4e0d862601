#!/usr/bin/env python3
"""Checks a sample again that Tailrace drew, with nothing of Tailrace's.

It draws the same segments of the source and the same rows of the target from the seed, reads both stores, and compares the columns
that are plain copies of attributes. It needs python3, boto3 and psycopg; to draw alone it needs python3.

    recheck.py --report report.json --table AppData --map map.json --target "$TARGET_URL"
    recheck.py --seed morning --table AppData --segments 7812 --drawn 2496 --rows 2995 --map map.json --target "$TARGET_URL"
    recheck.py --draw --seed morning --table AppData --segments 7812 --drawn 2496      # prints the segments, and reads nothing

The map says how items become rows, as the migration file does in its simplest form: templates of key attributes, whose fields are the
key columns, and columns with the attributes they copy. Items that no template fits are counted, not compared.

    {"schema": "app", "tables": [{"name": "orders", "when": {"PK": "USER#{user_id}", "SK": "ORDER#{order_id}"},
                                  "key": ["user_id", "order_id"], "columns": {"total": "total", "name": "customerName"}}]}

It exits with 0 if all is equal, 3 if something differs, 4 if nothing was compared. What changes while it runs can look different, so
it reads such rows once more at the end.
"""
import argparse
import hashlib
import heapq
import json
import re
import sys
from decimal import Decimal


def draw_segments(seed, table, total, count):
    """The segments that are read, in order."""
    if count >= total:
        return list(range(total))
    drawn, j = set(), 0
    while len(drawn) < count:
        digest = hashlib.sha256(f"tailrace-sample-1\n{seed}\n{table}\n{j}".encode()).digest()
        drawn.add(int.from_bytes(digest[:8], "big") % total)
        j += 1
    return sorted(drawn)


def rank(seed, table, cells):
    """Where a target row stands in the order of the draw: the rows with the smallest ranks are drawn."""
    text = f"tailrace-sample-1-row\n{seed}\n{table}\n".encode()
    for cell in cells:
        cell = cell.encode()
        text += b"%d:%s," % (len(cell), cell)
    return hashlib.sha256(text).digest()


class Table:
    """A target table, and how items become its rows."""

    def __init__(self, spec):
        self.name, self.key, self.columns = spec["name"], spec["key"], spec.get("columns", {})
        self.templates = spec["when"]
        self.patterns = {a: re.compile(self.pattern(t), re.DOTALL) for a, t in self.templates.items()}

    @staticmethod
    def pattern(template):
        parts = re.split(r"\{([^{}:?]+)\}", template)
        if any("{" in part for part in parts[::2]):
            sys.exit(f"Cannot read the template {template}: a field is {{name}} here.")
        return "".join(re.escape(p) if i % 2 == 0 else f"(?P<{p}>.+?)" for i, p in enumerate(parts))

    def key_of(self, item):
        """The cells of the row's key; None if the item has no row here."""
        fields = {}
        for attribute, pattern in self.patterns.items():
            value = item.get(attribute)
            text = None if value is None or not value.keys() & {"S", "N"} else next(iter(value.values()))
            match = None if text is None else pattern.fullmatch(text)
            if match is None:
                return None
            fields.update(match.groupdict())
        return tuple(fields[column] for column in self.key)

    def source_key(self, cells, types):
        """The key of the item that a row belongs to."""
        fields = dict(zip(self.key, cells))
        return {a: {types[a]: re.sub(r"\{([^{}]+)\}", lambda m: fields[m.group(1)], t)}
                for a, t in self.templates.items() if a in types}


def same(value, cell):
    """Whether a cell is the attribute's value; None where it is no plain copy."""
    if value is None or "NULL" in value or cell is None:
        return (value is None or "NULL" in value) == (cell is None)
    kind, plain = next(iter(value.items()))
    if kind == "N" and isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return Decimal(plain) == Decimal(cell)
    if kind == "S" and isinstance(cell, str) or kind == "BOOL" and isinstance(cell, bool):
        return plain == cell
    if kind == "B" and isinstance(cell, (bytes, memoryview)):
        return bytes(plain) == bytes(cell)
    return None


class Target:
    def __init__(self, url, schema):
        import psycopg
        self.sql = psycopg.sql
        self.connection = psycopg.connect(url, autocommit=True)
        self.schema, self.queries = schema, {}

    def kind(self, table, column):
        query = "select atttypid::regtype::text from pg_attribute where attrelid = %s::regclass and attname = %s"
        return self.connection.execute(query, (f'"{self.schema}"."{table.name}"', column)).fetchone()[0]

    def text(self, table, column):
        cast = "trim_scale({})::text" if self.kind(table, column) == "numeric" else "{}::text"
        return self.sql.SQL(cast).format(self.sql.Identifier(column))

    def drawn(self, tables, seed, count):
        """How many rows there are in all tables, and the drawn ones: (table, cells)."""
        rows, kept = 0, []
        for number, table in enumerate(tables):
            with self.connection.transaction(), self.connection.cursor(name=f"keys{number}") as cursor:
                cursor.execute(self.sql.SQL("select {} from {}").format(
                    self.sql.SQL(", ").join(self.text(table, c) for c in table.key),
                    self.sql.Identifier(self.schema, table.name)))
                for cells in cursor:
                    rows += 1
                    # The heap's first is the largest: ranks are negated.
                    entry = (-int.from_bytes(rank(seed, table.name, cells), "big"), number, cells)
                    heapq.heappush(kept, entry) if len(kept) < count else heapq.heappushpop(kept, entry)
        return rows, [(tables[number], cells) for _, number, cells in sorted(kept, reverse=True)]

    def row(self, table, cells):
        """The row's columns by name; None if there is none."""
        columns = list(table.columns) or list(table.key)
        if table.name not in self.queries:
            self.queries[table.name] = self.sql.SQL("select {} from {} where {}").format(
                self.sql.SQL(", ").join(map(self.sql.Identifier, columns)),
                self.sql.Identifier(self.schema, table.name),
                self.sql.SQL(" and ").join(self.sql.SQL("{} = %s::{}").format(
                    self.sql.Identifier(c), self.sql.SQL(self.kind(table, c))) for c in table.key))
        found = self.connection.execute(self.queries[table.name], cells).fetchone()
        return None if found is None else dict(zip(columns, found))


class Recheck:
    def __init__(self, source, target, tables):
        self.source, self.target, self.tables = source, target, tables
        self.compared = self.passed_over = self.untold = 0
        self.differing = set()

    def compare(self, item):
        """Compares the rows of an item with the target's."""
        for table in self.tables:
            cells = table.key_of(item)
            if cells is not None:
                self.compared += 1
                return self.differing.add((table, cells)) if self.differs(table, cells, item) else None
        self.passed_over += 1

    def differs(self, table, cells, item):
        row = self.target.row(table, cells)
        if row is None or item is None:
            return row is not item
        answers = [same(item.get(attribute), row[column]) for column, attribute in table.columns.items()]
        self.untold += answers.count(None)
        return False in answers

    def differs_now(self, table, cells):
        return self.differs(table, cells, self.source.item(table.source_key(cells, self.source.keys)))


class Source:
    def __init__(self, table, endpoint):
        import boto3
        self.table, self.client = table, boto3.client("dynamodb", endpoint_url=endpoint)
        shape = self.client.describe_table(TableName=table)["Table"]
        kinds = {d["AttributeName"]: d["AttributeType"] for d in shape["AttributeDefinitions"]}
        self.keys = {k["AttributeName"]: kinds[k["AttributeName"]] for k in shape["KeySchema"]}

    def item(self, key):
        return self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True).get("Item")

    def segment(self, number, total):
        start = {}
        while True:
            page = self.client.scan(TableName=self.table, Segment=number, TotalSegments=total, ConsistentRead=True, **start)
            yield from (i for i in page["Items"] if not any(name.startswith("_tailrace") for name in i))
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def samples(node):
    """Every verdict of a sample in a report, in its order."""
    if isinstance(node, dict) and node.get("sample") and "circumstances" in node:
        yield node
    else:
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from samples(child)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", help="the source table", required=True)
    for name, meaning in {"report": "report.json, or a verdict: its last sample is checked", "seed": "of the sample",
                          "map": "how items become rows", "target": "the address of the target database",
                          "endpoint": "of DynamoDB, if it is not AWS"}.items():
        parser.add_argument("--" + name, help=meaning)
    for name, meaning in {"segments": "of the source, in all", "drawn": "how many of them were drawn",
                          "rows": "how many rows of the target were drawn"}.items():
        parser.add_argument("--" + name, type=int, default=0, help=meaning)
    parser.add_argument("--draw", action="store_true", help="print the segments; rank [table, [cells]] of JSON, a line each, from stdin")
    asked = parser.parse_args()
    if asked.report:
        with open(asked.report, encoding="utf-8") as file:
            report = json.load(file)
        tables = [t for t in report.get("tables", []) if t.get("name") == asked.table] if "registration" in report else report
        found = list(samples(tables))
        if not found:
            sys.exit(f"{asked.report} has no sample.")
        sample, asked.seed = found[-1]["sample"], found[-1]["circumstances"]["seed"]
        asked.segments, asked.drawn = int(sample["source"]["units"]), int(sample["source"]["drawn"])
        asked.rows = int(sample["target"]["drawn"])
    asked.drawn or parser.error("--report, or --seed, --segments and --drawn")
    return asked


def main():
    asked = arguments()
    segments = draw_segments(asked.seed, asked.table, asked.segments, asked.drawn)
    if asked.draw:
        print("\n".join(map(str, segments)))
        for line in sys.stdin:
            print(rank(asked.seed, *json.loads(line)).hex())
        return 0
    with open(asked.map, encoding="utf-8") as file:
        spec = json.load(file)
    tables, source = [Table(table) for table in spec["tables"]], Source(asked.table, asked.endpoint)
    recheck = Recheck(source, Target(asked.target, spec["schema"]), tables)
    for segment in segments:
        for item in source.segment(segment, asked.segments):
            recheck.compare(item)
    rows, drawn = recheck.target.drawn(tables, asked.seed, asked.rows) if asked.rows else (0, [])
    recheck.compared += len(drawn)
    recheck.differing.update(row for row in drawn if recheck.differs_now(*row))
    still = [(t, c) for t, c in recheck.differing if recheck.differs_now(t, c)]
    print(f"{len(segments)} of {asked.segments} segments and {len(drawn)} of {rows} rows, seed {asked.seed}: {recheck.compared} compared, "
          f"{len(still)} differ, {recheck.passed_over} items fit no template, {recheck.untold} cells are no plain copies")
    print("".join(f"differs: {table.name} {list(cells)}\n" for table, cells in still), end="")
    return 3 if still else 0 if recheck.compared else 4


if __name__ == "__main__":
    sys.exit(main())
