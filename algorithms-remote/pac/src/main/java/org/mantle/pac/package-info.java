/** The wire forms of the PAC web service, shared by clients and servers. */
@NullMarked
package org.mantle.pac;

import org.jspecify.annotations.NullMarked;
