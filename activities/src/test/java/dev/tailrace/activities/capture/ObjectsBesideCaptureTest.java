package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.activities.objects.FakeS3;
import dev.tailrace.activities.postgres.ddl.ObjectsSql;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects of S3 are read while changes are captured, and change nothing about that. */
@Tag("stack")
@Timeout(60)
class ObjectsBesideCaptureTest {
    private static final TargetOptions ASKED = new TargetOptions(
            null,
            false,
            List.of(),
            List.of(),
            null,
            List.of(),
            new TargetOptions.Objects(List.of("grp"), "docs", 1_000));

    @Test
    void theFirstGroupReadsThemAndTheRowsFollowTheirItemsAllTheSame() throws Exception {
        var source = new FakeTable(3, 2);
        try (var store = new FakeS3();
                var client = store.client()) {
            var bench = new Bench(source, ASKED);
            for (var ddl : ObjectsSql.create("public", "things")) {
                bench.run(ddl);
            }
            for (int i = 0; i < 20; i++) {
                source.put("item " + i, "object " + i, i);
                store.put("docs/object " + i, "content " + i);
            }
            try (var migrating = new Migrating(bench, source).objects(client)) {
                migrating.copy();
                migrating.turn(migrating.group(1, 2), () -> store.asked().size() > 0 || objects(bench) > 0 || passed());
                assertThat(store.asked()).as("another group leaves them alone").isEmpty();
                source.put("item 3", "object 4", 7);
                source.remove("item 5");
                source.put("item 6", "missing", 8);
                migrating.catchUp();
                migrating.turn(migrating.group(0, 1), () -> objects(bench) == 21);
                assertThat(bench.rows()).isEqualTo(source.rows());
                assertThat(
                                bench.one(
                                        String.class,
                                        "select string_agg(convert_from(o.content, 'UTF8'), ', ' order by t.id) from things t"
                                                + " join things_objects o on o.pointer = t.grp where t.id in ('item 3', 'item 4')"))
                        .isEqualTo("content 4, content 4");
                assertThat(bench.one(String.class, "select pointer from things_objects where problem is not null"))
                        .isEqualTo("missing");
                source.put("item 7", "object 8", 9);
                migrating.catchUp();
                assertThat(bench.rows()).isEqualTo(source.rows());
                assertThat(store.asked()).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    @Timeout(45)
    void anS3ThatSaysNothingHoldsUpNeitherCaptureNorTheEndOfATurn() throws Exception {
        var source = new FakeTable(3, 2);
        try (var store = new FakeS3().put("docs/silent", new FakeS3.Answer.Silence());
                var client = store.client()) {
            var bench = new Bench(source, ASKED);
            for (var ddl : ObjectsSql.create("public", "things")) {
                bench.run(ddl);
            }
            source.put("item 1", "silent", 1);
            try (var migrating = new Migrating(bench, source).objects(client)) {
                migrating.copy();
                migrating.turn(migrating.group(0, 1), () -> store.asked().size() == 1);
                source.put("item 2", "other", 2);
                migrating.catchUp();
                assertThat(bench.rows()).isEqualTo(source.rows());
                assertThat(objects(bench)).isZero();
            }
        }
    }

    private int rounds;

    private boolean passed() {
        return ++rounds > 20;
    }

    private static int objects(Bench bench) {
        return bench.one(Integer.class, "select count(*) from things_objects");
    }
}
