package org.mantle.framework.internal.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.AlgorithmOrigin;
import org.mantle.framework.internal.compiled.AlgorithmOwner;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.LiveServices;
import org.mantle.framework.internal.text.AuthorCode;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;

/** What one provider brought: algorithms, default services, and what is wrong with them. Safe from many threads. */
public final class RegistryPlugin implements AlgorithmOwner {

    private final String source;
    private final @Nullable Class<?> author;
    private final LiveServices.Builder services = LiveServices.builder();
    private final List<CompiledAlgorithm> algorithms = new ArrayList<>();
    private final List<RegistryFault> faults = new ArrayList<>();
    private @Nullable RegistryPlugins owner;
    private boolean inPlace;
    private volatile boolean gone;
    private @Nullable BooleanSupplier change;
    private @Nullable UnclaimedIndexes unclaimed;

    RegistryPlugin(String source) {
        this(source, null);
    }

    /**
     * Begins a plugin.
     *
     * @param source where it comes from, in words for people
     * @param author a class of its author's, by which a line of the author's code is known; {@code null} where there is none
     */
    RegistryPlugin(String source, @Nullable Class<?> author) {
        this.source = source;
        this.author = author;
    }

    /** Returns what stands for a plugin that something is wrong with. */
    static RegistryPlugin faulty(Path path, String why) {
        RegistryPlugin faulty = new RegistryPlugin(path.toString());
        faulty.fault(RegistryFault.UNREADABLE_PLUGIN, why);
        return faulty;
    }

    /** Returns what stands for a plugin that something was thrown for. */
    static RegistryPlugin broken(Path path, String what, Throwable cause) {
        return broken(path, what, cause, List.of(""));
    }

    /**
     * Returns what stands for a plugin that something was thrown for, and that would have brought some algorithms.
     *
     * @param names the names of these, which get a fault each; an empty one for a fault that is about none
     */
    static RegistryPlugin broken(Path path, String what, Throwable cause, List<String> names) {
        RegistryPlugin broken = new RegistryPlugin(path.toString());
        for (String name : names) {
            broken.add(new RegistryFault(
                    path.toString(),
                    RegistryFault.UNREADABLE_PLUGIN,
                    name,
                    what + ": " + FailureMessage.withKind(cause),
                    Optional.of(cause)));
        }
        return broken;
    }

    /** Says that this one takes the place of what others bring, which is no fault of theirs. */
    synchronized void setInPlace() {
        inPlace = true;
    }

    @Override
    public synchronized boolean isInPlace() {
        return inPlace;
    }

    /** Says that the jar is gone or was replaced. */
    void setGone() {
        gone = true;
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    /** Sets what takes up a change of its files, and tells whether there was one; before the plugin is published. */
    void setChange(BooleanSupplier takeUp) {
        change = takeUp;
    }

    @Override
    public boolean takesUpChange() {
        @Nullable BooleanSupplier takeUp = change;
        return takeUp != null && takeUp.getAsBoolean();
    }

    /** Sets what looks for indexes that no provider claims; before the plugin is published. */
    void setUnclaimed(UnclaimedIndexes search) {
        unclaimed = search;
    }

    /** Returns what looks for indexes that no provider claims, where that is this plugin's task. */
    @Nullable UnclaimedIndexes unclaimed() {
        return unclaimed;
    }

    String source() {
        return source;
    }

    /** Returns the default services; they are set while the provider is read, by one thread. */
    LiveServices.Builder services() {
        return services;
    }

    public synchronized List<CompiledAlgorithm> algorithms() {
        return List.copyOf(algorithms);
    }

    public synchronized List<RegistryFault> faults() {
        return List.copyOf(faults);
    }

    /**
     * Returns what is wrong with properties of its algorithms, which are there all the same; it takes longer than to load them.
     *
     * @param judge finds what is wrong with one property
     */
    public List<RegistryFault> faultsOfProperties(Function<Property<?>, Optional<String>> judge) {
        List<RegistryFault> found = new ArrayList<>();
        for (CompiledAlgorithm algorithm : algorithms()) {
            for (Property<?> property : algorithm.properties()) {
                judge.apply(property)
                        .ifPresent(why -> found.add(new RegistryFault(
                                algorithm.source(),
                                RegistryFault.INVALID_DEFAULT,
                                algorithm.name(),
                                why,
                                Optional.empty())));
            }
        }
        return found;
    }

    /** Takes up an algorithm, or what is wrong with its declaration. */
    void declare(AlgorithmOrigin origin) {
        try {
            add(new CompiledAlgorithm(this, origin, origin.declare()));
        } catch (Throwable e) {
            // foreign code: a declaration may throw anything, also from a static initialiser
            add(BrokenDeclaration.fault(origin, e, words(e)));
        }
    }

    synchronized void add(CompiledAlgorithm algorithm) {
        algorithms.add(algorithm);
    }

    /** Adds what is wrong with the provider or the source itself. */
    void fault(String message) {
        fault(RegistryFault.INVALID_PROVIDER, message);
    }

    /** Adds what is wrong with something else than an algorithm. */
    void fault(String code, String message) {
        add(new RegistryFault(source, code, "", message, Optional.empty()));
    }

    /** Returns what the provider or the source hands over; what is null is a fault and left out. */
    <E> List<E> handedOver(String method, @Nullable List<? extends @Nullable E> given) {
        List<E> all = new ArrayList<>();
        if (given == null) {
            fault("its " + method + " gives null; give a list, which may be empty");
            return all;
        }
        for (@Nullable E each : given) {
            if (each == null) {
                fault("one of its " + method + " is null; leave it out");
            } else {
                all.add(each);
            }
        }
        return all;
    }

    /** Adds what the provider or the source threw. */
    void fault(Throwable thrown) {
        fault(words(thrown), thrown);
    }

    /** Adds what the provider or the source threw, in other words. */
    void fault(String message, Throwable thrown) {
        add(new RegistryFault(source, RegistryFault.INVALID_PROVIDER, "", message, Optional.of(thrown)));
    }

    @Override
    public String words(Throwable thrown) {
        if (thrown instanceof InvalidDeclarationException) {
            return FailureMessage.of(thrown);
        }
        return author == null ? FailureMessage.withKind(thrown) : AuthorCode.words(thrown, author);
    }

    synchronized void add(RegistryFault fault) {
        faults.add(fault);
    }

    synchronized void setOwner(@Nullable RegistryPlugins plugins) {
        owner = plugins;
    }

    @Override
    public <S> @Nullable S defaultService(Class<S> type) {
        return services.find(type);
    }

    @Override
    public void correct(CompiledAlgorithm algorithm, @Nullable Throwable failure) {
        String advice = "; build the jar anew, with IndexAlgorithms in its build";
        @Nullable RegistryPlugins told;
        synchronized (this) {
            if (failure == null) {
                faults.add(new RegistryFault(
                        algorithm.source(),
                        RegistryFault.WRONG_INDEX,
                        algorithm.name(),
                        "the index says something else than the declaration of " + algorithm + ", which counts"
                                + advice,
                        Optional.empty()));
            } else {
                algorithms.remove(algorithm);
                faults.add(new RegistryFault(
                        algorithm.source(),
                        BrokenDeclaration.code(failure),
                        algorithm.name(),
                        "the index lists " + algorithm + ", which cannot be used: " + words(failure) + advice,
                        Optional.of(failure)));
            }
            told = owner;
        }
        if (told != null) {
            told.corrected(algorithm);
        }
    }
}
