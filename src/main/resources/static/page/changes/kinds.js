/** The kinds of change, by the service's name for each: what a reader calls it, and its icon. */
export const KINDS = {
    created: { name: "Created", icon: "add" },
    renamed: { name: "Renamed", icon: "edit" },
    described: { name: "Described", icon: "described" },
    completed: { name: "Completed", icon: "check" },
    reopened: { name: "Reopened", icon: "reopened" },
    deleted: { name: "Deleted", icon: "remove" },
    restored: { name: "Restored", icon: "restored" },
};

/** Of a kind that a newer service knows, too. */
export function kindOf(type) {
    return Object.hasOwn(KINDS, type) ? KINDS[type] : { name: type[0].toUpperCase() + type.slice(1), icon: "audit" };
}

/** What was done, in two words at most. */
export function doneBy({ type, changes }) {
    const { from, to } = changes.description ?? {};
    if (type !== "described") {
        return kindOf(type).name;
    }
    return from === null ? "Description added" : to === null ? "Description removed" : "Description changed";
}
