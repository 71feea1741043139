package io.taskledger.fuzzing;

import io.taskledger.fuzzing.Request.Framing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes requests that the document allows. */
final class Drafts {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A letter or digit of some script, of which all can be seen but four fillers. */
    private static final Pattern SHOWS = Pattern.compile("[\\p{L}\\p{N}&&[^\u115f\u1160\u3164\uffa0]]");

    private final int port;

    Drafts(int port) {
        this.port = port;
    }

    Draft valid(DeclaredOperation operation, User user, Dice dice) {
        var draft = new Draft(operation, user, dice);
        if (operation.isForOperators() && !user.operator) {
            draft.refuse(Stage.ROLE, 403);
        }
        draft.headers.add("Host: localhost:" + port);
        draft.headers.add(dice.of("Authorization: Bearer ", "Authorization: Bearer ", "authorization: bearer ") + user.token);
        operation.parameters("path").forEach(parameter -> fillPath(draft, parameter));
        operation.parameters("query").filter(_ -> dice.percent(35)).forEach(parameter -> ask(draft, parameter));
        operation.parameters("header").filter(_ -> dice.percent(25)).forEach(parameter -> DeclaredHeaders.add(draft,
                parameter.get("name").stringValue()));
        if (operation.takesBody()) {
            fillBody(draft);
        }
        if (dice.percent(30)) {
            draft.headers.add("Accept: " + dice.of("*/*", "application/json", "application/*;q=0.5, text/html", "text/html, */*;q=0.1",
                    "application/json;charset=utf-16"));
        }
        return draft;
    }

    private static void fillPath(Draft draft, JsonNode parameter) {
        String name = parameter.get("name").stringValue();
        String value;
        if (name.equals("id")) {
            draft.task = chooseTask(draft);
            String id = draft.task.toString();
            value = draft.dice.percent(10) ? id.toUpperCase(Locale.ROOT) : draft.dice.percent(5) ? id.replace("-", "%2D") : id;
        } else {
            value = name.equals("name") ? draft.dice.of("tasks", "audit") : Percent.encode(Values.of(parameter.get("schema"), draft).asString());
        }
        draft.path = draft.path.replace("{" + name + "}", value);
    }

    private static UUID chooseTask(Draft draft) {
        Dice dice = draft.dice;
        List<KnownTask> own = new ArrayList<>(draft.user.tasks.values());
        int choice = dice.below(100);
        if (choice < 8) {
            return dice.uuid();
        }
        return choice < 18 || own.isEmpty() ? draft.user.others.task(draft.user, dice) : dice.of(own).id;
    }

    private static void ask(Draft draft, JsonNode parameter) {
        String name = parameter.get("name").stringValue();
        Dice dice = draft.dice;
        if (name.equals("cursor")) {
            return; // it is good for a certain question only: see next
        }
        String value = switch (name) {
            case "task_id" -> chooseTask(draft).toString();
            case "q" -> q(draft);
            case "since" -> dice.of("now", "");
            default -> Values.of(parameter.get("schema"), draft).asString();
        };
        draft.asked.put(name, value);
        draft.parameters.add(name + "=" + Percent.encode(value));
        if (dice.percent(5)) {
            draft.parameters.add("");
        }
    }

    private static String q(Draft draft) {
        List<KnownTask> own = draft.user.living();
        if (own.isEmpty() || draft.dice.percent(40)) {
            return OddText.storable(draft.dice, 1, 60);
        }
        String title = draft.dice.of(own).now().title();
        return title.substring(0, title.offsetByCodePoints(0, Math.min(3, title.codePointCount(0, title.length()))));
    }

    /** Asks for a page that a list named as its next. */
    Draft next(DeclaredOperation operation, User.NextPage page, User user, Dice dice) {
        var draft = new Draft(operation, user, dice);
        draft.path = page.path();
        draft.task = page.task();
        draft.headers.addAll(List.of("Host: localhost:" + port, "Authorization: Bearer " + user.token));
        draft.parameters.addAll(page.parameters());
        draft.asked.put("cursor", page.cursor());
        draft.parameters.add("cursor=" + page.cursor());
        return draft;
    }

    private void fillBody(Draft draft) {
        String type = draft.dice.of(List.copyOf(draft.operation.bodies().keySet()));
        JsonNode schema = Objects.requireNonNull(draft.operation.bodies().get(type));
        Set<String> required = Set.copyOf(schema.path("required").valueStream().map(JsonNode::stringValue).toList());
        ObjectNode meant = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            String name = property.getKey();
            boolean rare = name.equals("id");
            if (required.contains(name) || draft.dice.percent(rare ? 30 : 60)) {
                meant.set(name, switch (name) {
                    case "id" -> JSON.stringNode(newId(draft));
                    case "title" -> JSON.stringNode(title(draft));
                    case "description" -> withoutControls(Values.of(property.getValue(), draft));
                    default -> Values.of(property.getValue(), draft);
                });
            }
        }
        draft.meant = meant;
        draft.body = Utf8.bytes(OddJson.write(meant, draft.dice));
        draft.framing = draft.dice.of(Framing.LENGTH, Framing.LENGTH, Framing.CHUNKS);
        draft.headers.add("Content-Type: " + type + draft.dice.of("", "", "", ";charset=utf-8", "; charset=\"UTF-8\"", "; x=y"));
    }

    /** But for those that lay text out. */
    private static JsonNode withoutControls(JsonNode description) {
        return description.isNull() ? description : JSON.stringNode(description.stringValue().replaceAll("[\\p{Cc}&&[^\\t\\n\\r\u0085]]", ""));
    }

    private static String newId(Draft draft) {
        Dice dice = draft.dice;
        List<KnownTask> own = new ArrayList<>(draft.user.tasks.values());
        UUID id = dice.percent(15) && !own.isEmpty() ? dice.of(own).id : dice.percent(10) ? draft.user.others.task(draft.user, dice) : dice.uuid();
        return dice.percent(10) ? id.toString().toUpperCase(Locale.ROOT) : id.toString();
    }

    private static String title(Draft draft) {
        String text = Values.text(draft, 1, 200).replaceAll("\\p{Cc}", "");
        String title = SHOWS.matcher(text).find() ? text : "x";
        return draft.dice.percent(15) ? OddText.whiteSpace(draft.dice) + title + OddText.whiteSpace(draft.dice) : title;
    }
}
