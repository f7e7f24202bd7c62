/**
 * The SSH connection: whom to trust, who the user is, commands and files. For the rooms above; begin with
 * {@link org.mantle.ssh.connection.SshConnection}.
 */
@NullMarked
package org.mantle.ssh.connection;

import org.jspecify.annotations.NullMarked;
