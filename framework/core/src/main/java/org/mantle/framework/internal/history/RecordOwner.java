package org.mantle.framework.internal.history;

/** What numbers records, and so gives them names: a history, or the record that they are inside. */
interface RecordOwner {

    /** Returns the name of the record with a number. */
    String idOf(long number);
}
