package dev.tailrace.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;

@AnalyzeClasses(packages = "dev.tailrace.workflows", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Replay gives other answers to these. */
    @ArchTest
    static final ArchRule WORKFLOWS_ARE_DETERMINISTIC = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Thread.class, HashSet.class, Random.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule WORKFLOWS_TOUCH_NO_STORE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "software.amazon..", "org.postgresql..", "org.jooq..");

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("dev.tailrace.workflows.(*)..").should().beFreeOfCycles();

    /** From the top; what is below knows nothing of what is above. */
    @ArchTest
    static final ArchRule CONTRACTS_KNOW_NO_IMPLEMENTATION = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("migration")
            .definedBy("..workflows.migration")
            .layer("phase")
            .definedBy("..workflows.phase")
            .layer("features")
            .definedBy("..workflows.backfill", "..workflows.capture", "..workflows.verification")
            .layer("status")
            .definedBy("..workflows.status")
            .layer("table")
            .definedBy("..workflows.table")
            .layer("command")
            .definedBy("..workflows.command")
            .layer("turn")
            .definedBy("..workflows.turn")
            .layer("waiting")
            .definedBy("..workflows.waiting")
            .whereLayer("phase")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("features")
            .mayOnlyBeAccessedByLayers("phase")
            .whereLayer("migration")
            .mayOnlyBeAccessedByLayers("phase")
            .whereLayer("status")
            .mayOnlyBeAccessedByLayers("migration", "phase")
            .whereLayer("table")
            .mayOnlyBeAccessedByLayers("migration", "phase", "features", "status")
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("migration", "phase", "status", "table")
            .whereLayer("turn")
            .mayOnlyBeAccessedByLayers("migration", "phase", "features", "status", "table", "command");
}
