-- What the levels of a verification need.

-- Of a run that counts: the totals of both sides, JSON text.
alter table tailrace.verification add column totals varchar;

-- What a run goes by, recorded before its first read, so that each attempt of it goes by the same.
create table tailrace.verification_begun (
  pass_id bigint not null references tailrace.pass,
  run bigint not null,
  level varchar not null,
  seed varchar not null,               -- what its sample is drawn by; empty for none
  marks bigint not null,               -- the generation of marks that began with it; 0: none did
  begun_at timestamptz not null default clock_timestamp(),
  primary key (pass_id, run)
);

-- Keys that were written at the target since the verdict that stands was begun: a row for each transaction, since this is written for
-- every change. A key is marked again in each generation: so a mark that comes while older ones are looked at is another row, and
-- what ends the older ones leaves it. No foreign key, as tombstone.
create table tailrace.touched (
  pass_id bigint not null,
  generation bigint not null,
  number bigint not null generated always as identity,
  marks int not null,                  -- how many keys
  keys varchar not null,               -- JSON: of each key the target table and the cells; of an item an empty name and its key
  primary key (pass_id, generation, number)
);

-- The generations in which keys became too many to be marked: the verdict of before cannot be renewed by them.
create table tailrace.touched_full (
  pass_id bigint not null,
  generation bigint not null,
  primary key (pass_id, generation)
);

alter table tailrace.pass
  add column marks bigint not null default 0,               -- the generation that keys are marked in
  add column marks_on boolean not null default false,       -- whether they are
  add column marks_since bigint not null default 0,         -- the oldest generation that counts
  add column marks_stand boolean not null default false;    -- whether a verdict stands that leaves nothing open but them
