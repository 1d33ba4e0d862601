package dev.tailrace.activities.reverse;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.RowTable.Column;
import java.util.stream.Collectors;

/** Writes what is written at a bench's target into the outbox, as the recorder of a target does. */
final class Recorder {
    private Recorder() {}

    static void arm(Bench bench, Mapper mapper) {
        bench.run("""
                create function record_change() returns trigger language plpgsql as $$
                declare
                  o jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
                  n jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
                begin
                  insert into tailrace.outbox (table_id, target, old_key, new_key, old_source_key, new_source_key)
                  select 1, tg_table_name,
                         case when o is not null then (select jsonb_object_agg(k, o ->> k) from unnest(tg_argv) k) end,
                         case when n is not null then (select jsonb_object_agg(k, n ->> k) from unnest(tg_argv) k) end,
                         o ->> '_source_key', n ->> '_source_key';
                  return null;
                end $$""");
        for (RowTable table : mapper.tables()) {
            bench.run("create trigger record after insert or update or delete on " + table.name()
                    + " for each row execute function record_change("
                    + table.key().stream().map(Column::name).collect(Collectors.joining("', '", "'", "'")) + ")");
        }
    }
}
