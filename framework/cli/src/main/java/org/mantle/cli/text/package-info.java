/**
 * Text for people at a terminal: tables, wrapped lines, manual pages, outputs.
 *
 * <p>For the commands; begin with {@link TextTable} and {@link TextLayout}.
 */
@NullMarked
package org.mantle.cli.text;

import org.jspecify.annotations.NullMarked;
