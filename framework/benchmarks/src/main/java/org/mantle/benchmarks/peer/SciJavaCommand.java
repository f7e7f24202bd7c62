package org.mantle.benchmarks.peer;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/** The workload {@code declared} as a command of SciJava, which sets the fields before each run and reads them after it. */
// SciJava reads the fields.
@SuppressWarnings("unused")
public final class SciJavaCommand implements Command {

    @Parameter(persist = false)
    private @Nullable String userName;

    @Parameter(
            persist = false,
            choices = {
                "LogIn",
                "LogOut",
                "Ping",
                "Upload",
                "SubmitJob",
                "JobStatus",
                "JobStatusByID",
                "Download",
                "CancelJob"
            })
    private String action = "LogIn";

    @Parameter(persist = false)
    private String text1 = "text 1";

    @Parameter(persist = false)
    private String text2 = "text 2";

    @Parameter(persist = false)
    private String text3 = "text 3";

    @Parameter(persist = false)
    private String text4 = "text 4";

    @Parameter(persist = false)
    private String text5 = "text 5";

    @Parameter(persist = false)
    private String text6 = "text 6";

    @Parameter(persist = false)
    private String text7 = "text 7";

    @Parameter(persist = false)
    private String text8 = "text 8";

    @Parameter(persist = false)
    private String text9 = "text 9";

    @Parameter(persist = false)
    private String text10 = "text 10";

    @Parameter(persist = false)
    private String text11 = "text 11";

    @Parameter(persist = false)
    private String text12 = "text 12";

    @Parameter(persist = false)
    private String text13 = "text 13";

    @Parameter(persist = false)
    private String text14 = "text 14";

    @Parameter(persist = false, min = "0", max = "1000000")
    private int number1 = 1;

    @Parameter(persist = false, min = "0", max = "1000000")
    private int number2 = 2;

    @Parameter(persist = false, min = "0", max = "1000000")
    private int number3 = 3;

    @Parameter(persist = false, min = "0", max = "1000000")
    private int number4 = 4;

    @Parameter(persist = false, required = false)
    private @Nullable File inputFile;

    @Parameter(type = ItemIO.OUTPUT)
    private String outputText1 = "";

    @Parameter(type = ItemIO.OUTPUT)
    private String outputText2 = "";

    @Parameter(type = ItemIO.OUTPUT)
    private String outputText3 = "";

    @Parameter(type = ItemIO.OUTPUT)
    private String outputText4 = "";

    @Parameter(type = ItemIO.OUTPUT)
    private List<String> outputList1 = List.of();

    @Parameter(type = ItemIO.OUTPUT)
    private List<String> outputList2 = List.of();

    @Parameter(type = ItemIO.OUTPUT)
    private List<String> outputList3 = List.of();

    @Parameter(type = ItemIO.OUTPUT)
    private List<String> outputList4 = List.of();

    /** Does nothing. */
    @Override
    public void run() {}
}
