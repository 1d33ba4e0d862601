-- Which side owns a table's data, the switches between them, and the way back. Rules are R9 to R11, R14 and R15 of docs/protocol.md.
-- A worker of format 5 would write a target that the application owns, so it must not start on this.

-- A row for each source table whose targets are guarded; none: nothing is armed, and the source owns the data.
create table tailrace.ownership (
  table_id bigint primary key references tailrace.source_table,
  owner varchar not null default 'SOURCE' check (owner in ('SOURCE', 'FENCED', 'TARGET')),
  recording boolean not null default false, -- whether writes of target rows go to the outbox
  engine_role varchar not null,             -- whom the guard lets pass: the session_user of the migration
  attempt bigint,                           -- the one that changed it last
  changed_at timestamptz not null default clock_timestamp()
);

-- A cutover or a rollback. Ids only rise, and from them follow the numbers of its effects outside Postgres. DONE and ABORTED are
-- each one transaction on the row, so that exactly one of them happens.
create table tailrace.attempt (
  id bigint generated always as identity primary key,
  migration varchar not null references tailrace.migration,
  command bigint not null,                  -- the verb's number: a repeated call finds its attempt
  direction varchar not null check (direction in ('CUTOVER', 'ROLLBACK')),
  state varchar not null default 'OPEN' check (state in ('OPEN', 'DONE', 'ABORTED')),
  begun_by varchar not null,
  begun_at timestamptz not null default clock_timestamp(),
  deadline timestamptz not null,            -- from then on whoever finds it open may abort it
  ended_at timestamptz,
  reason varchar,                           -- why it was aborted
  unique (migration, command)
);
-- [jooq ignore start]
create unique index attempt_open on tailrace.attempt (migration) where state = 'OPEN';
-- [jooq ignore stop]
create table tailrace.attempt_table (
  attempt bigint not null references tailrace.attempt,
  table_id bigint not null references tailrace.source_table,
  primary key (attempt, table_id)
);

-- What was written at the target while it owns the data: in the writer's transaction, deleted by the router (R10). Keys are JSON objects
-- of the key columns. No foreign key: its check would lock the source table's row in each transaction of the application.
create table tailrace.outbox (
  id bigint generated always as identity primary key,
  table_id bigint not null,
  target varchar not null,                  -- without its schema
  old_key jsonb,                            -- null: the row is new
  new_key jsonb,                            -- null: the row is gone
  old_source_key varchar,                   -- of owned tables: the row's _source_key
  new_source_key varchar
);
create index outbox_of_table on tailrace.outbox (table_id, id);

-- R14: source keys whose rows were written, each with a number that is new at each marking.
create sequence tailrace.reverse_number;
create table tailrace.reverse_mark (
  pass_id bigint not null,                  -- of kind REVERSE
  key_digest varchar not null,
  source_key varchar not null,              -- DynamoDB JSON
  lane int not null,                        -- of reverse/N, by the key's digest
  number bigint not null,
  marked_at timestamptz not null default clock_timestamp(), -- the first marking that was not asked for yet
  primary key (pass_id, key_digest)
);
create index reverse_mark_of_lane on tailrace.reverse_mark (pass_id, lane, number);

-- R10: source keys whose rows make no item that gives the same rows back; the item stays as it was.
create table tailrace.reverse_quarantine (
  pass_id bigint not null,
  key_digest varchar not null,
  source_key varchar not null,
  code varchar not null,
  reason varchar not null,
  image varchar,                            -- of a foreign write that was undone: what it had written, DynamoDB JSON
  at timestamptz not null default clock_timestamp(),
  primary key (pass_id, key_digest)
);

-- What watch mode saw DynamoDB's expiry delete while the target owned the data: looked at again after a rollback.
create table tailrace.watch_expired (
  pass_id bigint not null,
  key_digest varchar not null,
  source_key varchar not null,
  image varchar not null,                   -- the old image, DynamoDB JSON
  primary key (pass_id, key_digest)
);

-- UNIQUE and foreign keys that R5 forbids while the source owns the data: dropped by a rollback, put back after the next cutover.
create table tailrace.dropped_constraint (
  table_id bigint not null references tailrace.source_table,
  target varchar not null,
  name varchar not null,
  definition varchar not null,              -- as pg_get_constraintdef has it
  dropped_at timestamptz not null default clock_timestamp(),
  primary key (table_id, target, name)
);

alter table tailrace.pass
  add column kind varchar not null default 'FORWARD';
-- [jooq ignore start]
alter table tailrace.pass
  add check (kind in ('FORWARD', 'REVERSE')),
  drop constraint pass_table_id_number_key,
  add unique (table_id, kind, number);
-- [jooq ignore stop]

alter table tailrace.lane
  add column sent bigint not null default 0; -- R15: n of a reverse lane's item, as the lane knew it last

update tailrace.format set version = 6;
