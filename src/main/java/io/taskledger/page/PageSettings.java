package io.taskledger.page;

import io.taskledger.identity.DevelopmentMode;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the page has to know before anyone has signed in. It is the page's alone, and no part of the contract. */
@RestController
class PageSettings {

    private final Settings settings;

    PageSettings(Environment environment) {
        settings = new Settings(DevelopmentMode.isOn(environment));
    }

    /** @param development whether there are tokens for made-up users */
    record Settings(boolean development) {}

    @GetMapping(path = "/page/settings", produces = MediaType.APPLICATION_JSON_VALUE)
    Settings settings() {
        return settings;
    }
}
