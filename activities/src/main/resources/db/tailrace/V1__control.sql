-- The control schema: what makes a migration durable. Rules are those of docs/protocol.md.
-- Source keys, images and positions are ASCII JSON text, not jsonb: DynamoDB text may hold U+0000, which jsonb refuses.

create schema if not exists tailrace;

-- One row: a worker starts only on the format it knows.
create table tailrace.format (
  only_row boolean primary key default true check (only_row),
  version int not null
);
insert into tailrace.format (version) values (1);

create table tailrace.migration (
  name varchar primary key,
  workflow_id varchar not null,
  file jsonb not null,               -- as the operator gave it; secrets are references
  digest varchar not null,              -- sha256 of its canonical JSON (I9)
  created_at timestamptz not null default now(),
  aborted_at timestamptz
);

create table tailrace.source_table (
  id bigint generated always as identity primary key,
  migration varchar not null references tailrace.migration,
  name varchar not null,
  phase varchar not null default 'PLANNED',
  phase_seq bigint not null default 0,
  stream_enabled_by_us boolean not null default false,
  copy_paused boolean not null default false,
  capture_paused boolean not null default false,
  units_per_second double precision, -- null: no limit
  copy_window int,                   -- null: as planned
  quarantine_accepted bigint not null default 0,
  token bigint not null default 0,   -- the highest token number given out (R13)
  unique (migration, name)
);

-- A target table belongs to one source table (R6).
create table tailrace.target_table (
  schema_name varchar not null,
  name varchar not null,
  table_id bigint not null references tailrace.source_table,
  primary key (schema_name, name)
);

create table tailrace.pass (
  id bigint generated always as identity primary key,
  table_id bigint not null references tailrace.source_table,
  number int not null,
  segments int not null,
  copy_window int not null,
  stream_arn varchar not null,
  consistent boolean not null,
  estimated bigint not null,
  opened_at timestamptz not null,    -- R0's moment: shards listed, no page read yet
  barrier_at timestamptz,
  purged_at timestamptz,
  looked_again_at timestamptz,       -- R7: the copy's quarantine, after the purge
  closed_at timestamptz,
  unique (table_id, number)
);

-- R1. Name: segment/17, shard/shardId-…, purge.
create table tailrace.lane (
  pass_id bigint not null references tailrace.pass,
  name varchar not null,
  kind varchar not null,
  parent varchar,                       -- the parent shard's lane, which is done first
  starting_sequence varchar,            -- R0: null starts at TRIM_HORIZON
  position varchar,                     -- last key scanned, last sequence number applied
  iterator varchar,                     -- reached from the position through empty pages only; null: none is known
  term bigint not null default 0,
  done boolean not null default false,
  closed boolean not null default false,
  backend_pid int,
  backend_start timestamptz,
  scanned bigint not null default 0,
  copied bigint not null default 0,
  skipped bigint not null default 0,
  quarantined bigint not null default 0,
  applied bigint not null default 0,
  removed bigint not null default 0,
  ttl_removed bigint not null default 0,
  consumed_units double precision not null default 0,
  throttles bigint not null default 0,
  token bigint not null default 0,   -- the highest token number applied (R13)
  created_at timestamptz not null default now(),
  batch_at timestamptz,              -- the last batch's commit
  write_ms int[] not null default '{}', -- how long the last batches took to write, up to twenty
  event_at timestamptz,              -- creation time of the last applied record
  read_at timestamptz,               -- when a read last found nothing more (R12)
  primary key (pass_id, name)
);

-- R3, R4: keys to delete after the barrier. The digest orders locks and keeps long keys out of the index.
-- No foreign key: its check would lock the pass behind the lane, and closing a pass locks them the other way around.
create table tailrace.tombstone (
  pass_id bigint not null,
  target varchar not null,
  key_digest varchar not null,
  key varchar[] not null,
  primary key (pass_id, target, key_digest)
);

-- R7. No foreign key, as tombstone.
create table tailrace.quarantine (
  pass_id bigint not null,
  key_digest varchar not null,
  source_key varchar not null,
  by_copy boolean not null,
  lane varchar not null,
  position varchar,
  code varchar not null,
  reason varchar not null,
  image varchar not null,
  at timestamptz not null default now(),
  primary key (pass_id, key_digest)
);

-- R13: keys known to land in a shard, and when each token was written.
create table tailrace.token_key (
  table_id bigint not null references tailrace.source_table,
  source_key varchar not null,
  shard varchar,                        -- null: not seen yet
  primary key (table_id, source_key)
);
create table tailrace.token_sent (
  table_id bigint not null references tailrace.source_table,
  number bigint not null,
  sent_at timestamptz not null default clock_timestamp(),
  applied_at timestamptz,            -- when every open lane was seen to have applied it
  primary key (table_id, number)
);

create table tailrace.verification (
  pass_id bigint not null references tailrace.pass,
  run bigint not null,
  verdict jsonb not null,
  at timestamptz not null default now(),
  primary key (pass_id, run)
);
create table tailrace.difference (
  pass_id bigint not null,
  run bigint not null,
  number int not null,
  kind varchar not null,
  target varchar not null,
  source_key varchar not null,
  detail varchar not null,
  primary key (pass_id, run, number),
  foreign key (pass_id, run) references tailrace.verification
);

-- I10: an event stands once, whatever was retried.
create table tailrace.audit (
  migration varchar not null references tailrace.migration,
  seq bigint not null,
  at timestamptz not null default now(),
  actor varchar not null,
  type varchar not null,
  table_name varchar,
  once varchar not null,
  payload jsonb not null,
  primary key (migration, seq),
  unique (migration, once)
);
