/**
 * HDF5 read right: finds objects through links of any kind, and reads arrays of numbers however they are stored, or refuses by the
 * name of what is not supported. For the room {@code scan} alone; begin at {@link org.mantle.reconstruction.hdf.HdfTree}.
 *
 * <p>jhdf reads the file's structure: superblock, heaps, trees of links, datatypes, attributes, filters. Where the numbers lie and
 * what they are is decided here, from the object headers themselves, because jhdf passes over what it does not know: filter masks,
 * edge chunks that are not filtered, storage never written, sparse indexes, checksums. Damage is told as jhdf tells it, by an
 * {@code HdfException}.
 *
 * <p>The format: HDF5 File Format Specification, version 3.0.
 */
@NullMarked
package org.mantle.reconstruction.hdf;

import org.jspecify.annotations.NullMarked;
