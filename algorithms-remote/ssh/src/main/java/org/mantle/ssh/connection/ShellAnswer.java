package org.mantle.ssh.connection;

/**
 * What a script on a host came to.
 *
 * @param exitCode its exit code
 * @param output what it wrote to the standard output
 * @param errors what it wrote to the standard error stream
 */
public record ShellAnswer(int exitCode, String output, String errors) {}
