// Runs as soon as it is there, while what shows the tasks is still being loaded: they are asked for meanwhile.
import { entry, open } from "./entry.js";
import { route } from "./router.js";
import { boardOf } from "./tasks/board.js";
import { questionOf } from "./tasks/question.js";

await open();
const { session } = entry.state;
const { path, query } = route.state;
if (session && ["/", "/tasks"].includes(path)) {
    boardOf(session).ask(questionOf(query));
}
