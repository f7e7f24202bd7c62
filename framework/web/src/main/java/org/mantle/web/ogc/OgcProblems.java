package org.mantle.web.ogc;

import java.util.List;
import org.mantle.framework.property.Problem;
import org.mantle.web.http.WebProblem;

/** The exceptions of the standard. */
final class OgcProblems {

    private static final String TYPES = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

    private OgcProblems() {}

    static WebProblem noSuchProcess(String words) {
        return WebProblem.of(404, words).typed(TYPES + "no-such-process", "No such process");
    }

    static WebProblem noSuchJob(int status, String words) {
        return WebProblem.of(status, words).typed(TYPES + "no-such-job", "No such job");
    }

    static WebProblem cancelled(String job) {
        return noSuchJob(410, "the job \"" + job + "\" was cancelled");
    }

    static WebProblem resultNotReady(String words) {
        return WebProblem.of(404, words).typed(TYPES + "result-not-ready", "Result not ready");
    }

    static WebProblem invalid(String words) {
        return WebProblem.of(400, words).typed(TYPES + "InvalidParameterValue", "Invalid parameter");
    }

    static WebProblem invalid(List<Problem> problems) {
        return WebProblem.of(problems).typed(TYPES + "InvalidParameterValue", "Invalid inputs");
    }

    /** The standard has no type for what went wrong in the process itself. */
    static WebProblem failed(String words) {
        return WebProblem.of(500, words).typed(TYPES + "NoApplicableCode", "The process failed");
    }
}
