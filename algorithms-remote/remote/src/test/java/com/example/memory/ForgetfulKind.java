package com.example.memory;

import java.util.List;
import org.mantle.framework.property.Property;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.kind.ResourceSettings;

/** A kind of resource that fails once there is a session. */
public final class ForgetfulKind implements ResourceKind {

    @Override
    public String type() {
        return "forgetful";
    }

    @Override
    public String summary() {
        return "A site that knows nobody.";
    }

    @Override
    public List<Property<?>> settings() {
        return List.of();
    }

    @Override
    public String address(ResourceSettings settings) {
        return "forgetful:";
    }

    @Override
    public boolean accepts(Session session, ResourceSettings settings) {
        throw new IllegalStateException("the library is missing");
    }

    @Override
    public RemoteJobManager connect(String resource, ResourceSettings settings) {
        throw new IllegalStateException("the library is missing");
    }
}
