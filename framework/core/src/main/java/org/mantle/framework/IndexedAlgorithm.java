package org.mantle.framework;

import java.util.List;

/**
 * What an index says of one algorithm.
 *
 * @param typeName the binary name of the class that declares it
 * @param facts what the declaration said of the algorithm as a whole
 * @param properties the lines of the index about its properties, which only a search reads
 */
record IndexedAlgorithm(String typeName, AlgorithmFacts facts, String properties) {

    List<PropertyText> propertyTexts() {
        return IndexReader.properties(properties);
    }
}
