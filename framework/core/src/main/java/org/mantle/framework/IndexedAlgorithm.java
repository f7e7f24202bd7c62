package org.mantle.framework;

import java.util.List;

/**
 * What an index says of one algorithm.
 *
 * @param originName what finds its declaration, see {@link AlgorithmOrigin#name}
 * @param facts what the declaration said of the algorithm as a whole
 * @param properties the lines of the index about its properties, which only a search reads
 */
record IndexedAlgorithm(String originName, AlgorithmFacts facts, String properties) {

    List<PropertyText> propertyTexts() {
        return IndexReader.properties(properties);
    }
}
