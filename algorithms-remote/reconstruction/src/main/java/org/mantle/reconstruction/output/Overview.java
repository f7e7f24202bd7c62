package org.mantle.reconstruction.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pictures in which a whole result is seen at a glance: a montage of slices, three cuts through the volume, a sinogram,
 * and slices with the axis moved.
 *
 * <p>Keeps a few small pictures and two lines of each slice. Slices may be added by several threads, each one once.
 */
public final class Overview {

    public static final String MONTAGE = "overview_montage.png";
    public static final String CUTS = "overview_cuts.png";
    public static final String SINOGRAM = "overview_sinogram.png";
    public static final String AXIS = "overview_axis.png";

    private static final int MOST_TILES = 16;
    private static final int TILE = 256;
    private static final int CUT = 512;
    private static final int SINOGRAM_SIDE = 1024;
    private static final int GAP = 4;
    private static final byte GAP_GREY = (byte) 128;

    private final int size;
    private final List<Integer> tileSlices;
    private final GreyImage[] tiles;
    private final GreyImage front;
    private final GreyImage side;
    private GreyImage middle;

    /** Begins an overview of so many slices, each with so many pixels along a side. */
    public Overview(int slices, int size) {
        this.size = size;
        int count = Math.min(slices, MOST_TILES);
        tileSlices = IntStream.range(0, count)
                .map(k -> count == 1 ? 0 : (int) ((long) k * (slices - 1) / (count - 1)))
                .boxed()
                .toList();
        tiles = new GreyImage[count];
        front = new GreyImage(size, slices);
        side = new GreyImage(slices, size);
        middle = new GreyImage(size, size);
    }

    /** Adds the picture of a slice, by its number from 0. */
    public void add(int slice, GreyImage picture) {
        int tile = tileSlices.indexOf(slice);
        if (tile >= 0) {
            tiles[tile] = picture.shrunk(factor(size, TILE));
        }
        for (int i = 0; i < size; i++) {
            front.set(i, slice, picture.get(i, size / 2));
            side.set(slice, i, picture.get(size / 2, i));
        }
        if (slice == front.height() / 2) {
            middle = picture;
        }
    }

    /** Returns which slices the montage shows, from 0. */
    public List<Integer> montageSlices() {
        return tileSlices;
    }

    /** Returns slices spread evenly over the stack, in order from the top left. */
    public GreyImage montage() {
        int columns = (int) Math.ceil(Math.sqrt(tiles.length));
        List<GreyImage> rows = new ArrayList<>();
        for (int first = 0; first < tiles.length; first += columns) {
            rows.add(beside(List.of(tiles).subList(first, Math.min(tiles.length, first + columns))));
        }
        return below(rows);
    }

    /**
     * Returns three cuts through the volume: top left the middle slice, below it the cut through all slices along its middle
     * row, and to the right the one along its middle column, with the first slice at the left.
     */
    public GreyImage cuts() {
        int factor = factor(Math.max(size, front.height()), CUT);
        return below(List.of(beside(List.of(middle.shrunk(factor), side.shrunk(factor))), front.shrunk(factor)));
    }

    /** Returns a sinogram, the first projection on top, in a scale of its own. */
    public static GreyImage sinogram(float[] attenuation, int columns) {
        GreyImage whole = GreyImage.of(attenuation, columns, GreyScale.of(attenuation));
        return whole.shrunk(factor(Math.max(whole.width(), whole.height()), SINOGRAM_SIDE));
    }

    /** Returns square slices beside each other, in the scale that suits the one in the middle. */
    public static GreyImage slices(List<float[]> slices, int size) {
        GreyScale scale = GreyScale.of(slices.get(slices.size() / 2));
        return beside(
                slices.stream().map(slice -> GreyImage.of(slice, size, scale)).toList());
    }

    private static int factor(int side, int most) {
        return (side + most - 1) / most;
    }

    private static GreyImage beside(List<GreyImage> images) {
        int width = images.stream().mapToInt(GreyImage::width).sum() + GAP * (images.size() - 1);
        int height = images.stream().mapToInt(GreyImage::height).max().orElseThrow();
        GreyImage all = gap(width, height);
        int left = 0;
        for (GreyImage image : images) {
            all.paint(image, left, 0);
            left += image.width() + GAP;
        }
        return all;
    }

    private static GreyImage below(List<GreyImage> images) {
        int width = images.stream().mapToInt(GreyImage::width).max().orElseThrow();
        int height = images.stream().mapToInt(GreyImage::height).sum() + GAP * (images.size() - 1);
        GreyImage all = gap(width, height);
        int top = 0;
        for (GreyImage image : images) {
            all.paint(image, 0, top);
            top += image.height() + GAP;
        }
        return all;
    }

    private static GreyImage gap(int width, int height) {
        GreyImage image = new GreyImage(width, height);
        image.fill(GAP_GREY);
        return image;
    }
}
