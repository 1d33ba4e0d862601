-- The audit trail as stored lines: each event is one line, whose exact bytes the next event's line binds by their digest. The other
-- columns repeat what the line says, for queries. A worker of format 4 would add events without lines, so it must not start on this.
alter table tailrace.audit
  add column line varchar;

-- [jooq ignore start]
-- Events of before are chained as they are; the event after them says so.
do $$
declare
  event record;
  prev varchar;
  text varchar;
  named varchar;
begin
  for event in select * from tailrace.audit order by migration, seq loop
    if event.migration is distinct from named then
      named := event.migration;
      prev := repeat('0', 64);
    end if;
    text := format('{"seq":%s,"prev":"%s","at":"%s","actor":%s,"origin":"control schema V7","type":%s,"table":%s,"outcome":null,"once":%s,"payload":%s}',
                   event.seq, prev, to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                   to_json(event.actor), to_json(event.type), coalesce(to_json(event.table_name)::varchar, 'null'),
                   to_json(event.once), event.payload);
    prev := encode(sha256(convert_to(text, 'UTF8')), 'hex');
    update tailrace.audit set line = text where migration = event.migration and seq = event.seq;
  end loop;
end $$;
insert into tailrace.audit (migration, seq, at, actor, type, table_name, once, payload, line)
  select a.migration, a.seq + 1, moment.at, 'tailrace', 'TrailBegun', null, 'trail', jsonb_build_object('events', a.seq::varchar),
         format('{"seq":%s,"prev":"%s","at":"%s","actor":"tailrace","origin":"control schema V7","type":"TrailBegun","table":null,"outcome":null,"once":"trail","payload":{"events":"%s"}}',
                a.seq + 1, encode(sha256(convert_to(a.line, 'UTF8')), 'hex'),
                to_char(moment.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.seq)
    from (select clock_timestamp() as at) moment, tailrace.audit a
   where a.seq = (select max(b.seq) from tailrace.audit b where b.migration = a.migration);
-- [jooq ignore stop]

alter table tailrace.audit
  alter column line set not null;

-- [jooq ignore start]
create function tailrace.refuse_audit_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'The audit trail is only ever added to: % of tailrace.audit is refused.', lower(tg_op)
    using errcode = 'restrict_violation';
end $$;
create trigger audit_stands before update or delete or truncate on tailrace.audit
  for each statement execute function tailrace.refuse_audit_change();

-- An event continues its trail, and its line says what its columns say.
create function tailrace.check_audit_line() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  event jsonb := new.line::jsonb;
  last record;
begin
  select seq, line into last from tailrace.audit where migration = new.migration order by seq desc limit 1;
  if new.seq <> coalesce(last.seq, 0) + 1
     or event ->> 'prev' is distinct from coalesce(encode(sha256(convert_to(last.line, 'UTF8')), 'hex'), repeat('0', 64)) then
    raise exception 'Event % does not continue the audit trail of %.', new.seq, new.migration using errcode = 'restrict_violation';
  end if;
  if (event ->> 'seq', event ->> 'at', event ->> 'actor', event ->> 'type', event ->> 'table', event ->> 'once', event -> 'payload')
     is distinct from
     (new.seq::text, to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), new.actor::text, new.type::text,
      new.table_name::text, new.once::text, new.payload) then
    raise exception 'The line of event % of % does not say what its columns say.', new.seq, new.migration
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger audit_continues before insert on tailrace.audit
  for each row execute function tailrace.check_audit_line();
-- [jooq ignore stop]

update tailrace.format set version = 5;
