-- What an attempt writes that was frozen and wakes up late.

alter table tailrace.source_table
  add column steer_sequence bigint not null default 0; -- of the last steering written: one of before changes nothing

-- R7: how far the quarantine was looked through, so that the next turn or attempt of the same round goes on there.
alter table tailrace.pass
  add column look_round bigint not null default -1,
  add column look_position varchar not null default '';
