package dev.tailrace.embedded.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.embedded.stack.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Postgres that takes logins with a password over TLS only, as Lakebase does, with a certificate for localhost. */
final class TlsPostgres implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();
    /** The superuser makes the roles. */
    private static final String ACCESS = """
            local all all trust
            host all postgres all trust
            hostssl all all all scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final Path trusted;

    private TlsPostgres(EmbeddedPostgres server, Path trusted) {
        this.server = server;
        this.trusted = trusted;
    }

    /** @param folder for certificate and settings */
    static TlsPostgres start(Path folder) throws Exception {
        KeyStore keys = keys(folder.resolve("server.p12"));
        Path certificate = pem(
                folder.resolve("server.crt"),
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
        Path key = pem(
                folder.resolve("server.key"),
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig(
                        "hba_file",
                        Files.writeString(folder.resolve("hba"), ACCESS).toString())
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.toString())
                .setServerConfig("ssl_key_file", key.toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .start();
        return new TlsPostgres(server, trusted(folder.resolve("trusted.p12"), keys));
    }

    /** The superuser's database. */
    DatabaseAddress owner() {
        return new DatabaseAddress("localhost", server.getPort(), "postgres", "postgres", "postgres", "");
    }

    /** Arguments of a JVM that trusts the certificate's issuer, as it trusts public ones. */
    String trust() {
        return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                .formatted(trusted, new String(PASSWORD));
    }

    private static KeyStore keys(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static Path trusted(Path file, KeyStore keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD);
        }
        return file;
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(content);
        return Files.writeString(file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, text));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
