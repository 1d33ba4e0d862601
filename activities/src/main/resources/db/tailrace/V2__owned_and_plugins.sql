-- Tables that ask the source (R6), mapper plugins (I9), and what does not come back. A worker of format 1 would leave claims
-- and marks unwritten, so it must not start on this.

-- R6: items that may live at a target key of an owned table, besides the row's owner. No foreign key, as tombstone.
create table tailrace.claim (
  pass_id bigint not null,
  target varchar not null,
  key_digest varchar not null,
  key varchar[] not null,
  source_digest varchar not null,
  source_key varchar not null,
  primary key (pass_id, target, key_digest, source_digest)
);

-- R6: target keys of owned tables that the purge resolves.
create table tailrace.dirty (
  pass_id bigint not null,
  target varchar not null,
  key_digest varchar not null,
  key varchar[] not null,
  primary key (pass_id, target, key_digest)
);

alter table tailrace.quarantine
  add column target_digest varchar;  -- R6: of the owned key where it was found; a resolve of that key decides anew

alter table tailrace.source_table
  add column plugin varchar;         -- sha256 of the mapper plugin's jar (I9); null: the file has rules

alter table tailrace.lane
  add column inexact bigint not null default 0, -- copied, and not given back by their rows as they were
  add column skipped_by bigint[] not null default '{}'; -- of skipped: by no rule, by rule 1, by rule 2, …

update tailrace.format set version = 2;
