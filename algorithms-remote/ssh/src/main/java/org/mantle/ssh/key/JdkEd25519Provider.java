package org.mantle.ssh.key;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/** The way by which the SSH library finds {@link JdkEd25519}. */
public final class JdkEd25519Provider extends AbstractSecurityProviderRegistrar {

    /** The JDK's own provider of elliptic curves. */
    private static final String NAME = "SunEC";

    private JdkEd25519Provider() {
        super(NAME);
    }

    /** Makes keys of type {@code ssh-ed25519} known to the SSH library; before it is used, as it looks once. Twice is no more than once. */
    public static void register() {
        SecurityUtils.registerSecurityProvider(new JdkEd25519Provider());
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public boolean isSupported() {
        return Security.getProvider(NAME) != null;
    }

    @Override
    public Provider getSecurityProvider() {
        return Security.getProvider(NAME);
    }

    @Override
    public boolean isSecurityEntitySupported(Class<?> type, String name) {
        boolean isOfKeys = type == KeyFactory.class || type == KeyPairGenerator.class || type == Signature.class;
        return isOfKeys && (name.equals("Ed25519") || name.equals("EdDSA"));
    }

    @Override
    public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
        return Optional.of(new JdkEd25519());
    }
}
