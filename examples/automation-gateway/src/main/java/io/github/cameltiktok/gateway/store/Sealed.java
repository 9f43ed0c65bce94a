package io.github.cameltiktok.gateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals texts for the database with AES-256-GCM. A sealed text is {@code v1.KEY-ID.BASE64URL}: the key id names the
 * secret that opens it, so the secret can be replaced while texts of the former one remain. Thread-safe.
 */
public final class Sealed {

    /** Shorter secrets could be guessed, since no slow derivation protects them. */
    private static final int MIN_SECRET_LENGTH = 32;

    private static final String VERSION = "v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_ID_BYTES = 4;
    private static final int FILE_SECRET_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Key> keys;

    private record Key(String id, SecretKey key) {

        @Override
        public String toString() {
            return id;
        }
    }

    private Sealed(List<Key> keys) {
        this.keys = keys;
    }

    /**
     * Creates the seal of a secret.
     *
     * @param secret the setting {@code gateway.secret}, at least 32 characters
     * @param previous a former secret, which still opens texts; {@code null} if none is needed
     */
    public static Sealed of(String secret, @Nullable String previous) {
        return previous == null
                ? new Sealed(List.of(derive(secret)))
                : new Sealed(List.of(derive(secret), derive(previous)));
    }

    /**
     * Creates the seal of a key file, and the file with a random secret if it does not exist.
     *
     * @param file must be readable by its owner only
     * @throws IllegalStateException if other users may read the file
     */
    public static Sealed ofFile(Path file) {
        try {
            createIfMissing(file);
            requireOwnerOnly(file);
            return of(Files.readString(file).strip(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("Key file " + file + " cannot be read", e);
        }
    }

    /**
     * Seals a text.
     *
     * @param context where the text belongs, such as column and id; {@link #open} needs the same
     */
    public String seal(String text, String context) {
        Key key = keys.get(0);
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed;
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
            sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
        byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return VERSION
                + '.'
                + key.id
                + '.'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * Opens a sealed text.
     *
     * @throws IllegalStateException if the text was sealed with another secret, for another context, or was changed
     */
    public String open(String sealed, String context) {
        Key key = keyOf(sealed);
        try {
            byte[] all = Base64.getUrlDecoder().decode(sealed.substring(sealed.lastIndexOf('.') + 1));
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE_BYTES), context);
            return new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause could hold a part of the text.
            throw new IllegalStateException("Sealed text of " + context + " was changed or moved");
        }
    }

    /** Returns whether a text is sealed with the current secret, rather than with the former one. */
    public boolean isCurrent(String sealed) {
        return keyOf(sealed) == keys.get(0);
    }

    private Key keyOf(String sealed) {
        String[] parts = sealed.split("\\.", 3);
        String id = parts.length == 3 && parts[0].equals(VERSION) ? parts[1] : "of an unknown version";
        return keys.stream()
                .filter(key -> key.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The database is sealed with key " + id
                        + ", but gateway.secret is key " + keys.get(0)
                        + ". Set gateway.secret to the former secret, or gateway.previous-secret during a rotation."));
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static Key derive(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("gateway.secret has " + secret.length() + " characters, but needs "
                    + MIN_SECRET_LENGTH + ", such as the output of: openssl rand -base64 32");
        }
        byte[] id = Arrays.copyOf(hmac(secret, "camel-tiktok gateway key id v1"), KEY_ID_BYTES);
        byte[] key = hmac(secret, "camel-tiktok gateway AES-256-GCM v1");
        return new Key(HexFormat.of().formatHex(id), new SecretKeySpec(key, "AES"));
    }

    private static byte[] hmac(String secret, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 failed", e);
        }
    }

    private static void createIfMissing(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        byte[] secret = new byte[FILE_SECRET_BYTES];
        RANDOM.nextBytes(secret);
        byte[] text = (Base64.getEncoder().encodeToString(secret) + '\n').getBytes(StandardCharsets.US_ASCII);
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            channel.write(ByteBuffer.wrap(text));
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its secret is used.
            return;
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(OWNER_ONLY);
        if (!others.isEmpty()) {
            throw new IllegalStateException("Key file " + file + " is open to other users ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    + "). Run: chmod 600 " + file);
        }
    }
}
