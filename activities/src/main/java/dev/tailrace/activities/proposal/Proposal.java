package dev.tailrace.activities.proposal;

import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.StoreSpec;
import dev.tailrace.activities.plan.Tried;
import dev.tailrace.activities.plan.Tried.Counts;
import dev.tailrace.activities.plan.TryOut;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
        var store = new StoreSpec.DynamoDb(region, null);
        return ItemSample.ask(table, clients -> {
            var sample = ItemSample.of(clients.source(store, table), most, System.nanoTime());
            return of(sample, clients.region(store));
        });
    }

    /** @param region where the table is */
    public static Proposal of(ItemSample sample, String region) {
        var entities = Entities.of(sample);
        var rules = new ArrayList<String>();
        var tables = new ProposedNames();
        entities.stream().limit(MOST_RULES).forEach(entity -> {
            for (var line : new RuleText(sample, entity).lines(table(sample, entity, tables))) {
                rules.add("      " + line);
            }
        });
        var body = """
                name: %s
                source: { dynamodb: { region: %s } }
                target: { postgres: { url: env:TARGET_URL, schema: app } }
                # tokens: true          # consent: marker items are written to the source, to prove how far capture has come
                # enableStream: true    # consent: %s
                tables:
                  - from: %s
                    mapping:
                %s
                """.formatted(
                        name(sample.table()),
                        region,
                        stream(sample),
                        RuleText.quoted(sample.table()),
                        String.join("\n", rules));
        var problems = new ArrayList<Problem>();
        var done = tried(body, sample, problems);
        return new Proposal(head(sample, entities.size(), done, problems) + body, done.items(), problems);
    }

    private static String stream(ItemSample sample) {
        return sample.hasStream()
                ? "a stream with NEW_AND_OLD_IMAGES is enabled where there is none; this table has one"
                : "a stream with NEW_AND_OLD_IMAGES is enabled; this table has none, and changes are read from it";
    }

    private static String name(String table) {
        var name = ProposedNames.snake(table).replace('_', '-');
        return name.length() > 40 ? name.substring(0, 40) : name;
    }

    /** What the items are called, as far as their keys tell. */
    private static String table(ItemSample sample, Entity entity, ProposedNames tables) {
        var type = entity.type();
        if (type != null) {
            return tables.take(ProposedNames.plural(ProposedNames.snake(type.value())));
        }
        var words = new ArrayList<String>();
        sample.keys().attributes().forEach(k -> {
            var shape = entity.shapes().get(k.name());
            if (shape != null && shape.lastWord() != null) {
                words.add(ProposedNames.snake(shape.lastWord()));
            }
        });
        if (words.isEmpty()) {
            return tables.take(ProposedNames.snake(sample.table()));
        }
        var sort = sample.keys().sort();
        boolean constant = sort != null
                && entity.shapes().getOrDefault(sort.name(), KeyShape.VALUE).values() == 0
                && words.size() > 1;
        var wanted = ProposedNames.plural(constant ? words.getFirst() : words.getLast());
        if (!tables.isFree(wanted)) {
            wanted = words.size() > 1 ? words.getFirst() + "_" + ProposedNames.plural(words.getLast()) : wanted;
        }
        return tables.take(wanted);
    }

    private static TryOut.Outcome.Done tried(String body, ItemSample sample, List<Problem> problems) {
        switch (FileReader.read(body, "proposal.yaml")) {
            case FileAnswer.Refused refused -> problems.addAll(refused.plain());
            case FileAnswer.Ok ok -> {
                var spec = ok.spec();
                switch (TryOut.run(spec, spec.tables().getFirst(), sample.keys(), sample.items())) {
                    case TryOut.Outcome.Done done -> {
                        return done;
                    }
                    case TryOut.Outcome.Refused refused -> problems.addAll(refused.problems());
                }
            }
        }
        return new TryOut.Outcome.Done(List.of(), List.of(), List.of(), List.of());
    }

    private static String head(ItemSample sample, int kinds, TryOut.Outcome.Done done, List<Problem> problems) {
        var head = new StringBuilder();
        head.append(String.format(
                Locale.ROOT,
                "# Proposed from %,d items of %s, which cost %,.1f read units: %s. Look it over.\n",
                sample.items().size(),
                sample.table(),
                sample.units(),
                kinds == 1 ? "1 kind" : kinds + " kinds"));
        if (problems.isEmpty()) {
            var counts = new Counts(done.items());
            head.append(String.format(
                    Locale.ROOT,
                    "# Of these %,d are mapped, %,d refused; %,d do not come back exactly, %,d share a row.\n",
                    counts.mapped(),
                    counts.refused(),
                    counts.lost(),
                    counts.shared()));
        }
        done.measured().forEach(m -> head.append("# ").append(m).append('\n'));
        problems.forEach(p -> head.append("# Still wrong: ")
                .append(p.code())
                .append(' ')
                .append(p.what().replace('\n', ' '))
                .append('\n'));
        return head.toString();
    }
}
