package org.mantle.framework.examples;

import java.io.IOException;
import java.util.Arrays;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.Services;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** Sends texts through an office that wants to know who sends. */
final class SendText extends Algorithm {

    // tag::service[]
    /** What a host gives to this algorithm; its provider brings a default. */
    interface Office {
        void logIn(String user, char[] password) throws IOException;

        boolean knows(String user);

        void send(String text) throws IOException;

        void hangUp();
    }
    // end::service[]

    static final Property<String> USER = Property.string("User").mandatory().build();
    static final Property<String> ACTION = Property.string("Action")
            .defaultValue("LogIn")
            .validator(Validators.oneOf("LogIn", "Send"))
            .build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();
    static final Property<String> TEXT = Property.string("Text").build();
    static final Property<Integer> COPIES = Property.integer("Copies")
            .defaultValue(1)
            .validator(Validators.between(1, 100))
            .build();

    // tag::rules[]
    private static final Precondition SESSION =
            new Precondition("a session for User", (Inputs inputs, Services services, Problems problems) -> {
                if (!services.get(Office.class).knows(inputs.get(USER))) {
                    problems.add(USER, inputs.get(USER) + " is not logged in; run the action LogIn first");
                }
            });

    @Override
    protected void declare(Declaration declaration) {
        Condition logsIn = Condition.is(ACTION, "LogIn");
        Condition sends = Condition.is(ACTION, "Send");
        declaration
                .name("SendText")
                .categories("Text\\Post")
                .summary("Sends a text.")
                .properties(USER, ACTION, PASSWORD, TEXT, COPIES)
                .visibleWhen(logsIn, PASSWORD)
                .requiredWhen(logsIn, PASSWORD)
                .visibleWhen(sends, TEXT, COPIES)
                .requiredWhen(sends, TEXT)
                .precondition(sends, SESSION);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        if (inputs.get(TEXT).length() * inputs.get(COPIES) > 10_000) {
            problems.add(COPIES, "so long a text can be sent fewer times only");
        }
    }
    // end::rules[]

    // tag::secret[]
    @Override
    protected void execute(Context run) throws IOException {
        Office office = run.service(Office.class);
        if (run.get(ACTION).equals("LogIn")) {
            char[] password = run.get(PASSWORD).reveal();
            try {
                office.logIn(run.get(USER), password);
            } finally {
                Arrays.fill(password, '\0');
            }
            return;
        }
        Registration wake = run.onCancel(office::hangUp); // a socket looks at no flag
        try {
            for (int copy = 1; copy <= run.get(COPIES); copy++) {
                run.checkCancelled();
                office.send(run.get(TEXT));
                run.progress().report(copy, run.get(COPIES), "copies", "sending");
            }
        } finally {
            wake.close();
        }
    }
    // end::secret[]
}
