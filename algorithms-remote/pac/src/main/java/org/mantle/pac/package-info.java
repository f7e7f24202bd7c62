/**
 * The wire forms of the PAC web service, shared by clients and servers.
 *
 * <p>What is here is the older generation of the protocol ({@code …/webservice/pacclient/…}) and SCARF's own log-in. Start
 * at {@link org.mantle.pac.PacProtocol} for the paths and fixed texts, {@link org.mantle.pac.MultipartBody} and
 * {@link org.mantle.pac.MultipartReader} for files of any size, and the {@code …Answer} records for what a service says.
 *
 * <p>Nothing is null unless marked. All records are immutable; the reader and its parts belong to one thread.
 */
@NullMarked
package org.mantle.pac;

import org.jspecify.annotations.NullMarked;
