package dev.tailrace.activities.items;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file's text, out of gzip and whichever Unicode it is in.
 *
 * @param text as far as it can be read
 * @param trouble why it ends there, a sentence; null: that is all of it
 * @param fix what helps then; else empty
 */
record FileText(String text, @Nullable String trouble, String fix) {
    private static final int GZIP = 0x1F8B;

    static FileText of(byte[] content) {
        if (content.length < 2 || (content[0] & 0xFF) << 8 != (GZIP & 0xFF00) || (content[1] & 0xFF) != (GZIP & 0xFF)) {
            return decoded(content);
        }
        var plain = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                plain.write(buffer, 0, n);
            }
            return decoded(plain.toByteArray());
        } catch (IOException e) {
            // An end too early, or a checksum that is not right: what came before it is as good as it looks.
            var text = decoded(plain.toByteArray());
            return new FileText(text.text(), "The gzip file is cut short or damaged.", "Fetch the file once more.");
        }
    }

    private static FileText decoded(byte[] bytes) {
        var charset = charset(bytes);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        boolean good = !decoder.decode(in, out, true).isError();
        var text = out.flip().toString();
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return good
                ? new FileText(text, null, "")
                : new FileText(
                        text,
                        "A byte there is not %s.".formatted(charset),
                        "Save the file as UTF-8. UTF-16 also works, with or without a byte order mark.");
    }

    /** By the byte order mark; without one by the zeros of UTF-16: JSON begins with an ASCII character. */
    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? -1 : bytes[0] & 0xFF;
        int second = bytes.length < 2 ? -1 : bytes[1] & 0xFF;
        if (first == 0xFF && second == 0xFE || first > 0 && second == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return first == 0xFE && second == 0xFF || first == 0 && second > 0
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }
}
