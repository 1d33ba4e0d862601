package dev.tailrace.worker.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tailrace");

    @Test
    void everyModuleIsSeen() {
        var modules = CLASSES.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .collect(Collectors.toSet());

        assertThat(modules).contains("mappers", "verify", "workflows", "activities", "worker");
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("dev.tailrace.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void featuresOfAModuleHaveNoCycles() {
        for (var module : new String[] {"mappers", "verify", "workflows", "activities", "worker"}) {
            slices().matching("dev.tailrace." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void noPackageIsInTwoModules() {
        var homes = CLASSES.stream()
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName, Collectors.mapping(ModulesTest::module, Collectors.toSet())));

        assertThat(homes)
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
    }

    @Test
    void onlyActivitiesTouchTheStores() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.tailrace.mappers..",
                        "dev.tailrace.verify..",
                        "dev.tailrace.workflows..",
                        "dev.tailrace.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..", "org.postgresql..", "org.jooq..", "java.sql..")
                .check(CLASSES);
    }

    @Test
    void workflowsNeitherLogToTheConsoleNorReadTheMachine() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.tailrace.workflows..", "dev.tailrace.mappers..", "dev.tailrace.verify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.nio.file..")
                .check(CLASSES);
    }

    /** The folder or jar that a class comes from. */
    private static String module(JavaClass type) {
        var uri = type.getSource().orElseThrow().getUri().toString();
        return uri.substring(0, uri.lastIndexOf(type.getName().replace('.', '/')));
    }
}
