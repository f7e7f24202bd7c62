/**
 * The tomographic reconstruction program: NXtomo in, slices out.
 *
 * <p>{@link org.mantle.reconstruction.Reconstruct}, which a tomography job runs, is the whole public surface. Behind it stand
 * {@code Options} (the command line), {@code Reconstruction} (one run from the scan to the report), {@code SliceMaker} (many
 * rows at a time), {@code PictureMaker} (previews and overview of slices that are written) and {@code ErrorLine} (how a run
 * that failed ends). The rooms below, in the order in which a run passes through them:
 *
 * <ol>
 *   <li>{@code hdf}: {@code HdfTree} finds objects in HDF5 files, {@code NumberArray} reads numbers however they are stored;
 *   <li>{@code scan}: {@code NxTomo} reads the scan, frame by frame; {@code FlatField} turns counts into transmission, and that
 *       into attenuation; {@code ScanAngles} knows the angles: their weights and which of them are half a turn apart;
 *   <li>{@code axis}: {@code AxisFinder} finds the rotation axis, by {@code HalfTurnPairs}, and makes it precise by
 *       {@code SinogramSpectrum};
 *   <li>{@code projection}: {@code RampFilter} and {@code BackProjector} make a slice from a sinogram;
 *   <li>{@code output}: {@code SliceFiles} and {@code Report} write the results; {@code Overview} shows them at a glance.
 * </ol>
 *
 * <h2>Conventions</h2>
 *
 * <p>Columns, rows and frames count from 0, and a whole number is the <em>centre</em> of that column. The rotation axis
 * is parallel to the detector's columns of pixels (vertical) and lies at column {@code c}. With the slice's origin on
 * the axis, {@code x} to the right and {@code y} up, a point is seen at angle {@code t} in column
 * {@code c + x cos t + y sin t}. Slices are as wide and as high as the detector is wide, with the axis in the middle, at
 * pixel {@code (columns - 1) / 2}. Values are linear attenuation coefficients in 1/pixel (one pixel being one detector
 * column at the sample).
 */
@NullMarked
package org.mantle.reconstruction;

import org.jspecify.annotations.NullMarked;
