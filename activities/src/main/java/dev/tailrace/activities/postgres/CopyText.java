package dev.tailrace.activities.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.mappers.mapper.Row;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in COPY's text format (PostgreSQL documentation, COPY, "Text Format"), chunk by chunk: the server reads one while the next is
 * made, and no page is in memory a second time. For one thread.
 */
final class CopyText {
    private static final int CHUNK = 1 << 16;
    private static final byte[] NULL = {'\\', 'N'};
    /** The letter behind the backslash of a byte that is escaped; 0: it is not. All are ASCII, so no part of another character. */
    private static final byte[] ESCAPES = new byte[256];

    static {
        ESCAPES['\\'] = '\\';
        ESCAPES['\t'] = 't';
        ESCAPES['\n'] = 'n';
        ESCAPES['\r'] = 'r';
    }

    private final CopyIn copy;
    private final byte[] chunk = new byte[CHUNK];
    private int size;

    private CopyText(CopyIn copy) {
        this.copy = copy;
    }

    static void write(List<Row> rows, CopyIn copy) throws SQLException {
        var text = new CopyText(copy);
        for (var row : rows) {
            text.write(row);
        }
        text.flush();
    }

    private void write(Row row) throws SQLException {
        byte before = 0;
        for (var cell : row.cells()) {
            if (before != 0) {
                write(before);
            }
            if (cell == null) {
                write(NULL, 0, NULL.length);
            } else {
                byte[] bytes = cell.getBytes(UTF_8);
                if (standsForItself(cell)) {
                    write(bytes, 0, bytes.length);
                } else {
                    escape(bytes);
                }
            }
            before = '\t';
        }
        write((byte) '\n');
    }

    /** As most do: four searches that the processor does many bytes at a time, instead of a look at each byte. */
    private static boolean standsForItself(String cell) {
        return cell.indexOf('\\') < 0 && cell.indexOf('\t') < 0 && cell.indexOf('\n') < 0 && cell.indexOf('\r') < 0;
    }

    private void escape(byte[] cell) throws SQLException {
        int written = 0;
        for (int i = 0; i < cell.length; i++) {
            byte letter = ESCAPES[cell[i] & 0xff];
            if (letter != 0) {
                write(cell, written, i);
                write((byte) '\\');
                write(letter);
                written = i + 1;
            }
        }
        write(cell, written, cell.length);
    }

    private void write(byte one) throws SQLException {
        if (size == CHUNK) {
            flush();
        }
        chunk[size++] = one;
    }

    private void write(byte[] bytes, int from, int to) throws SQLException {
        for (int at = from; at < to; ) {
            if (size == CHUNK) {
                flush();
            }
            int length = Math.min(to - at, CHUNK - size);
            System.arraycopy(bytes, at, chunk, size, length);
            size += length;
            at += length;
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(chunk, 0, size);
        size = 0;
    }
}
