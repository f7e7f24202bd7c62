package org.mantle.reconstruction.scan;

import java.lang.reflect.Array;

/** Turns the arrays that jhdf gives for the various number types into those this program calculates with. */
final class HdfArrays {

    private HdfArrays() {}

    /** Returns a flat array of any primitive number type, or a single number, as doubles. */
    static double[] toDoubles(Object values) {
        if (values instanceof Number number) {
            return new double[] {number.doubleValue()};
        }
        int n = Array.getLength(values);
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            result[i] = ((Number) Array.get(values, i)).doubleValue();
        }
        return result;
    }

    /**
     * Copies a frame, an array of rows of any primitive number type, to a flat array.
     *
     * @return the index of the first pixel that is not finite, or -1
     */
    static int copyFrame(Object frame, float[] target) {
        Object[] rows = (Object[]) frame;
        int at = 0;
        for (Object row : rows) {
            at = copyRow(row, target, at);
        }
        for (int i = 0; i < at; i++) {
            if (!Float.isFinite(target[i])) {
                return i;
            }
        }
        return -1;
    }

    private static int copyRow(Object row, float[] target, int start) {
        int at = start;
        if (row instanceof int[] values) {
            for (int value : values) {
                target[at++] = value;
            }
        } else if (row instanceof float[] values) {
            System.arraycopy(values, 0, target, at, values.length);
            at += values.length;
        } else if (row instanceof short[] values) {
            for (short value : values) {
                target[at++] = value;
            }
        } else if (row instanceof double[] values) {
            for (double value : values) {
                target[at++] = (float) value;
            }
        } else if (row instanceof long[] values) {
            for (long value : values) {
                target[at++] = value;
            }
        } else if (row instanceof byte[] values) {
            for (byte value : values) {
                target[at++] = value;
            }
        } else {
            throw new IllegalArgumentException(
                    "pixels of the type " + row.getClass().getComponentType() + " are not supported");
        }
        return at;
    }
}
