package org.mantle.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.OwnerOnly;

/**
 * What TLS needs of a PKCS#12 file with a certificate and its key.
 *
 * @param context the certificate with its key
 * @param names the hosts that the certificate is for
 * @param expires until when the certificate is good; of several that which ends first
 */
public record KeyStoreFile(SSLContext context, List<String> names, Instant expires) {

    /** The kinds of alternative names that are hosts, by RFC 5280 (section 4.2.1.6). */
    private static final Set<Integer> HOST_NAMES = Set.of(2, 7);

    /** In a name by RFC 2253; older certificates have their host in it. */
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");

    /** Creates it. */
    public KeyStoreFile {
        names = List.copyOf(names);
    }

    /**
     * Reads a file.
     *
     * @param password neither kept nor wiped
     * @throws IOException if the file cannot be read, the password does not open it, it holds no key, or others than its
     *     owner can read or write it
     */
    public static KeyStoreFile open(Path file, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            OwnerOnly.requireSecret(file);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            if (!hasKey(keys)) {
                throw new IOException("the file " + file + " holds no certificate with its key: give another");
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return new KeyStoreFile(context, names(keys), expires(keys));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + " with a certificate and its key", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key in " + file + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            // how KeyStore.load tells it
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new IOException("the password does not open the file " + file + ": give the right one", e);
            }
            throw e;
        }
    }

    private static List<String> names(KeyStore keys) throws GeneralSecurityException {
        List<String> names = new ArrayList<>();
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias) && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                COMMON_NAME
                        .matcher(certificate.getSubjectX500Principal().getName())
                        .results()
                        .forEach(name -> names.add(name.group(1)));
                @Nullable Collection<List<?>> all = certificate.getSubjectAlternativeNames();
                if (all != null) {
                    all.stream()
                            .filter(name -> HOST_NAMES.contains(name.get(0)))
                            .forEach(name -> names.add(String.valueOf(name.get(1))));
                }
            }
        }
        return names;
    }

    private static Instant expires(KeyStore keys) throws GeneralSecurityException {
        Instant first = Instant.MAX;
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias) && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                Instant end = certificate.getNotAfter().toInstant();
                first = end.isBefore(first) ? end : first;
            }
        }
        return first;
    }

    private static boolean hasKey(KeyStore keys) throws GeneralSecurityException {
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }
}
