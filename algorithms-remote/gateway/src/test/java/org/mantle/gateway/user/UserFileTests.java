package org.mantle.gateway.user;

/** The contract of stores of users, held by the file. */
class UserFileTests extends UserStoreContract {

    @Override
    UserStore open(boolean allowMany) {
        return new UserFile(folder, allowMany);
    }
}
