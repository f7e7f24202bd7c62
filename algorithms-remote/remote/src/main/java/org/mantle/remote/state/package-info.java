/**
 * What is kept from one program to the next, as JSON in files; for the other rooms of this module alone. Begin with
 * {@link org.mantle.remote.state.StateStore}.
 */
@NullMarked
package org.mantle.remote.state;

import org.jspecify.annotations.NullMarked;
