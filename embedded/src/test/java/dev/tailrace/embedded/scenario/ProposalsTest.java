package dev.tailrace.embedded.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.dynamodb.DynamoDbSource;
import dev.tailrace.activities.dynamodb.Keys;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.plan.Tried;
import dev.tailrace.activities.plan.TryOut;
import dev.tailrace.activities.proposal.ItemSample;
import dev.tailrace.activities.proposal.Proposal;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** For each scenario's tables a mapping is proposed that takes the whole table, not just the sample, and gives every item back. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class ProposalsTest {
    private static final int ITEMS = 600;

    @Test
    void whatIsProposedOfASampleTakesTheTable(Stack stack) throws Exception {
        for (Scenario scenario : Scenarios.all(Stack.unique(""))) {
            try (Source source = Source.create(stack.dynamoDb(), scenario, ITEMS, 1)) {
                for (CreateTableRequest table : scenario.tables()) {
                    ItemSample sample = ItemSample.of(source(stack, table.tableName()), ITEMS / 3, 7);
                    assertThat(sample.items()).hasSize(ITEMS / 3).doesNotHaveDuplicates();
                    Proposal proposal = Proposal.of(sample, "us-east-1");
                    assertThat(proposal.problems()).as(proposal.file()).isEmpty();

                    ItemSample whole = ItemSample.of(source(stack, table.tableName()), Integer.MAX_VALUE, 7);
                    assertThat(whole.items()).hasSizeGreaterThan(ITEMS / 3);
                    assertThat(tried(proposal, whole)).as(proposal.file()).allSatisfy(tried -> {
                        assertThat(tried.refused()).as(tried.item()).isNull();
                        assertThat(tried.lost()).as(tried.item()).isNull();
                        assertThat(tried.shares()).as(tried.item()).isNull();
                    });
                }
            }
        }
    }

    private static DynamoDbSource source(Stack stack, String table) {
        return new DynamoDbSource(table, Keys.of(stack.dynamoDb(), table), stack.dynamoDb(), stack.streams());
    }

    private static List<Tried> tried(Proposal proposal, ItemSample sample) {
        FileAnswer.Ok file = (FileAnswer.Ok) FileReader.read(proposal.file(), "proposal.yaml");
        TryOut.Outcome.Done done = (TryOut.Outcome.Done)
                TryOut.run(file.spec(), file.spec().tables().getFirst(), sample.keys(), sample.items());
        return done.items();
    }
}
