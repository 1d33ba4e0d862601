package dev.tailrace.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerClassesTest {
    @TempDir
    Path folder;

    @Test
    void packedWorkerHasJarsOnlyAndNeverDynamoDbLocal() {
        String worker = folder.resolve("tailrace-worker-1.jar").toString();

        assertThat(WorkerClasses.path(path("target/classes", worker, "lib/DynamoDBLocal-2.jar", "lib/grpc.jar")))
                .isEqualTo(path(worker, "lib/grpc.jar"));
    }

    @Test
    void whereTheWorkerIsNotPackedNothingIsLeftOut() {
        String whole = path("worker/target/classes", "lib/DynamoDBLocal-2.jar");

        assertThat(WorkerClasses.path(whole)).isEqualTo(whole);
        assertThat(WorkerClasses.archive(whole)).isEmpty();
    }

    @Test
    void archiveIsBesideTheWorkersJarAndOnlyOfJars() {
        String worker = folder.resolve("tailrace-worker-1.jar").toString();

        assertThat(WorkerClasses.archive(path(worker, "lib/grpc.jar")))
                .contains("-XX:SharedArchiveFile=" + folder.resolve("worker-child.jsa"));
        // Java ends with an error where it cannot archive what a folder holds.
        assertThat(WorkerClasses.archive(path(worker, "target/classes"))).isEmpty();
    }

    private static String path(String... entries) {
        return String.join(File.pathSeparator, List.of(entries));
    }
}
