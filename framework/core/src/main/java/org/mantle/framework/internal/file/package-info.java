/**
 * Files and locks, for the rooms that keep something.
 */
@NullMarked
package org.mantle.framework.internal.file;

import org.jspecify.annotations.NullMarked;
