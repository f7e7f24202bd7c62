package org.mantle.framework.internal.compiled;

import java.util.List;
import java.util.function.Supplier;

/**
 * What an index says of one algorithm.
 *
 * @param originName what finds its declaration, see {@link AlgorithmOrigin#name}
 * @param facts what the declaration said of the algorithm as a whole
 * @param properties what a search reads of its properties, which nobody else needs
 */
public record IndexedAlgorithm(String originName, AlgorithmFacts facts, Supplier<List<PropertyText>> properties) {

    List<PropertyText> propertyTexts() {
        return properties.get();
    }
}
