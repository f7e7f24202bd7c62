package org.mantle.reconstruction.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mantle.reconstruction.hdf.HdfObject;
import org.mantle.reconstruction.hdf.HdfTree;
import org.mantle.reconstruction.hdf.NumberArray;
import org.mantle.reconstruction.hdf.UnreadableException;

/**
 * Reads a scan in a Data Exchange file, as the Advanced Photon Source writes it: {@code data}, {@code data_dark},
 * {@code data_white} and {@code theta} in the group {@code exchange}.
 *
 * <p>Definition: De Carlo et al., Scientific data exchange, J. Synchrotron Rad. 21 (2014) 1224.
 */
final class DataExchange {

    static final String GROUP = "exchange";

    static final String ANGLES = "theta";

    private static final String PROJECTIONS = "data";
    private static final String FLATS = "data_white";
    private static final String DARKS = "data_dark";

    private final NxEntry group;
    private final List<NumberArray> parts = new ArrayList<>();

    private DataExchange(NxEntry group) {
        this.group = group;
    }

    /** Returns whether a group is one of a Data Exchange file. */
    static boolean isIn(HdfTree tree, HdfObject group) {
        try {
            return group.path().endsWith("/" + GROUP)
                    && tree.find(group, PROJECTIONS)
                            .filter(HdfObject::isDataset)
                            .isPresent();
        } catch (UnreadableException e) {
            // a link that leads nowhere, of which reading tells
            return true;
        }
    }

    /** Returns the frames: darks, flats and projections. */
    static FrameStack frames(NxEntry group) throws ScanException {
        return new DataExchange(group).frames();
    }

    private FrameStack frames() throws ScanException {
        int darks = add(DARKS);
        int flats = add(FLATS);
        int projections = add(PROJECTIONS);
        String axes = group.attribute(PROJECTIONS, "axes");
        if (!axes.isEmpty() && !axes.startsWith(ANGLES)) {
            throw new ScanException(group.path() + "/" + PROJECTIONS + " has the axes \"" + axes
                    + "\"; the frames of a scan have theta:y:x");
        }
        double[] theta = NxTomo.inDegrees(group, ANGLES);
        if (theta.length != projections) {
            throw new ScanException("the scan does not fit together: " + projections + " projections, " + theta.length
                    + " angles in theta; there must be as many of each");
        }
        int[] keys = new int[darks + flats + projections];
        Arrays.fill(keys, 0, darks, NxImageKey.DARK);
        Arrays.fill(keys, darks, darks + flats, NxImageKey.FLAT);
        double[] degrees = new double[keys.length];
        Arrays.fill(degrees, Double.NaN);
        System.arraycopy(theta, 0, degrees, darks + flats, projections);
        return new FrameStack(group, parts, keys, degrees);
    }

    /** Adds the frames of a dataset, and returns how many there are. Only the projections must be there. */
    private int add(String name) throws ScanException {
        if (!name.equals(PROJECTIONS) && !group.has(name)) {
            return 0;
        }
        NumberArray data = FrameStack.checked(group.numbers(name));
        int[] shape = data.shape();
        for (NumberArray part : parts) {
            if (shape[1] != part.shape()[1] || shape[2] != part.shape()[2]) {
                throw new ScanException("the scan does not fit together: frames of " + shape[1] + " x " + shape[2]
                        + " pixels in " + data.path() + ", of " + part.shape()[1] + " x " + part.shape()[2] + " in "
                        + part.path());
            }
        }
        parts.add(data);
        return shape[0];
    }
}
