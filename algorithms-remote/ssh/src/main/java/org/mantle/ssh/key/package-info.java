/**
 * Keys of users: in files, in an agent, and what the JDK brings for them. For the rooms above; begin with
 * {@link org.mantle.ssh.key.KeyFile}.
 */
@NullMarked
package org.mantle.ssh.key;

import org.jspecify.annotations.NullMarked;
