package org.mantle.gateway.user;

class UserFileTests extends UserStoreContract {

    @Override
    UserStore open(boolean allowMany) {
        return new UserFile(folder, allowMany);
    }
}
