-- What people answer for by name, and repairs. (source_table.quarantine_accepted is something else: how many items may be in
-- quarantine before the table stops.)

-- The set of items in quarantine that was accepted: by the digest of the set, and its keys. It holds while no other item is
-- there; one that leaves takes nothing away.
create table tailrace.acceptance (
  pass_id bigint not null references tailrace.pass,
  id varchar not null,                 -- the verb's; once
  number bigint not null generated always as identity,
  digest varchar not null,             -- sha256 of the sorted key digests, with a newline between them
  keys bigint not null,
  accepted_by varchar not null,
  reason varchar not null,
  at timestamptz not null default clock_timestamp(),
  primary key (pass_id, id)
);
create table tailrace.accepted_key (
  pass_id bigint not null,
  id varchar not null,
  key_digest varchar not null,
  primary key (pass_id, id, key_digest),
  foreign key (pass_id, id) references tailrace.acceptance
);

-- An approval is of one verdict, by its digest. It is void once a newer one stands.
create table tailrace.approval (
  pass_id bigint not null references tailrace.pass,
  id varchar not null,                 -- the verb's; once
  digest varchar not null,
  approved_by varchar not null,
  reason varchar not null,
  at timestamptz not null default clock_timestamp(),
  primary key (pass_id, id)
);

-- R7, looking again at a verdict's differences: how far it is, and what became of them. It makes the verdict void for its keys (I6).
create table tailrace.repair (
  pass_id bigint not null references tailrace.pass,
  command bigint not null,             -- the verb's number; once
  run bigint not null,                 -- the verdict's
  delete_foreign boolean not null,
  asked_by varchar not null,
  position int not null default 0,     -- the number of the last difference that was settled
  written bigint not null default 0,   -- rows that stand as the source has them
  removed bigint not null default 0,   -- keys at which no row is any more
  foreign_left bigint not null default 0, -- rows that no item can have, left for want of consent
  begun_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  primary key (pass_id, command)
);
