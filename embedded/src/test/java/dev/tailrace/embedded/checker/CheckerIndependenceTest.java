package dev.tailrace.embedded.checker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class CheckerIndependenceTest {
    @Test
    void theCheckerUsesNothingOfWhatDoesTheMigrating() {
        noClasses()
                .that()
                .resideInAPackage("dev.tailrace.embedded.checker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tailrace.mappers..",
                        "dev.tailrace.verify..",
                        "dev.tailrace.activities..",
                        "dev.tailrace.workflows..",
                        "dev.tailrace.worker..")
                .check(new ClassFileImporter().importPackages("dev.tailrace.embedded.checker"));
    }
}
