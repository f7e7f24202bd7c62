package org.mantle.remote.scarf;

/** The actions at a compute resource. */
enum RemoteAction {
    LOG_IN("LogIn"),
    LOG_OUT("LogOut"),
    PING("Ping"),
    UPLOAD("Upload"),
    SUBMIT_JOB("SubmitJob"),
    JOB_STATUS("JobStatus"),
    JOB_STATUS_BY_ID("JobStatusByID"),
    DOWNLOAD("Download"),
    CANCEL_JOB("CancelJob");

    private final String label;

    RemoteAction(String label) {
        this.label = label;
    }

    /** Returns the name by which users call it. */
    String label() {
        return label;
    }
}
