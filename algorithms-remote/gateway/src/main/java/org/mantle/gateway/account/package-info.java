/**
 * The accounts of the machine, and the files of users reached with their rights: by a process with an account's ids for each user whom a
 * gateway of root serves, or by the gateway itself for the account that started it.
 *
 * <p>For the door and the executors; begin with {@link org.mantle.gateway.account.AccountFolders}. The file system of a user
 * ({@link org.mantle.gateway.account.UserFileSystem}) hands what is asked of it to a {@link org.mantle.gateway.account.FileProcess},
 * in which {@link org.mantle.gateway.account.FileProcessMain} does it. What runs there knows the JDK alone, so that it is small and
 * begins fast.
 */
@NullMarked
package org.mantle.gateway.account;

import org.jspecify.annotations.NullMarked;
