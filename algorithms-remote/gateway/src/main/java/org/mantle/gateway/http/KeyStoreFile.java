package org.mantle.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A PKCS#12 file with a certificate and its key. */
public final class KeyStoreFile {

    private KeyStoreFile() {}

    /**
     * Returns what TLS needs of a file.
     *
     * @param password neither kept nor wiped
     * @throws IOException if the file cannot be read, the password does not open it, or it holds no key
     */
    public static SSLContext open(Path file, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            if (!hasKey(keys)) {
                throw new IOException("the file " + file + " holds no certificate with its key: give another");
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
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

    private static boolean hasKey(KeyStore keys) throws GeneralSecurityException {
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }
}
