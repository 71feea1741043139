package io.taskledger.query.projection;

/** Builds the table of a projection that is new, where there are so many events that folding them one after the other would take long. */
public interface FirstBuild {

    /**
     * Returns when the projection has a position to go on from, whichever instance saw to that, or where there is little to be built.
     *
     * @throws InterruptedException where this instance stops before
     */
    void complete(Projection<?> projection) throws InterruptedException;
}
