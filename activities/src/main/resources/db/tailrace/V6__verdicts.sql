-- A verdict is kept as the exact text that its digest is of; jsonb would change it. A worker of format 3 would write it
-- otherwise, so it must not start on this.
-- [jooq ignore start]
alter table tailrace.verification
  alter column verdict type varchar using verdict::text;
-- [jooq ignore stop]
alter table tailrace.verification
  add column outcome varchar,
  add column level varchar,
  add column positions varchar not null default ''; -- lines "lane position", sorted (I6)
-- [jooq ignore start]
update tailrace.verification set outcome = verdict::jsonb ->> 'outcome', level = 'FULL';
alter table tailrace.verification
  alter column outcome set not null,
  alter column level set not null;
-- [jooq ignore stop]

-- What names of keys outside this schema are keyed with.
alter table tailrace.migration
  add column salt varchar not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');

-- How far a comparison is that has not ended. Nothing of it is settled before the end, so one can always go on from here. It is
-- deleted with the verdict. An attempt takes it with a term, and an attempt of a lower term writes nothing more (R1).
create table tailrace.comparison (
  pass_id bigint not null references tailrace.pass,
  run bigint not null,
  term bigint not null default 0,
  begun_at timestamptz not null default clock_timestamp(),
  state varchar,                       -- JSON; null: nothing is saved yet
  folded bytea,                        -- a bit for each segment whose rows are in the sketch
  primary key (pass_id, run)
);
create table tailrace.comparison_piece (
  pass_id bigint not null,
  run bigint not null,
  part varchar not null,               -- sketch, filter
  number int not null,
  bytes bytea not null,
  primary key (pass_id, run, part, number),
  foreign key (pass_id, run) references tailrace.comparison on delete cascade
);
create table tailrace.comparison_suspect (
  pass_id bigint not null,
  run bigint not null,
  number bigint not null generated always as identity,
  suspect varchar not null,            -- JSON: a row's key and whose it is; or an item's key
  primary key (pass_id, run, number),
  foreign key (pass_id, run) references tailrace.comparison on delete cascade
);

update tailrace.format set version = 4;
