package org.mantle.framework.internal.registry;

import java.util.Optional;
import org.mantle.framework.internal.compiled.AlgorithmOrigin;
import org.mantle.framework.internal.text.Names;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;

/** Says what is wrong with an algorithm whose declaration threw something. */
final class BrokenDeclaration {

    private BrokenDeclaration() {}

    static RegistryFault fault(AlgorithmOrigin origin, Throwable thrown, String words) {
        return new RegistryFault(origin.source(), code(thrown), name(origin, thrown), words, Optional.of(thrown));
    }

    static String code(Throwable thrown) {
        return thrown instanceof InvalidDeclarationException wrong ? wrong.code() : RegistryFault.INVALID_DECLARATION;
    }

    /** Returns the declared name, or the simple one of the class or method, by which somebody would look for it. */
    private static String name(AlgorithmOrigin origin, Throwable thrown) {
        if (thrown instanceof InvalidDeclarationException wrong && Names.isForAlgorithm(wrong.algorithm())) {
            return wrong.algorithm();
        }
        String whole = origin.name();
        int end = Math.max(whole.lastIndexOf('.'), Math.max(whole.lastIndexOf('$'), whole.lastIndexOf('#')));
        String last = whole.substring(end + 1);
        return Names.isForAlgorithm(last) ? last : "";
    }
}
