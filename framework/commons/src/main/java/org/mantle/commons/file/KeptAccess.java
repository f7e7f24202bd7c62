package org.mantle.commons.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The owner, group and permissions of a file, for the one that replaces it. */
final class KeptAccess {

    private final PosixFileAttributes old;

    private KeptAccess(PosixFileAttributes old) {
        this.old = old;
    }

    /** Returns what a file has; {@code null} if there is none, or the system knows no owners. */
    static @Nullable KeptAccess of(Path file) throws IOException {
        @Nullable PosixFileAttributeView view = view(file);
        try {
            return view == null ? null : new KeptAccess(view.readAttributes());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Gives it to another file, as far as the system allows it; a group that is not the same gets no more than everybody. */
    void giveTo(Path file) throws IOException {
        @Nullable PosixFileAttributeView view = view(file);
        if (view == null) {
            return;
        }
        PosixFileAttributes now = view.readAttributes();
        if (!now.owner().equals(old.owner())) {
            try {
                view.setOwner(old.owner());
            } catch (IOException e) {
                // only the system's administrator gives files away
            }
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(old.permissions());
        if (!now.group().equals(old.group())) {
            try {
                view.setGroup(old.group());
            } catch (IOException e) {
                // not a group of this user's
                limit(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
                limit(permissions, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
                limit(permissions, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
            }
        }
        view.setPermissions(permissions);
    }

    private static void limit(
            Set<PosixFilePermission> permissions, PosixFilePermission ofGroup, PosixFilePermission ofOthers) {
        if (!permissions.contains(ofOthers)) {
            permissions.remove(ofGroup);
        }
    }
}
