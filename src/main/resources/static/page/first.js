// Runs before anything is painted, so that the page never shows in another theme than the chosen one.
try {
    const chosen = localStorage.getItem("task-ledger.theme");
    if (chosen) {
        document.documentElement.dataset.theme = chosen;
    }
} catch {
    // the user has forbidden it: the system's theme it is
}
