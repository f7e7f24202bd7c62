package org.mantle.benchmarks.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mantle.benchmarks.workload.Workload;

/**
 * The workload {@code declared} as somebody writes it who needs this one algorithm and no framework: the same inputs and outputs,
 * the same checks, and an error with what is allowed.
 */
public final class DeclaredByHand {

    private static final Set<String> ACTIONS = new HashSet<>(Workload.ACTIONS);

    private String userName = "";
    private String action = "LogIn";
    private String text1 = "text 1";
    private String text2 = "text 2";
    private String text3 = "text 3";
    private String text4 = "text 4";
    private String text5 = "text 5";
    private String text6 = "text 6";
    private String text7 = "text 7";
    private String text8 = "text 8";
    private String text9 = "text 9";
    private String text10 = "text 10";
    private String text11 = "text 11";
    private String text12 = "text 12";
    private String text13 = "text 13";
    private String text14 = "text 14";
    private int number1 = 1;
    private int number2 = 2;
    private int number3 = 3;
    private int number4 = 4;
    private String inputFile = "";

    /** What it gives. */
    public record Outputs(
            String text1,
            String text2,
            String text3,
            String text4,
            List<String> list1,
            List<String> list2,
            List<String> list3,
            List<String> list4) {}

    DeclaredByHand(Map<String, Object> given) {
        for (Map.Entry<String, Object> entry : given.entrySet()) {
            set(entry.getKey(), entry.getValue());
        }
    }

    private void set(String name, Object value) {
        switch (name) {
            case "UserName" -> userName = text(value);
            case "Action" -> action = text(value);
            case "Text1" -> text1 = text(value);
            case "Text2" -> text2 = text(value);
            case "Text3" -> text3 = text(value);
            case "Text4" -> text4 = text(value);
            case "Text5" -> text5 = text(value);
            case "Text6" -> text6 = text(value);
            case "Text7" -> text7 = text(value);
            case "Text8" -> text8 = text(value);
            case "Text9" -> text9 = text(value);
            case "Text10" -> text10 = text(value);
            case "Text11" -> text11 = text(value);
            case "Text12" -> text12 = text(value);
            case "Text13" -> text13 = text(value);
            case "Text14" -> text14 = text(value);
            case "Number1" -> number1 = number(value);
            case "Number2" -> number2 = number(value);
            case "Number3" -> number3 = number(value);
            case "Number4" -> number4 = number(value);
            case "InputFile" -> inputFile = text(value);
            default -> throw new IllegalArgumentException("there is no property " + name);
        }
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text.strip();
        }
        throw new IllegalArgumentException("a text is needed, not " + value);
    }

    private static int number(Object value) {
        return value instanceof Integer number ? number : Integer.parseInt(text(value));
    }

    /** Checks all inputs, those that were not given too. */
    void check() {
        if (userName.isEmpty()) {
            throw new IllegalArgumentException("UserName: a value is needed");
        }
        if (!ACTIONS.contains(action)) {
            throw new IllegalArgumentException("Action: \"" + action + "\" is not allowed; it must be one of "
                    + String.join(", ", Workload.ACTIONS));
        }
        checkBounds("Number1", number1);
        checkBounds("Number2", number2);
        checkBounds("Number3", number3);
        checkBounds("Number4", number4);
        if (!inputFile.isEmpty() && !Files.isReadable(Path.of(inputFile))) {
            throw new IllegalArgumentException("InputFile: " + inputFile + " cannot be read");
        }
    }

    private static void checkBounds(String name, int number) {
        if (number < Workload.LEAST || number > Workload.MOST) {
            throw new IllegalArgumentException(
                    name + ": " + number + " is not from " + Workload.LEAST + " to " + Workload.MOST);
        }
    }

    /** Does nothing. */
    Outputs execute() {
        return new Outputs("", "", "", "", List.of(), List.of(), List.of(), List.of());
    }

    /** Returns how much text it holds: what makes the compiler keep every field. */
    public int length() {
        return userName.length()
                + action.length()
                + text1.length()
                + text2.length()
                + text3.length()
                + text4.length()
                + text5.length()
                + text6.length()
                + text7.length()
                + text8.length()
                + text9.length()
                + text10.length()
                + text11.length()
                + text12.length()
                + text13.length()
                + text14.length()
                + inputFile.length();
    }
}
