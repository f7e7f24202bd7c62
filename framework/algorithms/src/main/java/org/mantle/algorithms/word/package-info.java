/**
 * Words for people, shared by the rooms of the algorithms: the labels of choices, and the order in which people expect names.
 */
@NullMarked
package org.mantle.algorithms.word;

import org.jspecify.annotations.NullMarked;
