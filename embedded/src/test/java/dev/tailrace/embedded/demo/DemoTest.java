package dev.tailrace.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.run.Narrator;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import dev.tailrace.embedded.stack.StackOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("stack")
@ExtendWith(StackExtension.class)
class DemoTest {
    @Test
    void theDemoKillsItsWorkerTwiceAndEndsEqual(Stack stack) {
        endsEqual(stack);
    }

    @Test
    void withoutATemporalBinaryItEndsEqualToo() {
        try (Stack stack = Stack.start(StackOptions.found().withoutTemporalCli())) {
            endsEqual(stack);
        }
    }

    private static Path page(String told) {
        return Path.of(told.lines()
                .filter(line -> line.contains("What an auditor would read of it: "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*: ", ""));
    }

    private static void endsEqual(Stack stack) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Narrator narrator = new Narrator(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        try (Demo demo = new Demo(stack, narrator, 3_000)) {
            int exitCode = demo.run();
            String told = out.toString(StandardCharsets.UTF_8);
            assertThat(exitCode).as(told).isZero();
            assertThat(told)
                    .containsSubsequence("kill -9", "kill -9", "verdict EQUAL", "0 missing, 0 extra, 0 different");
            assertThat(page(told)).content().contains("<p class=\"word\">EQUAL</p>", "<polyline ");
        }
    }
}
