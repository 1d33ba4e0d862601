package dev.tailrace.activities.verification;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for keys outside the control schema. A plain digest would give a key away to whoever can guess it; this one is keyed with
 * a salt of the migration's, which does not leave the control schema. Immutable and thread-safe.
 *
 * @param salt of tailrace.migration
 */
public record KeyNames(String salt) {
    private static final int DIGITS = 12;
    private static final String HMAC = "HmacSHA256";

    /** @param key an item that holds only its key attributes */
    String of(Item key) {
        return of(DynamoJson.write(key));
    }

    /** @param key the same as DynamoDB JSON, as the control schema holds it */
    public String of(String key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.US_ASCII), HMAC));
            var digest = mac.doFinal(key.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC + ".", e);
        }
    }
}
