package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.store.SourceFacts;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a plan says about a source table besides its numbers. */
final class SourceNotes {
    private final TableSpec spec;
    private final SourceFacts facts;

    SourceNotes(TableSpec spec, SourceFacts facts) {
        this.spec = spec;
        this.facts = facts;
    }

    /**
     * @param indexes that are not carried over
     * @param more warnings from elsewhere
     */
    TablePlan.Notes notes(List<String> indexes, List<String> more) {
        var all = Stream.concat(facts.warnings().stream(), more.stream()).toList();
        return new TablePlan.Notes(notCopied(indexes), leftBehind(), facts.consumers(), all, permissions(), List.of());
    }

    private List<String> notCopied(List<String> indexes) {
        var sentences = new ArrayList<>(indexes);
        if (facts.expiry() != null) {
            sentences.add(
                    "Expiry by attribute %s: items are copied whether expired or not, DynamoDB's own deletions are applied"
                                    .formatted(facts.expiry())
                            + " as deletions, and nothing expires at the target.");
        }
        return sentences;
    }

    private List<String> leftBehind() {
        var sentences = new ArrayList<String>();
        var rules = spec.rules().map(MappingSpec::rules).orElse(List.of());
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).rest() == null && !rules.get(i).skip()) {
                sentences.add("Rule %d, into %s, has no rest: attributes that it does not name stay behind."
                        .formatted(i + 1, rules.get(i).into()));
            }
        }
        return sentences;
    }

    private List<String> permissions() {
        var actions = new TreeSet<>(List.of(
                "dynamodb:DescribeKinesisStreamingDestination",
                "dynamodb:DescribeStream",
                "dynamodb:DescribeTable",
                "dynamodb:DescribeTimeToLive",
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:Scan"));
        if (facts.stream() == null) {
            actions.add("dynamodb:UpdateTable");
        }
        if (spec.rules().stream().flatMap(m -> m.rules().stream()).anyMatch(rule -> rule.collect() != null)) {
            actions.add("dynamodb:Query");
        }
        if (spec.tokens()) {
            actions.addAll(List.of("dynamodb:PutItem", "dynamodb:DeleteItem"));
        }
        if (spec.targets().values().stream().anyMatch(target -> target.objects() != null)) {
            actions.add("s3:GetObject");
        }
        return List.copyOf(actions);
    }
}
