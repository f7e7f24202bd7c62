/** What modules share about speaking with other machines. */
@NullMarked
package org.mantle.commons.net;

import org.jspecify.annotations.NullMarked;
