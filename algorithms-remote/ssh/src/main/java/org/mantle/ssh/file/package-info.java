/**
 * Files on their way to a host and from it, by SFTP. For the rooms above; begin with {@link org.mantle.ssh.file.FileUpload} and
 * {@link org.mantle.ssh.file.FileDownload}.
 */
@NullMarked
package org.mantle.ssh.file;

import org.jspecify.annotations.NullMarked;
