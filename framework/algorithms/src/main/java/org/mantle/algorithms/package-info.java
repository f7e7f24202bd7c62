/**
 * Small algorithms on lists, texts and files that need nothing but this machine.
 *
 * <p>A host finds them by name; {@link org.mantle.algorithms.SmallAlgorithmProvider}, which hands them over, is all that other modules
 * see. Each category has a room: {@code list}, {@code text}, {@code file} and {@code utility}; {@code io} and {@code word} hold
 * what several of them need. Each is written to be read by authors of algorithms: {@code docs/writing-algorithms.md} says what can
 * be seen in which.
 */
@NullMarked
package org.mantle.algorithms;

import org.jspecify.annotations.NullMarked;
