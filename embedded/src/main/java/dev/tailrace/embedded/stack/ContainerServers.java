package dev.tailrace.embedded.stack;

import java.net.URI;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The three servers in containers, each on a port of the host. */
final class ContainerServers {
    private static final String TEMPORAL = "temporalio/temporal:1.5.1";
    private static final String USER = "tailrace";

    private ContainerServers() {}

    static GenericContainer<?> dynamoDb() {
        return started(new GenericContainer<>(DockerImageName.parse("amazon/dynamodb-local:2.6.1"))
                .withExposedPorts(8000)
                .waitingFor(Wait.forListeningPort()));
    }

    static URI endpoint(GenericContainer<?> dynamoDb) {
        return URI.create("http://" + dynamoDb.getHost() + ":" + dynamoDb.getMappedPort(8000));
    }

    static GenericContainer<?> postgres() {
        return started(new GenericContainer<>(DockerImageName.parse("postgres:17"))
                .withExposedPorts(5432)
                .withEnv("POSTGRES_USER", USER)
                .withEnv("POSTGRES_PASSWORD", USER)
                .withEnv("POSTGRES_DB", USER)
                // Its first start is for initialisation only, and on a socket.
                .waitingFor(Wait.forListeningPort()));
    }

    static DatabaseAddress address(GenericContainer<?> postgres) {
        return new DatabaseAddress(postgres.getHost(), postgres.getMappedPort(5432), USER, USER, USER, "");
    }

    /** Empty where the image is not on this machine: it is not pulled, since the embedded server is as good. */
    static Optional<TemporalServer> temporal() {
        if (DockerClientFactory.lazyClient()
                .listImagesCmd()
                .withImageNameFilter(TEMPORAL)
                .exec()
                .isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new InContainer(started(new GenericContainer<>(DockerImageName.parse(TEMPORAL))
                .withCommand("server", "start-dev", "--ip", "0.0.0.0", "--log-level", "warn")
                .withExposedPorts(7233, 8233)
                .waitingFor(Wait.forListeningPort()))));
    }

    private static GenericContainer<?> started(GenericContainer<?> container) {
        container.start();
        return container;
    }

    private record InContainer(GenericContainer<?> container) implements TemporalServer {
        @Override
        public String address() {
            return container.getHost() + ":" + container.getMappedPort(7233);
        }

        @Override
        public Optional<URI> ui() {
            return Optional.of(URI.create("http://" + container.getHost() + ":" + container.getMappedPort(8233)));
        }

        @Override
        public void close() {
            container.close();
        }
    }
}
