package org.mantle.gateway.pac;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.mantle.gateway.http.Call;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.http.LongBodyException;
import org.mantle.gateway.job.ExecutorException;
import org.mantle.gateway.pac.RefusedException.Reason;
import org.mantle.gateway.place.NoAccountException;
import org.mantle.gateway.place.OutsideFolderException;
import org.mantle.gateway.place.StorageException;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.place.UserFilesException;
import org.mantle.gateway.user.DirectoryDownException;
import org.mantle.pac.PacFormatException;

/** Says to clients why something was not done, in the form that clients of an operation understand. */
public final class Refusals {

    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

    private Refusals() {}

    /** Something that may be refused. */
    public interface Action {
        /** Does it. */
        void run() throws IOException, RefusedException;
    }

    /** What is to be done, which may be refused. */
    public interface Decision {
        /** Makes the call. */
        Call make() throws IOException, RefusedException;
    }

    /**
     * Does something, and answers if it is refused or fails.
     *
     * @throws IOException if no answer would reach the client
     */
    public static void answer(AnswerForm form, Exchange exchange, Action action) throws IOException {
        decide(form, exchange, () -> {
            action.run();
            return Call.ANSWERED;
        });
    }

    /**
     * Decides what is to be done, and answers if that is refused or fails.
     *
     * @throws IOException if no answer would reach the client
     */
    public static Call decide(AnswerForm form, Exchange exchange, Decision decision) throws IOException {
        Reason reason = Reason.INVALID;
        String message;
        try {
            return decision.make();
        } catch (RefusedException e) {
            reason = e.reason();
            message = e.text();
        } catch (OutsideFolderException | SessionEndedException | NoAccountException e) {
            reason = Reason.FORBIDDEN;
            message = String.valueOf(e.getMessage());
        } catch (PacFormatException | LongBodyException e) {
            message = String.valueOf(e.getMessage());
        } catch (StorageException e) {
            reason = e.isForRoom() ? Reason.NO_ROOM : Reason.INVALID;
            message = String.valueOf(e.getMessage());
        } catch (ExecutorException | UserFilesException e) {
            reason = Reason.UNAVAILABLE;
            message = String.valueOf(e.getMessage());
        } catch (EOFException e) {
            // the client went away
            throw e;
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            reason = e.isForRoom() ? Reason.NO_ROOM : Reason.UNAVAILABLE;
            message = e.clientText();
        } catch (DirectoryDownException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            reason = Reason.UNAVAILABLE;
            message = "The directory of users does not answer at present: try again in a few minutes";
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof UserFilesException)) {
                throw e;
            }
            reason = Reason.UNAVAILABLE;
            message = String.valueOf(e.getMessage());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a call failed", e);
            boolean isFull = StorageException.isFullDisk(e);
            reason = isFull ? Reason.NO_ROOM : Reason.FAILED;
            message = isFull
                    ? "The gateway's disk is full: free some space, then try again"
                    : "The gateway could not do this: its log tells why";
        }
        LOG.log(System.Logger.Level.DEBUG, "refused: {0}", reason);
        exchange.noteRefusal(message);
        form.refuse(exchange, reason, message);
        return Call.ANSWERED;
    }
}
