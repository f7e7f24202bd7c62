/**
 * The algorithms on text files (category Text), with what they alone need. Hosts find them by name; authors may begin to read at
 * {@link org.mantle.algorithms.text.CountText}.
 */
@NullMarked
package org.mantle.algorithms.text;

import org.jspecify.annotations.NullMarked;
