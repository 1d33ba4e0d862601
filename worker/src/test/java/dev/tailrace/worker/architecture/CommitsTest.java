package dev.tailrace.worker.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tailrace.activities.lane.Commit;
import java.sql.Connection;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Each transaction that writes has a crash point: nothing else commits, and a pool's connections do not by themselves. */
class CommitsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tailrace");

    @Test
    void onlyANamedCommitCommits() {
        noClasses()
                .that()
                .areNotAssignableTo(Commit.class)
                .should()
                .callMethod(Connection.class, "commit")
                .check(CLASSES);
    }

    /**
     * R4: a transaction begins by stating what it relies on. Most run in one that Transaction begins; those named begin theirs by
     * themselves, as they have several on a connection. IndexBuild has none: an index is built concurrently outside of them.
     */
    @Test
    void onlyThoseThatBeginTheirTransactionsThemselvesLendAConnection() {
        var lenders = CLASSES.stream()
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isAssignableTo(DataSource.class)
                                && call.getName().equals("getConnection")))
                .filter(type -> type.getPackageName().startsWith("dev.tailrace.activities"))
                .map(JavaClass::getSimpleName);

        assertThat(lenders)
                .containsExactlyInAnyOrder(
                        "Transaction",
                        "PostgresSegments",
                        "Purge",
                        "ShardLanes",
                        "LaneWriter",
                        "QuietLanes",
                        "TargetScan",
                        "LongSelect",
                        "IndexBuild");
        noClasses()
                .should()
                .callMethod("org.jooq.impl.DSL", "using", "javax.sql.DataSource", "org.jooq.SQLDialect")
                .check(CLASSES);
    }

    @Test
    void everyCommitIsUsed() {
        var used = CLASSES.get(Commit.class).getAccessesToSelf().stream()
                .filter(access -> !access.getOriginOwner().isAssignableTo(Commit.class))
                .map(access -> access.getTarget().getName())
                .collect(Collectors.toSet());

        assertThat(used)
                .containsAll(Arrays.stream(Commit.values()).map(Enum::name).toList());
    }
}
