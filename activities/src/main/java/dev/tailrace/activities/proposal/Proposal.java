package dev.tailrace.activities.proposal;

import dev.tailrace.activities.Stores;
import dev.tailrace.activities.Trouble;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec.DynamoSource;
import dev.tailrace.activities.plan.TryOut;
import dev.tailrace.activities.plan.TryOut.Tried;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A first migration file for a table, made of a sample of its items and tried on them. It is for people to look over: a sample shows what was
 * seen, not what there is.
 *
 * @param file the file as YAML, with what was found in comments
 * @param tried what its mapping makes of the sample; empty where it is refused
 * @param problems why it is refused; empty: it is not
 */
public record Proposal(String file, List<Tried> tried, List<Problem> problems) {
    private static final int MOST_RULES = 60;

    /**
     * Reads a sample and proposes.
     *
     * @param region where the table is; null: as the AWS SDK finds it
     * @param most how many items to read
     * @throws ProblemException if the table cannot be read
     */
    public static Proposal ofTable(String table, @Nullable String region, int most) {
        try (var stores = new Stores()) {
            var sample = Sample.of(stores.dynamo(new DynamoSource(region, null)), table, most, System.nanoTime());
            return of(sample, region == null ? System.getenv("AWS_REGION") : region);
        } catch (SdkException e) {
            throw new ProblemException(Trouble.problem(e, "table " + table));
        }
    }

    /** @param region where the table is; null: left to be filled in */
    public static Proposal of(Sample sample, @Nullable String region) {
        var entities = Entities.of(sample);
        var rules = new ArrayList<String>();
        var tables = new Names();
        entities.stream().limit(MOST_RULES).forEach(entity -> {
            for (var line : new RuleText(sample, entity).lines(table(sample, entity, tables))) {
                rules.add("      " + line);
            }
        });
        var body = """
                name: %s
                source: { dynamodb: { region: %s } }
                target: { postgres: { url: env:TARGET_URL } }
                tables:
                  - from: %s
                    mapping:
                %s
                """.formatted(
                        name(sample.table()),
                        region == null ? "us-east-1" : region,
                        RuleText.quoted(sample.table()),
                        String.join("\n", rules));
        var problems = new ArrayList<Problem>();
        var tried = tried(body, sample, problems);
        return new Proposal(head(sample, entities.size(), tried, problems) + body, tried, problems);
    }

    private static String name(String table) {
        var name = Names.snake(table).replace('_', '-');
        return name.length() > 40 ? name.substring(0, 40) : name;
    }

    /** What the items are called, as far as their keys tell. */
    private static String table(Sample sample, Entity entity, Names tables) {
        var type = entity.type();
        if (type != null) {
            return tables.take(Names.plural(Names.snake(type.value())));
        }
        var words = new ArrayList<String>();
        Map<String, KeyShape> byName = new HashMap<>(entity.shapes());
        sample.keys().attributes().forEach(k -> {
            var shape = byName.get(k.name());
            if (shape != null && shape.lastWord() != null) {
                words.add(Names.snake(shape.lastWord()));
            }
        });
        if (words.isEmpty()) {
            return tables.take(Names.snake(sample.table()));
        }
        var sort = sample.keys().sort();
        boolean constant =
                sort != null && byName.getOrDefault(sort.name(), KeyShape.VALUE).values() == 0 && words.size() > 1;
        var wanted = Names.plural(constant ? words.getFirst() : words.getLast());
        if (!tables.isFree(wanted)) {
            wanted = words.size() > 1 ? words.getFirst() + "_" + Names.plural(words.getLast()) : wanted;
        }
        return tables.take(wanted);
    }

    private static List<Tried> tried(String body, Sample sample, List<Problem> problems) {
        switch (FileReader.read(body, "proposal.yaml")) {
            case FileAnswer.Refused refused -> problems.addAll(refused.plain());
            case FileAnswer.Ok ok -> {
                var mapping = ok.spec().tables().getFirst().rules().orElseThrow();
                switch (MappingCompiler.compile(mapping, sample.keys())) {
                    case Compiled.Ok compiled -> {
                        return TryOut.of(compiled.mapper(), sample.items());
                    }
                    case Compiled.Refused refused ->
                        refused.problems()
                                .forEach(p -> problems.add(
                                        new Problem(p.code(), p.pointer() + ": " + p.what(), "", p.fix())));
                }
            }
        }
        return List.of();
    }

    private static String head(Sample sample, int kinds, List<Tried> tried, List<Problem> problems) {
        var head = new StringBuilder();
        head.append("# Proposed from %,d items of %s, which cost %s read units: %s. Look it over.%n"
                .formatted(
                        sample.items().size(),
                        sample.table(),
                        String.format(Locale.ROOT, "%,.1f", sample.units()),
                        kinds == 1 ? "1 kind" : kinds + " kinds"));
        if (problems.isEmpty()) {
            head.append("# Of these %,d are mapped, %,d refused; %,d do not come back exactly, %,d share a row.%n"
                    .formatted(
                            tried.stream().filter(t -> !t.rows().isEmpty()).count(),
                            tried.stream().filter(t -> t.refused() != null).count(),
                            tried.stream().filter(t -> t.lost() != null).count(),
                            tried.stream().filter(t -> t.shares() != null).count()));
        }
        problems.forEach(p -> head.append("# Still wrong: ")
                .append(p.code())
                .append(' ')
                .append(p.what().replace('\n', ' '))
                .append('\n'));
        return head.toString();
    }
}
