package dev.tailrace.activities.trail;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys in PEM, as openssl writes them. What is none is a {@link ProblemException} (A004), which repeats nothing of it. */
public final class SigningKeys {
    private static final String ALGORITHM = "Ed25519";

    private SigningKeys() {}

    /** @param name of the file, for people */
    public static PrivateKey privateKey(String pem, String name) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes(pem, "PRIVATE KEY", name)));
        } catch (GeneralSecurityException e) {
            throw unusable(name, "it is no Ed25519 key");
        }
    }

    /** @param name of the file, for people */
    public static PublicKey publicKey(String pem, String name) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(bytes(pem, "PUBLIC KEY", name)));
        } catch (GeneralSecurityException e) {
            throw unusable(name, "it is no Ed25519 key");
        }
    }

    private static byte[] bytes(String pem, String kind, String name) {
        var begin = "-----BEGIN " + kind + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            throw unusable(
                    name,
                    pem.contains("ENCRYPTED PRIVATE KEY")
                            ? "it is encrypted, which is not supported"
                            : "it has no " + begin);
        }
        try {
            return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw unusable(name, "it is not PEM");
        }
    }

    private static ProblemException unusable(String name, String why) {
        return new ProblemException(Problem.of(Code.A004, "key " + name, why));
    }
}
