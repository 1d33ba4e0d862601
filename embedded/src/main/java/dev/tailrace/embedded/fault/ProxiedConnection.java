package dev.tailrace.embedded.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** One client's connection, and the one behind it. */
final class ProxiedConnection {
    private static final int CHUNK = 16 * 1024;

    private final Socket client;
    private final Socket server = new Socket();
    private volatile Fault fault;

    ProxiedConnection(Socket client, Fault fault) {
        this.client = client;
        this.fault = fault;
    }

    /** Returns when the connection is over. */
    void run(String host, int port) {
        try {
            switch (fault) {
                case Fault.Answer answer -> DynamoError.answer(client, answer);
                case Fault.HalfOpen dead -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
                case Fault.Pass pass -> forward(host, port);
                case Fault.Cut cut -> forward(host, port);
                case Fault.Slow slow -> forward(host, port);
            }
        } catch (IOException over) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(client);
            close(server);
        }
    }

    /** A new rule for a connection that exists. One that is half-open stays so. */
    void meet(Fault wanted) {
        if (fault instanceof Fault.HalfOpen || fault.equals(wanted)) {
            return;
        }
        fault = wanted;
        if (wanted instanceof Fault.Answer || wanted instanceof Fault.Cut) {
            reset();
        }
    }

    /** RST to both sides. */
    void reset() {
        abort(client);
        abort(server);
    }

    private void forward(String host, int port) throws IOException, InterruptedException {
        server.connect(new InetSocketAddress(host, port));
        Thread back = Thread.ofVirtual().name("fault-proxy-back").start(() -> pump(server, client, true));
        pump(client, server, false);
        back.join();
    }

    private void pump(Socket from, Socket to, boolean fromServer) {
        byte[] chunk = new byte[CHUNK];
        long let = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                let += pass(chunk, read, out, fromServer, let);
            }
            if (!(fault instanceof Fault.HalfOpen)) {
                to.shutdownOutput();
            }
        } catch (IOException over) {
            reset();
        }
    }

    private int pass(byte[] chunk, int read, OutputStream out, boolean fromServer, long let) throws IOException {
        switch (fault) {
            case Fault.HalfOpen lost -> {
                return 0;
            }
            case Fault.Cut cut
            when fromServer && let + read >= cut.bytes() -> {
                out.write(chunk, 0, (int) Math.max(0, cut.bytes() - let));
                throw new IOException("Cut");
            }
            case Fault.Slow slow -> LockSupport.parkNanos(slow.pause().toNanos());
            case Fault.Cut cut -> {}
            case Fault.Pass pass -> {}
            case Fault.Answer answer -> throw new IOException("Not forwarded any more");
        }
        out.write(chunk, 0, read);
        return read;
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            return;
        }
    }
}
