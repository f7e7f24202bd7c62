package org.mantle.gateway.account;

/** What a file process can be asked for, with what belongs to each request and answer. */
enum FileOperation {
    /** path, whether links are followed: attributes */
    STAT,
    /** path, read, write, execute */
    ACCESS,
    /** path, whether links are followed: path */
    REAL_PATH,
    /** path: handle, or -1 if that is all; names */
    LIST,
    /** handle: whether that is all; names */
    MORE,
    /** path, permissions or nothing */
    MAKE_FOLDER,
    /** path */
    DELETE,
    /** path: whether that is all */
    REMOVE_TREE,
    /** path, path, whether at once, whether in place of another */
    MOVE,
    /** path, permissions */
    SET_PERMISSIONS,
    /** path, options, permissions or nothing: handle */
    OPEN,
    /** handle, position, count: bytes, none at the end */
    READ,
    /** handle, position; bytes */
    WRITE,
    /** handle, position, count, handle, position: count */
    COPY,
    /** handle: size */
    SIZE,
    /** handle, size */
    TRUNCATE,
    /** handle */
    FORCE,
    /** handle */
    CLOSE
}
