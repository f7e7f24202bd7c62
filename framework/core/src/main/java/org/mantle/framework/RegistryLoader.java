package org.mantle.framework;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Asks providers for their algorithms and runs the declarations; what is wrong with one harms no other. */
final class RegistryLoader {

    /** A class path that cannot be read fails again and again, and there is no end to wait for. */
    private static final int MOST_FAILURES = 100;

    private final List<AlgorithmDescriptor> descriptors = new ArrayList<>();
    private final List<RegistryFault> faults = new ArrayList<>();
    private final Services.Builder services = Services.builder();

    /** Finds the providers that a class loader sees. */
    RegistryLoader discover(ClassLoader loader) {
        Iterator<AlgorithmProvider> providers =
                ServiceLoader.load(AlgorithmProvider.class, loader).iterator();
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return this;
                }
                add(providers.next());
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) { // the iterator goes on with the next provider
                faults.add(new RegistryFault(
                        AlgorithmProvider.class.getName(), FailureMessage.withKind(e), Optional.of(e)));
                failedInARow++;
            }
        }
        return this;
    }

    RegistryLoader add(AlgorithmProvider provider) {
        String source = source(provider.getClass());
        try {
            for (Class<? extends Algorithm> algorithm : provider.algorithms()) {
                add(provider.lookup(), algorithm);
            }
            Services.Builder provided = Services.builder();
            provider.addDefaultServices(provided);
            services.setAbsent(
                    provided,
                    type -> faults.add(new RegistryFault(
                            source,
                            "its default for the service " + type.getName()
                                    + " is not used: another provider brought one before",
                            Optional.empty())));
        } catch (Throwable e) { // foreign code: a provider may throw anything, also a linkage error
            faults.add(new RegistryFault(source, FailureMessage.withKind(e), Optional.of(e)));
        }
        return this;
    }

    private void add(MethodHandles.Lookup lookup, Class<? extends Algorithm> algorithm) {
        String source = source(algorithm);
        try {
            AlgorithmFactory factory = factory(lookup, algorithm);
            DeclarationReader declaration = new DeclarationReader();
            factory.create().declare(declaration);
            descriptors.add(declaration.compile(factory, source));
        } catch (InvalidDeclarationException e) {
            faults.add(new RegistryFault(source, FailureMessage.of(e), Optional.of(e)));
        } catch (Throwable e) { // foreign code: a declaration may throw anything, also from a static initialiser
            faults.add(new RegistryFault(source, FailureMessage.withKind(e), Optional.of(e)));
        }
    }

    private static AlgorithmFactory factory(MethodHandles.Lookup lookup, Class<? extends Algorithm> algorithm) {
        if (Modifier.isAbstract(algorithm.getModifiers())) {
            throw new IllegalArgumentException("it is abstract and cannot be run");
        }
        try {
            MethodHandle constructor = lookup.findConstructor(algorithm, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Algorithm.class));
            return () -> (Algorithm) constructor.invokeExact();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "it needs a constructor without parameters that its provider's lookup can reach", e);
        }
    }

    private static String source(Class<?> type) {
        CodeSource jar = type.getProtectionDomain().getCodeSource();
        return jar == null || jar.getLocation() == null ? type.getName() : type.getName() + " in " + jar.getLocation();
    }

    AlgorithmRegistry registry() {
        return new AlgorithmRegistry(descriptors, faults);
    }

    Services.Builder defaultServices() {
        return services;
    }
}
