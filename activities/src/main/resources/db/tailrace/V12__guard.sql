-- The guard of target tables (R8, R9, R11): what its triggers call, and what is remembered of them. Rules are in docs/protocol.md.
-- The functions run as their owner, the migration's role: the application has no right on this schema. Whoever fires a trigger needs no
-- right on its function. The search path has pg_temp last, or a temporary table named like a type would be found before the type.

-- [jooq ignore start]
-- A target table, or a partition of it at any level, as it was when its triggers were made. A difference is something that they did not see.
create table tailrace.guarded (
  table_id bigint not null references tailrace.source_table,
  relation oid not null,
  target varchar not null,                  -- without its schema
  name varchar not null,                    -- of the relation, with its schema, quoted
  key_columns varchar[] not null,
  owned boolean not null,                   -- whether its rows have _source_key
  triggers varchar not null,                -- their oids and row versions: the same while nobody turns one off, or drops it
  primary key (table_id, relation)
);

-- What the triggers have missed since the target owns the data: a way back would lose it.
create table tailrace.unrecorded (
  table_id bigint not null references tailrace.source_table,
  reason varchar not null,                  -- a sentence for people
  at timestamptz not null default clock_timestamp(),
  primary key (table_id, reason)
);

-- The owner of a table's data, under its ownership lock. The lock is held to the end of the transaction, so the owner stays; it is read in
-- a later statement, since the statement that waited for the lock sees what was before the wait. A transaction that sees one moment would
-- see the owner of its beginning: its read locks the row, which fails with 40001 if it has changed. FOR KEY SHARE would not.
create function tailrace.owner_of(source_id bigint) returns varchar
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_owner varchar;
begin
  perform pg_advisory_xact_lock_shared(2047965903, source_id::int);
  if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
    select o.owner into found_owner from tailrace.ownership o where o.table_id = source_id for share;
    if found_owner is null then
      raise exception 'Cannot tell who owns the data: its target was guarded after this transaction had begun.'
        using errcode = 'serialization_failure', hint = 'Run the transaction again.';
    end if;
  else
    select o.owner into found_owner from tailrace.ownership o where o.table_id = source_id;
  end if;
  return found_owner;
end $$;

-- Before each row that anyone but the engine writes. Its argument is the source table's id.
create function tailrace.guard() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  source_id constant bigint := tg_argv[0];
  locked boolean;
  owned_by varchar;
  source record;
  what varchar;
begin
  -- As owner_of does, which is not called, for speed: for each row. So is the lock taken by an expression, and not by a statement.
  locked := pg_advisory_xact_lock_shared(2047965903, source_id::int) is not null;
  if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
    owned_by := tailrace.owner_of(source_id);
  else
    select o.owner into owned_by from tailrace.ownership o where o.table_id = source_id;
  end if;
  if owned_by = 'TARGET' then
    if tg_op = 'DELETE' then
      return old;
    end if;
    return new;
  end if;
  select t.migration, t.name into source from tailrace.source_table t where t.id = source_id;
  what := format('Cannot write table %I.%I', tg_table_schema, tg_table_name);
  if owned_by = 'SOURCE' then
    raise exception '%: its data belongs to DynamoDB table % until migration % has cut over.', what, source.name, source.migration
      using errcode = 'TR030',
            hint = format('Write to DynamoDB. To see how far the migration is: tailrace status %s', source.migration);
  elsif owned_by = 'FENCED' then
    raise exception '%: migration % is handing its data back to DynamoDB table %.', what, source.migration, source.name
      using errcode = 'TR030',
            hint = format('Wait for the end of the rollback, and write to DynamoDB then. If it is aborted, write here again. '
                          'To see which: tailrace status %s', source.migration);
  else
    raise exception '%: schema tailrace does not say who owns its data.', what
      using errcode = 'TR030',
            hint = 'Restore schema tailrace. If the migration is over, drop the triggers tailrace_guard and tailrace_recorder.';
  end if;
end $$;

-- Before TRUNCATE, which no row trigger sees.
create function tailrace.guard_truncate() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  migration varchar;
begin
  select t.migration into migration from tailrace.source_table t where t.id = tg_argv[0]::bigint;
  raise exception 'Cannot truncate table %.%: migration % could not take its rows back to DynamoDB.',
                  quote_ident(tg_table_schema), quote_ident(tg_table_name), migration
    using errcode = 'TR031',
          hint = 'Delete the rows. If it is a partition that is no longer needed: select tailrace.retire(''its name'')';
end $$;

-- Detaches a partition, so that a way back does not bring its rows back: they are deleted at the source. For the table's owner. The rows
-- are recorded and the partition is detached in one transaction, or rows could be written between the two. Tables are locked before the
-- ownership, as in a writer's transaction.
create function tailrace.retire(partition regclass) returns bigint
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, MDY' set bytea_output = 'hex' as $$
declare
  parent regclass;
  root tailrace.guarded;
  cells varchar;
  gone regclass;
  recorded bigint;
begin
  select i.inhparent into parent from pg_inherits i where i.inhrelid = partition;
  select g.* into root from tailrace.guarded g where g.relation = pg_partition_root(partition);
  if parent is null or root.table_id is null then
    raise exception 'Cannot retire %: it is no partition of a guarded table.', partition using errcode = 'TR032',
      hint = 'Name a partition. Of a table that no migration guards, detach it as usual.';
  end if;
  if not (select bool_and(pg_has_role(session_user, c.relowner, 'MEMBER')) from pg_class c where c.oid in (parent, partition)) then
    raise exception 'Cannot retire %: % does not own it.', partition, session_user using errcode = 'insufficient_privilege',
      hint = 'Log in as the table''s owner.';
  end if;
  execute format('lock table only %s in access exclusive mode', parent);
  execute format('lock table %s in access exclusive mode', partition);
  if tailrace.owner_of(root.table_id) is distinct from 'TARGET' then
    raise exception 'Cannot retire %: the target does not own its data.', partition using errcode = 'TR032',
      hint = 'Wait for the cutover. Before it the items are deleted at the source.';
  end if;
  select string_agg(format('%L, r.%I::text', k.name, k.name), ', ') into cells from unnest(root.key_columns) k(name);
  execute format('insert into tailrace.outbox (table_id, target, old_key, old_source_key)'
                 ' select %s, %L, jsonb_build_object(%s), %s from %s r',
                 root.table_id, root.target, cells, case when root.owned then 'r."_source_key"' else 'null' end, partition);
  get diagnostics recorded = row_count;
  -- While it is still a partition. Its clones of the table's row triggers go with the detaching.
  for gone in select t.relid from pg_partition_tree(partition) t loop
    execute format('drop trigger if exists tailrace_truncate on %s', gone);
    delete from tailrace.guarded g where g.table_id = root.table_id and g.relation = gone;
  end loop;
  execute format('alter table %s detach partition %s', parent, partition);
  return recorded;
end $$;

revoke all on function tailrace.owner_of(bigint), tailrace.guard(), tailrace.guard_truncate(), tailrace.retire(regclass) from public;
-- [jooq ignore stop]
