package io.taskledger.commandline;

import io.taskledger.query.projection.Projection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an argument that names a projection. */
final class ProjectionName implements ITypeConverter<Projection<?>> {

    @Override
    public Projection<?> convert(String name) {
        KnownProjections known = KnownProjections.load();
        return known.named(name)
                .orElseThrow(() -> new TypeConversionException("There is no projection \"" + name + "\". There are: " + known.names() + "."));
    }
}
