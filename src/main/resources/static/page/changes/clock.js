import { Store } from "../store.js";

/** How often what is told relative to now is told anew, in milliseconds. */
const TURN = 15_000;

/** The present, in milliseconds, as far as it matters to who reads how long ago something was. */
export const clock = new Store(Date.now());

setInterval(() => document.hidden || clock.set(Date.now()), TURN);
document.addEventListener("visibilitychange", () => document.hidden || clock.set(Date.now()));
