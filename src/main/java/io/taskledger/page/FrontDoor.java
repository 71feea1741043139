package io.taskledger.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page has an address of its own. Another method than GET is refused as it is everywhere, which Spring's view controllers don't do. */
@RestController
class FrontDoor {

    private final byte[] document;
    private final String tag;

    FrontDoor(PageFiles files) {
        document = files.document().getBytes(UTF_8);
        tag = ContentTag.of(document);
    }

    /** The file itself names the others without a version, and the policy is for this document. */
    @GetMapping({"/", "/page/index.html"})
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_HTML, UTF_8)).eTag(tag).body(document);
    }
}
