package org.mantle.reconstruction.hdf;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongToDoubleFunction;

/**
 * How the numbers of a dataset are written: integers of 1 to 8 bytes with or without a sign, and binary floating-point numbers of
 * 2 to 8 bytes, in either order of bytes. An enumeration (such as h5py's booleans) counts as its integers.
 *
 * @param size how many bytes a number takes
 * @param order which of them comes first
 * @param value makes a number of its bits
 */
record NumberCoding(int size, ByteOrder order, LongToDoubleFunction value) {

    /**
     * Returns the coding of a datatype.
     *
     * @throws UnreadableException if it is not one of numbers, or one of numbers of another form
     */
    static NumberCoding of(DataType type, String path) throws UnreadableException {
        if (type instanceof EnumDataType enumeration) {
            return of(enumeration.getBaseType(), path);
        }
        if (type instanceof FixedPoint integer && integer.getSize() <= Long.BYTES) {
            return new NumberCoding(integer.getSize(), integer.getByteOrder(), integer(integer));
        }
        if (type instanceof FloatingPoint real
                && real.getSize() <= Long.BYTES
                && real.getMantissaNormalization() == 2) {
            return new NumberCoding(real.getSize(), real.getByteOrder(), real(real));
        }
        if (type instanceof FixedPoint || type instanceof FloatingPoint) {
            throw new UnreadableException(path + " holds numbers of " + type.getSize()
                    + " bytes in a form that is not supported; write them as 32-bit floating-point numbers");
        }
        throw new UnreadableException(path + " does not hold numbers");
    }

    /** Reads numbers, from the position on. */
    void read(ByteBuffer bytes, double[] target, int count) {
        bytes.order(order);
        switch (size) {
            case Byte.BYTES -> {
                for (int i = 0; i < count; i++) {
                    target[i] = value.applyAsDouble(bytes.get());
                }
            }
            case Short.BYTES -> {
                for (int i = 0; i < count; i++) {
                    target[i] = value.applyAsDouble(bytes.getShort());
                }
            }
            case Integer.BYTES -> {
                for (int i = 0; i < count; i++) {
                    target[i] = value.applyAsDouble(bytes.getInt());
                }
            }
            case Long.BYTES -> {
                for (int i = 0; i < count; i++) {
                    target[i] = value.applyAsDouble(bytes.getLong());
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target[i] = value.applyAsDouble(odd(bytes));
                }
            }
        }
    }

    private long odd(ByteBuffer bytes) {
        long bits = 0;
        for (int i = 0; i < size; i++) {
            int place = order == ByteOrder.LITTLE_ENDIAN ? i : size - 1 - i;
            bits |= (bytes.get() & 0xFFL) << (8 * place);
        }
        return bits;
    }

    private static LongToDoubleFunction integer(FixedPoint type) {
        int above = Long.SIZE - type.getBitOffset() - type.getBitPrecision();
        int unused = Long.SIZE - type.getBitPrecision();
        if (type.isSigned()) {
            return bits -> bits << above >> unused;
        }
        return bits -> {
            long number = bits << above >>> unused;
            // Halved, with the bit that is lost kept for the rounding: a long has no room for the highest bit.
            return number >= 0 ? number : 2.0 * (number >>> 1 | (number & 1));
        };
    }

    private static LongToDoubleFunction real(FloatingPoint type) {
        int exponentBits = type.getExponentSize();
        int mantissaBits = type.getMantissaSize();
        if (type.getSize() == Float.BYTES && exponentBits == 8 && mantissaBits == 23 && isUsual(type, 127)) {
            return bits -> Float.intBitsToFloat((int) bits);
        }
        if (type.getSize() == Double.BYTES && exponentBits == 11 && mantissaBits == 52 && isUsual(type, 1023)) {
            return Double::longBitsToDouble;
        }
        int bias = type.getExponentBias();
        return bits -> {
            long exponent = bits(bits, type.getExponentLocation(), exponentBits);
            long mantissa = bits(bits, type.getMantissaLocation(), mantissaBits);
            double sign = bits(bits, type.getSignLocation(), 1) == 0 ? 1 : -1;
            if (exponent == (1L << exponentBits) - 1) {
                return mantissa == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
            }
            return exponent == 0
                    ? sign * Math.scalb((double) mantissa, 1 - bias - mantissaBits)
                    : sign * Math.scalb((double) (mantissa | 1L << mantissaBits), (int) exponent - bias - mantissaBits);
        };
    }

    private static boolean isUsual(FloatingPoint type, int bias) {
        return type.getMantissaLocation() == 0
                && type.getExponentLocation() == type.getMantissaSize()
                && type.getSignLocation() == type.getMantissaSize() + type.getExponentSize()
                && type.getExponentBias() == bias;
    }

    private static long bits(long bits, int from, int count) {
        return bits >>> from & (1L << count) - 1;
    }
}
