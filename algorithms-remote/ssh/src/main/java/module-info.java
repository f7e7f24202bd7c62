/**
 * Slurm over SSH, as a kind of compute resource.
 *
 * @provides org.mantle.remote.kind.ResourceKind sites that run Slurm and are reached by SSH
 */
module org.mantle.ssh {
    requires static transitive org.jspecify;
    requires org.apache.sshd.osgi;
    requires org.apache.sshd.sftp;
    requires org.mantle.commons;
    requires org.mantle.framework;
    requires org.mantle.pac;
    requires org.mantle.remote;
    requires org.mantle.slurm;
    requires org.mantle.validators;
    // what MINA SSHD logs through, whose jars do not say so
    requires org.slf4j;

    provides org.mantle.remote.kind.ResourceKind with
            org.mantle.ssh.SlurmSshKind;
}
