package org.mantle.ssh.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Keys in PEM that are encrypted as PKCS #8 says, by the JDK, which the SSH library opens with another library alone. */
final class EncryptedPkcs8 {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----(.*?)-----END ENCRYPTED PRIVATE KEY-----", Pattern.DOTALL);

    private static final Pattern SCHEME = Pattern.compile("PBEWith(HmacSHA\\d+)AndAES_(\\d+)");

    private EncryptedPkcs8() {}

    static boolean isIn(byte[] content) {
        return BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1)).find();
    }

    /**
     * Returns the key without its encryption, in PEM.
     *
     * @throws GeneralSecurityException if the pass phrase is not that of the key
     */
    static byte[] opened(byte[] content, @Nullable String passPhrase) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (passPhrase == null || !block.find()) {
            throw new InvalidKeyException("a pass phrase is needed");
        }
        EncryptedPrivateKeyInfo closed =
                new EncryptedPrivateKeyInfo(Base64.getMimeDecoder().decode(block.group(1)));
        AlgorithmParameters parameters = closed.getAlgParameters();
        // the text of these parameters is the name of the whole scheme
        Matcher scheme = SCHEME.matcher(parameters.toString());
        if (!scheme.matches()) {
            throw new NoSuchAlgorithmException(
                    "it is encrypted by " + parameters + "; make its form that of OpenSSH with: ssh-keygen -p -f FILE");
        }
        PBEParameterSpec spec = parameters.getParameterSpec(PBEParameterSpec.class);
        // in two steps, since the JDK's one takes no letters beyond ASCII
        PBEKeySpec password = new PBEKeySpec(
                passPhrase.toCharArray(), spec.getSalt(), spec.getIterationCount(), Integer.parseInt(scheme.group(2)));
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2With" + scheme.group(1))
                    .generateSecret(password)
                    .getEncoded();
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), spec.getParameterSpec());
            byte[] open = cipher.doFinal(closed.getEncryptedData());
            String text = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(open) + "\n-----END PRIVATE KEY-----\n";
            return text.getBytes(StandardCharsets.US_ASCII);
        } finally {
            password.clearPassword();
        }
    }
}
