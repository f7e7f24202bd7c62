/**
 * Replaces files at once, locks them between threads and processes, keeps them to their owner, and knows the home folder. For the
 * modules of the house alone; begin at {@link org.mantle.commons.file.FileReplacement}, whose factories are the rules.
 */
@NullMarked
package org.mantle.commons.file;

import org.jspecify.annotations.NullMarked;
