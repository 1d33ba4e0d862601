package dev.tailrace.activities;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A store's client is used in the store's package alone. Each exception is named, with its reason. */
@AnalyzeClasses(packages = "dev.tailrace.activities", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DYNAMO_DB_HAS_ITS_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("..activities.dynamodb..", "..activities.objects..")
            // Tells whose exception it is before the store's own classifier is asked.
            .and()
            .doNotBelongToAnyOf(FailureClassifier.class)
            // IAM signs the tokens with which one logs in to a Postgres of RDS.
            .and()
            .doNotHaveFullyQualifiedName("dev.tailrace.activities.postgres.connection.RdsLogins")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..");

    /**
     * Where statements stand outside {@code postgres} and {@code lane}, and why. {@link java.sql.SQLException} passes through everywhere:
     * the control schema is a Postgres whatever the stores are.
     */
    private static final Map<String, String> STATEMENTS_ELSEWHERE = Map.ofEntries(
            Map.entry("file.PostgresAddress", "reads a URL as the driver does"),
            Map.entry("file.UrlParameters", "knows the parameters that the driver knows"),
            Map.entry("Stores", "hands out the pools"),
            Map.entry("table.LoadedTable", "holds a table's pools"),
            Map.entry("table.LoadedTables", "reads a migration's registration, once"),
            Map.entry(
                    "table.Bindings", "checks to which database a migration belongs, when it is registered or loaded"),
            Map.entry(
                    "migration.Registrar",
                    "registers a migration, in one transaction with its tables and the audit trail"),
            Map.entry("migration.PassOpener", "opens a pass, in one transaction with its lanes and the audit trail"),
            Map.entry("migration.AbortCleanup", "closes a table's pass, after the audit trail has the abort"),
            Map.entry("migration.TableActivitiesImpl", "hands the control schema's pool to what writes there"),
            Map.entry("capture.TokenItems", "keeps keys locked while it writes their items to the source"),
            Map.entry(
                    "quarantine.ItemRewrite", "asks the source and writes, under the barrier lock of one transaction"),
            Map.entry("quarantine.AcceptedSet", "reads what was accepted for whoever judges"),
            Map.entry("repair.RowRepair", "settles a difference and notes it, in one transaction"),
            Map.entry("repair.RepairPlan", "reads a verdict's differences, for a worker and for a person"),
            Map.entry("repair.StoredDifference", "reads a verdict's differences"),
            Map.entry("objects.ObjectSql", "notes which objects were read, with what was read"),
            Map.entry("plan.Planner", "hands the target's pool to the survey"),
            Map.entry("plan.TargetSurvey", "looks at a target before there is a migration"),
            Map.entry("verification.PassQuarantine", "reads the quarantine as the comparison's contract wants it"),
            Map.entry("verification.TargetScan", "reads rows as the comparison's contract wants them"),
            Map.entry("verification.RowSql", "the statements of TargetScan"),
            Map.entry("verification.LongSelect", "asks the target what takes long to answer, and may be cut off"),
            Map.entry("verification.StoredComparison", "saves how far a comparison is"),
            Map.entry("verification.BegunRun", "notes that a run began, before it reads anything"),
            Map.entry("verification.TouchedRun", "ends marks in the transaction of a verdict"),
            Map.entry("verification.StoredVerdicts", "stores verdicts with their differences"),
            Map.entry("view.DifferenceReader", "reads the control schema for a person, without a worker"),
            Map.entry("view.QuarantineRows", "reads the quarantine for a person"),
            Map.entry("view.ControlReader", "reads the control schema for a person, without a worker"));

    @ArchTest
    static final ArchRule POSTGRES_HAS_ITS_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("..activities.postgres..", "..activities.lane..")
            .and(DescribedPredicate.describe("are not excepted", c -> !isExcepted(c)))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                    .and(not(type(SQLException.class))));

    private static boolean isExcepted(JavaClass candidate) {
        return STATEMENTS_ELSEWHERE.containsKey(shortName(candidate));
    }

    /** Of the class's file, below {@code activities}. */
    private static String shortName(JavaClass candidate) {
        return candidate.getName().replaceFirst("\\$.*", "").replaceFirst("^dev\\.tailrace\\.activities\\.", "");
    }

    /** What is excepted and needs it no more is to be struck from the list. */
    @ArchTest
    static void everyExceptionIsNeeded(JavaClasses classes) {
        var needed = new TreeSet<String>();
        for (var candidate : classes) {
            if (isExcepted(candidate) && usesStatements(candidate)) {
                needed.add(shortName(candidate));
            }
        }
        assertThat(needed).containsExactlyInAnyOrderElementsOf(STATEMENTS_ELSEWHERE.keySet());
    }

    private static boolean usesStatements(JavaClass candidate) {
        return candidate.getDirectDependenciesFromSelf().stream()
                .map(d -> d.getTargetClass().getName())
                .anyMatch(n -> n.matches("(javax?\\.sql|org\\.postgresql)\\..*") && !n.equals("java.sql.SQLException"));
    }

    @ArchTest
    static void noNameIsThereTwice(JavaClasses classes) {
        var twice = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getPackageName().contains(".lane.schema")
                        && !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
        assertThat(twice).allSatisfy((name, count) -> assertThat(count).as(name).isOne());
    }
}
