package dev.tailrace.activities.reverse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * Stands before DynamoDB Local and does to transactions what a network does: an answer gets lost, a request lands twice, or late, after its
 * sender has given it up. Thread-safe.
 */
final class LossyNetwork {
    private final DynamoDbClient store;
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final List<TransactWriteItemsRequest> sent = new ArrayList<>();
    private final List<TransactWriteItemsRequest> late = new ArrayList<>();
    private final AtomicReference<Runnable> whileRead = new AtomicReference<>(() -> {});
    private Supplier<Fate> others = () -> Fate.PASSES;

    /** What becomes of a request. */
    interface Fate {
        Fate PASSES = (network, request) -> network.deliver(request);

        /** It lands, and nobody is told. */
        Fate ANSWER_IS_LOST = (network, request) -> {
            network.land(request);
            throw ApiCallTimeoutException.create(1);
        };

        /** A copy of it lands, too. */
        Fate LANDS_TWICE = (network, request) -> {
            network.land(request);
            return network.deliver(request);
        };

        /** It is on its way still when its sender gives it up. */
        Fate IS_LATE = (network, request) -> {
            synchronized (network) {
                network.late.add(request);
            }
            throw ApiCallTimeoutException.create(1);
        };

        TransactWriteItemsResponse of(LossyNetwork network, TransactWriteItemsRequest request);
    }

    LossyNetwork(DynamoDbClient store) {
        this.store = store;
    }

    /** The store behind the network. */
    DynamoDbClient store() {
        return store;
    }

    /** The next requests, in order. */
    synchronized LossyNetwork next(Fate... each) {
        fates.addAll(List.of(each));
        return this;
    }

    /** Runs once the source has been read and before the answer is given. */
    void whileRead(Runnable happening) {
        whileRead.set(happening);
    }

    /** All that {@link #next} says nothing of. */
    synchronized void others(Supplier<Fate> fate) {
        others = fate;
    }

    /** What was sent, copies included, in order. */
    synchronized List<TransactWriteItemsRequest> sent() {
        return List.copyOf(sent);
    }

    /** What was late lands now. Returns how many there were. */
    int deliverLate() {
        List<TransactWriteItemsRequest> now;
        synchronized (this) {
            now = List.copyOf(late);
            late.clear();
        }
        now.forEach(this::land);
        return now.size();
    }

    private TransactWriteItemsResponse deliver(TransactWriteItemsRequest request) {
        return store.transactWriteItems(request);
    }

    /** Whatever is said of it: nobody hears it. */
    private void land(TransactWriteItemsRequest request) {
        try {
            deliver(request);
        } catch (software.amazon.awssdk.services.dynamodb.model.DynamoDbException refused) {
            // Its sender has gone.
            synchronized (this) {
                refusedLate++;
            }
        }
    }

    private int refusedLate;

    /** How many copies that nobody waited for were refused. */
    synchronized int refusedLate() {
        return refusedLate;
    }

    private TransactWriteItemsResponse send(TransactWriteItemsRequest request) {
        Fate fate;
        synchronized (this) {
            sent.add(request);
            fate = fates.isEmpty() ? others.get() : fates.removeFirst();
        }
        return fate.of(this, request);
    }

    /** A client behind the network. */
    DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments.length == 1
                            && arguments[0] instanceof TransactWriteItemsRequest request) {
                        return send(request);
                    }
                    try {
                        var answer = method.invoke(store, arguments);
                        if (arguments != null && arguments.length == 1 && arguments[0] instanceof BatchGetItemRequest) {
                            whileRead.getAndSet(() -> {}).run();
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
