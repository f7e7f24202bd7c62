package org.mantle.framework.property;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.type.ArrayType;
import org.mantle.framework.internal.type.ChoiceType;
import org.mantle.framework.internal.type.ListOfListsType;
import org.mantle.framework.internal.type.QuotedListType;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.PropertyTypeProvider;
import org.mantle.framework.type.Secret;

/** Finds the property types of Java types: the framework's own first, then those that providers bring. */
final class JavaTypes {

    /** A class path that cannot be read fails again and again, and there is no end to wait for. */
    private static final int MOST_FAILURES = 100;

    private JavaTypes() {}

    // each type is listed under the class of its values
    @SuppressWarnings("unchecked")
    static <T> PropertyType<T> of(Class<T> kind, ClassLoader loader) {
        return (PropertyType<T>) of((Type) kind, loader);
    }

    static PropertyType<?> of(Type kind, ClassLoader loader) {
        if (kind instanceof Class<?> type) {
            return ofClass(type, loader);
        }
        if (kind instanceof WildcardType wildcard && wildcard.getUpperBounds().length == 1) {
            return of(wildcard.getUpperBounds()[0], loader);
        }
        if (kind instanceof ParameterizedType generic) {
            Type raw = generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (raw == List.class || raw == Collection.class) {
                return arguments[0] instanceof ParameterizedType inner && inner.getRawType() == List.class
                        ? new ListOfListsType<>(of(inner.getActualTypeArguments()[0], loader))
                        : listOf(of(arguments[0], loader));
            }
            if (raw == Map.class && arguments[0] == String.class) {
                return PropertyTypes.FREE_MAP;
            }
            if (raw == Optional.class && arguments[0] == Boolean.class) {
                return PropertyTypes.OPTIONAL_BOOLEAN;
            }
        }
        throw none(kind, null);
    }

    // equal types have equal values
    @SuppressWarnings("unchecked")
    static <E> PropertyType<List<E>> listOf(PropertyType<E> element) {
        @Nullable PropertyType<?> known = ownList(element);
        if (known != null) {
            return (PropertyType<List<E>>) known;
        }
        return new QuotedListType<>(element.word() + " list", element);
    }

    private static @Nullable PropertyType<?> ownList(PropertyType<?> element) {
        if (element == PropertyTypes.STRING) {
            return PropertyTypes.STRING_LIST;
        }
        if (element == PropertyTypes.INTEGER) {
            return PropertyTypes.INTEGER_LIST;
        }
        if (element == PropertyTypes.LONG) {
            return PropertyTypes.LONG_LIST;
        }
        if (element == PropertyTypes.UNSIGNED) {
            return PropertyTypes.UNSIGNED_LIST;
        }
        if (element == PropertyTypes.NUMBER) {
            return PropertyTypes.NUMBER_LIST;
        }
        return element == PropertyTypes.BOOLEAN ? PropertyTypes.BOOLEAN_LIST : null;
    }

    private static PropertyType<?> ofClass(Class<?> kind, ClassLoader loader) {
        @Nullable PropertyType<?> own = ownType(kind);
        return own != null ? own : kind.isEnum() ? ofEnum(kind) : provided(kind, loader);
    }

    private static @Nullable PropertyType<?> ownType(Class<?> kind) {
        if (kind == String.class) {
            return PropertyTypes.STRING;
        }
        if (kind == Integer.class || kind == int.class) {
            return PropertyTypes.INTEGER;
        }
        if (kind == Long.class || kind == long.class) {
            return PropertyTypes.LONG;
        }
        if (kind == Double.class || kind == double.class) {
            return PropertyTypes.NUMBER;
        }
        if (kind == Boolean.class || kind == boolean.class) {
            return PropertyTypes.BOOLEAN;
        }
        if (kind == Secret.class) {
            return PropertyTypes.SECRET;
        }
        if (kind == OffsetDateTime.class) {
            return PropertyTypes.DATE_TIME;
        }
        if (kind.isArray()) {
            return ArrayType.of(kind);
        }
        return kind == Path.class ? PropertyTypes.PATH : kind == Map.class ? PropertyTypes.FREE_MAP : null;
    }

    // the class is known to be that of an enum
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static PropertyType<?> ofEnum(Class<?> kind) {
        return new ChoiceType(kind, constant -> ((Enum<?>) constant).name());
    }

    /** A provider that is broken harms those that need it, and no other. */
    private static PropertyType<?> provided(Class<?> kind, ClassLoader loader) {
        Iterator<PropertyTypeProvider> providers =
                ServiceLoader.load(PropertyTypeProvider.class, loader).iterator();
        @Nullable Throwable broken = null;
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                @Nullable PropertyType<?> type = providers.next().types().get(kind);
                if (type != null) {
                    return type;
                }
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                // foreign code: go on with the next
                broken = e;
                failedInARow++;
            }
        }
        throw none(kind, broken);
    }

    private static IllegalArgumentException none(Type kind, @Nullable Throwable broken) {
        String why = broken == null ? "" : "; a provider of types is broken: " + FailureMessage.withKind(broken);
        return new IllegalArgumentException(
                "there is no property type for " + kind.getTypeName()
                        + "; provide one by a PropertyTypeProvider, or use "
                        + "PropertyTypes.javaObject for values that only programs give" + why,
                broken);
    }
}
