package org.mantle.reconstruction.output;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/** An 8-bit grey image, black at first. For one thread at a time. */
public final class GreyImage {

    private final int width;
    private final int height;
    private final byte[] pixels;

    GreyImage(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new byte[width * height];
    }

    /** Paints numbers, row by row from the top. */
    static GreyImage of(float[] values, int width, GreyScale scale) {
        GreyImage image = new GreyImage(width, values.length / width);
        for (int i = 0; i < values.length; i++) {
            image.pixels[i] = scale.grey(values[i]);
        }
        return image;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    void set(int x, int y, byte grey) {
        pixels[y * width + x] = grey;
    }

    byte get(int x, int y) {
        return pixels[y * width + x];
    }

    void fill(byte grey) {
        Arrays.fill(pixels, grey);
    }

    /** Paints another image, whose top left pixel comes here. */
    void paint(GreyImage other, int left, int top) {
        for (int y = 0; y < other.height; y++) {
            System.arraycopy(other.pixels, y * other.width, pixels, (top + y) * width + left, other.width);
        }
    }

    /** Returns this image with the mean of so many columns and rows in each pixel; the last ones may be fewer. */
    GreyImage shrunk(int factor) {
        if (factor == 1) {
            return this;
        }
        GreyImage small = new GreyImage((width + factor - 1) / factor, (height + factor - 1) / factor);
        for (int y = 0; y < small.height; y++) {
            for (int x = 0; x < small.width; x++) {
                small.set(x, y, mean(x * factor, y * factor, factor));
            }
        }
        return small;
    }

    private byte mean(int left, int top, int size) {
        int right = Math.min(width, left + size);
        int bottom = Math.min(height, top + size);
        int sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += pixels[y * width + x] & 0xff;
            }
        }
        return (byte) (sum / ((right - left) * (bottom - top)));
    }

    BufferedImage buffered() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        System.arraycopy(pixels, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, pixels.length);
        return image;
    }
}
