package org.mantle.remote;

/**
 * The end of one of a job's files, as it was read.
 *
 * @param size how many bytes the file has
 * @param from the number of the first byte of the text in the file; 0 when the text is all of it
 * @param text what was read, as UTF-8
 * @since 0.1.0
 */
public record FileEnd(long size, long from, String text) {}
