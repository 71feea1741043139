package io.taskledger.page;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page has an address of its own. Another method than GET is refused as it is everywhere, which Spring's view controllers don't do. */
@Controller
@Hidden
class FrontDoor {

    @GetMapping("/")
    String page() {
        return "forward:/page/index.html";
    }
}
