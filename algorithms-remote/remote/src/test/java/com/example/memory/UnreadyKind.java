package com.example.memory;

import java.util.List;
import org.mantle.framework.property.Property;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.kind.ResourceSettings;

/** A kind of resource that cannot say what it is, as if a library of its own were missing. */
public final class UnreadyKind implements ResourceKind {

    private static IllegalStateException failure() {
        return new IllegalStateException("the library is missing");
    }

    @Override
    public String type() {
        throw failure();
    }

    @Override
    public String summary() {
        throw failure();
    }

    @Override
    public List<Property<?>> settings() {
        throw failure();
    }

    @Override
    public String address(ResourceSettings settings) {
        throw failure();
    }

    @Override
    public boolean accepts(Session session, ResourceSettings settings) {
        throw failure();
    }

    @Override
    public RemoteJobManager connect(String resource, ResourceSettings settings) {
        throw failure();
    }
}
