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
record KeyNames(String salt) {
    private static final int DIGITS = 12;
    private static final String HMAC = "HmacSHA256";

    /** @param key an item that holds only its key attributes */
    String of(Item key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.US_ASCII), HMAC));
            var digest = mac.doFinal(DynamoJson.write(key).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC + ".", e);
        }
    }
}
