/**
 * The algorithms on lists of numbers or texts (categories Lists and Mathematics), with what they alone need. Hosts find them by
 * name; authors may begin to read at {@link org.mantle.algorithms.list.SortValues}.
 */
@NullMarked
package org.mantle.algorithms.list;

import org.jspecify.annotations.NullMarked;
