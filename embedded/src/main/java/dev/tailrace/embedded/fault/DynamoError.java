package dev.tailrace.embedded.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** DynamoDB's protocol as far as saying no: one request in, one error out, the connection closed. */
final class DynamoError {
    private static final String LENGTH = "content-length:";

    private DynamoError() {}

    static void answer(Socket client, Fault.Answer answer) throws IOException {
        read(new BufferedInputStream(client.getInputStream()));
        byte[] body = """
                {"__type":"com.amazonaws.dynamodb.v20120810#%s","message":"On purpose."}""".formatted(answer.code()).getBytes(StandardCharsets.UTF_8);
        String head = """
                HTTP/1.1 %d On purpose\r
                Content-Type: application/x-amz-json-1.0\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """.formatted(answer.status(), body.length);
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(body);
        client.shutdownOutput();
    }

    /** A whole request: a client that is cut off while it speaks would report that instead of the answer. */
    private static void read(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }
}
