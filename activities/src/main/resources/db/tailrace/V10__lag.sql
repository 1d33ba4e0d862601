-- The lag of a table, noted once a minute while capture runs, for the picture of a report. Nothing of the protocol relies on it.
create table tailrace.lag_minute (
  table_id bigint not null references tailrace.source_table,
  minute timestamptz not null,
  seconds double precision not null,
  primary key (table_id, minute)
);
