package org.mantle.reconstruction;

/**
 * An ellipse of even attenuation, whose projections are known exactly.
 *
 * @param x its centre, to the right of the axis, in columns
 * @param y its centre, above the axis
 * @param a its half axis, along its own x
 * @param b its half axis, along its own y
 * @param tilt by which it is turned counter-clockwise, in degrees
 * @param mu its attenuation in 1/column, added to that of others
 */
record Ellipse(double x, double y, double a, double b, double tilt, double mu) {

    static Ellipse disk(double x, double y, double radius, double mu) {
        return new Ellipse(x, y, radius, radius, 0, mu);
    }

    /** Returns the integral along the line at this angle and signed distance from the axis (Kak and Slaney, section 3.1). */
    double lineIntegral(double degrees, double distance) {
        double t = Math.toRadians(degrees);
        double u = t - Math.toRadians(tilt);
        double s = distance - x * Math.cos(t) - y * Math.sin(t);
        double square = a * a * Math.cos(u) * Math.cos(u) + b * b * Math.sin(u) * Math.sin(u);
        return square <= s * s ? 0 : 2 * mu * a * b * Math.sqrt(square - s * s) / square;
    }

    boolean contains(double px, double py, double shrink) {
        double t = Math.toRadians(tilt);
        double dx = (px - x) * Math.cos(t) + (py - y) * Math.sin(t);
        double dy = (py - y) * Math.cos(t) - (px - x) * Math.sin(t);
        double aa = a + shrink;
        double bb = b + shrink;
        return aa > 0 && bb > 0 && dx * dx / (aa * aa) + dy * dy / (bb * bb) <= 1;
    }
}
