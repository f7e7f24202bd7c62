package org.mantle.gateway.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.mantle.gateway.user.UserStore;
import org.mantle.gateway.user.UserStoreContract;

/** The contract of stores of users, held by the database. */
class StoredUsersTests extends UserStoreContract {

    private final List<Store> opened = new ArrayList<>();

    @Override
    protected UserStore open(boolean allowMany) throws IOException {
        Store store = Store.open(folder);
        opened.add(store);
        return store.users(allowMany);
    }

    @AfterEach
    void close() {
        opened.forEach(Store::close);
    }
}
