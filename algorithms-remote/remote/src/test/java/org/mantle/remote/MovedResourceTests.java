package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mantle.framework.property.Problem;

/** Sessions of a resource whose address changes, at services of one host. */
class MovedResourceTests extends FailureRoom {

    @Test
    void aSessionIsNotUsedAtAnotherPortOfItsHost() throws Exception {
        try (ScriptedServer other = new ScriptedServer()) {
            other.text("jobs", jobs(""));
            server.text("jobs", jobs(""));
            host.resources.remove("SCARF@STFC");
            host.resources.add("SCARF@STFC", Host.pac(other.url()));
            assertThat(host.problems("anna", "JobStatus"))
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .startsWith("anna is not logged in at SCARF@STFC");
            host.loggedIn("anna").run("anna", "JobStatus");
            assertThat(server.requests("jobs")).isEmpty();
            assertThat(other.requests("jobs")).hasSize(1);
        }
    }

    @Test
    void aSessionIsUsedAtThePortThatTheLogInTold() throws Exception {
        try (ScriptedServer service = new ScriptedServer()) {
            service.text("jobs", jobs(""));
            String logIn = server.url().replace("/platform/", "/cgi-bin/token.py");
            server.text("/cgi-bin/token.py", service.url() + "\ntoken\nhttps://portal.scarf.rl.ac.uk\n");
            host.resources.add("SCARF@STFC", Host.pac(server.url(), "logIn", "scarf", "logInUrl", logIn));
            host.loggedIn("anna").run("anna", "JobStatus");
            assertThat(service.requests("jobs")).hasSize(1);
            assertThat(server.requests("jobs")).isEmpty();
        }
    }

    @Test
    void forgottenSessionsAreThoseOfOneResource() throws Exception {
        RemoteSessions sessions = (RemoteSessions) host.sessions;
        sessions.forget("another");
        assertThat(sessions.users("SCARF@STFC")).containsExactly("anna");
        sessions.forget("SCARF@STFC");
        assertThat(sessions.users("SCARF@STFC")).isEmpty();
        assertThat(host.problems("anna", "JobStatus")).hasSize(1);
    }
}
