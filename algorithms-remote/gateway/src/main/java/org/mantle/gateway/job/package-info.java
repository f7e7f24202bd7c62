/**
 * Jobs, in the terms of no protocol and no scheduler, and two ports: who runs them and who remembers them. Only what a
 * {@link org.mantle.gateway.job.JobRefusedException} says is in LSF's words, which clients of PAC read as they are.
 *
 * <p>A new executor implements {@link org.mantle.gateway.job.JobExecutor}, a new memory
 * {@link org.mantle.gateway.job.JobBook}; protocols call them.
 */
@NullMarked
package org.mantle.gateway.job;

import org.jspecify.annotations.NullMarked;
