package dev.tailrace.activities.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A connection to Postgres whose client can be stopped in the middle of what it sends, and let go on. */
final class Wire implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Connection connection;
    private long allowed = Long.MAX_VALUE;
    private boolean stopped;

    Wire(DataSource pool) throws IOException, SQLException {
        var direct = (PGSimpleDataSource) pool;
        Thread.ofVirtual().start(() -> serve(direct.getPortNumbers()[0]));
        var through = new PGSimpleDataSource();
        through.setPortNumbers(new int[] {door.getLocalPort()});
        through.setDatabaseName(direct.getDatabaseName());
        through.setUser(direct.getUser());
        through.setApplicationName("wire");
        connection = through.getConnection();
        connection.setAutoCommit(false);
    }

    Connection connection() {
        return connection;
    }

    /** The client stops after so many more bytes. */
    synchronized void stopAfter(long bytes) {
        allowed = bytes;
    }

    synchronized void awaitStop() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!stopped) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("The client did not stop within " + LIMIT.toSeconds() + " s");
            }
            wait(left);
        }
    }

    synchronized void goOn() {
        allowed = Long.MAX_VALUE;
        notifyAll();
    }

    private void serve(int port) {
        try (var client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var back = Thread.ofVirtual().start(() -> pump(server, client));
            send(client.getInputStream(), server.getOutputStream());
            server.close();
            back.join(LIMIT);
        } catch (IOException | InterruptedException closed) {
            // One side has gone.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // One side has gone.
        }
    }

    private void send(InputStream from, OutputStream to) throws IOException, InterruptedException {
        var buffer = new byte[8192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            for (int sent = 0; sent < read; ) {
                int part = next(read - sent);
                to.write(buffer, sent, part);
                sent += part;
            }
        }
    }

    private synchronized int next(int wanted) throws InterruptedException {
        while (allowed == 0) {
            stopped = true;
            notifyAll();
            wait();
        }
        int part = (int) Math.min(wanted, allowed);
        allowed -= part;
        return part;
    }

    @Override
    public void close() throws IOException {
        goOn();
        door.close();
    }
}
