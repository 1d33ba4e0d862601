package dev.tailrace.mappers.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * How applications pack a text into an attribute. Packing the text again may give other bytes (compressors differ), so the attribute
 * itself always stays in rest.
 */
enum Packing {
    /** B: the gzip of the text's UTF-8. */
    GZIP("gzip"),
    /** S: that in base64. */
    GZIP_BASE64("gzip+base64");

    /** What one attribute may become: more is a bomb, or no text. */
    static final int LARGEST = 16 << 20;

    private final String text;

    Packing(String text) {
        this.text = text;
    }

    /** The packing of a name; null if there is none. */
    static @Nullable Packing parse(String name) {
        for (var packing : values()) {
            if (packing.text.equals(name)) {
                return packing;
            }
        }
        return null;
    }

    /** Whether a flag says that its attribute is packed: BOOL true, the number 1, or the text {@code true}. */
    static boolean says(@Nullable Value flag) {
        return flag instanceof Value.Bool bool && bool.value()
                || flag instanceof Value.Num number && number.value().signum() == 1 && "1".equals(When.textOf(flag))
                || flag instanceof Value.Text word && word.value().equals("true");
    }

    /** The text in the value; null if the value is not packed so. */
    @Nullable
    String unpack(Value value) {
        try {
            return switch (value) {
                case Value.Text base64
                when this == GZIP_BASE64 -> gunzip(Base64.getDecoder().decode(base64.value()));
                case Value.Binary bytes
                when this == GZIP -> gunzip(bytes.value().toArray());
                default -> null;
            };
        } catch (IllegalArgumentException | IOException notPacked) {
            return null;
        }
    }

    Value pack(String unpacked) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(unpacked.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this == GZIP
                ? new Value.Binary(Bytes.of(out.toByteArray()))
                : new Value.Text(Base64.getEncoder().encodeToString(out.toByteArray()));
    }

    private static @Nullable String gunzip(byte[] bytes) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            var text = gzip.readNBytes(LARGEST + 1);
            return text.length > LARGEST
                    ? null
                    : UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
    }
}
