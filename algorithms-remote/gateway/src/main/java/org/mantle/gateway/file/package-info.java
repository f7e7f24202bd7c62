/**
 * Files on their way to and from clients: which of them a request names, archives that are made while they are sent, and files that
 * arrive in pieces. For the rooms of the protocol. Begin with {@link org.mantle.gateway.file.DownloadRequest}.
 */
@NullMarked
package org.mantle.gateway.file;

import org.jspecify.annotations.NullMarked;
