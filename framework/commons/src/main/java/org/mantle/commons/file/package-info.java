/**
 * Replaces files at once, locks them between threads and processes, and keeps them to their owner. For the modules of the house
 * alone; begin at {@link org.mantle.commons.file.FileReplacement}, whose factories are the rules.
 */
@NullMarked
package org.mantle.commons.file;

import org.jspecify.annotations.NullMarked;
