/**
 * Slurm over SSH, as a kind of compute resource, for sites that offer nothing but SSH. Nobody calls it by name: it is found as a
 * {@link org.mantle.remote.kind.ResourceKind}. Begin with {@link org.mantle.ssh.SlurmSshKind}.
 */
@NullMarked
package org.mantle.ssh;

import org.jspecify.annotations.NullMarked;
