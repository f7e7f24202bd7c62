/**
 * The folders of the host that callers may reach, by files that they list, read and write, and by inputs of runs.
 *
 * <p>For the rooms of this module that take calls over HTTP; begin with {@link org.mantle.web.folder.AllowedFolders}.
 */
@NullMarked
package org.mantle.web.folder;

import org.jspecify.annotations.NullMarked;
