/** Who made a change, as the reader knows them. */
export function nameOf(actor, session) {
    if (actor === null) {
        return "someone";
    }
    return actor === session.user ? session.name : actor;
}
