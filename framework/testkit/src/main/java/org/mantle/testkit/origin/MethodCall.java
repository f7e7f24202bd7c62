package org.mantle.testkit.origin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Progress;
import org.mantle.framework.property.Property;

/** Calls an annotated method with a context that the kit watches; what it returns is of no interest here. */
final class MethodCall {

    private final MethodHandles.Lookup lookup;
    private final Method method;

    MethodCall(MethodHandles.Lookup lookup, Method method) {
        this.lookup = lookup;
        this.method = method;
    }

    /** Calls the method; its inputs are declared in the order of its parameters and of their records' components. */
    void invoke(List<Property<?>> inputs, Context run) throws Throwable {
        Iterator<Property<?>> left = inputs.iterator();
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            if (type == Context.class) {
                arguments.add(run);
            } else if (type == Progress.class) {
                arguments.add(run.progress());
            } else if (type.isRecord()) {
                arguments.add(record(type, left, run));
            } else {
                arguments.add(run.get(left.next()));
            }
        }
        lookup.unreflect(method).invokeWithArguments(arguments);
    }

    private Object record(Class<?> type, Iterator<Property<?>> left, Context run) throws Throwable {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            values.add(run.get(left.next()));
        }
        return lookup.findConstructor(type, MethodType.methodType(void.class, types))
                .invokeWithArguments(values);
    }
}
