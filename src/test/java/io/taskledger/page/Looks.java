package io.taskledger.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import java.util.function.Consumer;

/** What a person's machine shows the page on. */
enum Looks implements Consumer<Browser.NewContextOptions> {

    LIGHT(1280, 800, ColorScheme.LIGHT),
    DARK(1280, 800, ColorScheme.DARK),
    PHONE(360, 740, ColorScheme.LIGHT),
    DARK_PHONE(360, 740, ColorScheme.DARK);

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Looks(int width, int height, ColorScheme scheme) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
    }

    /** Nothing fades, so that what is measured is what stays. */
    @Override
    public void accept(Browser.NewContextOptions options) {
        options.setViewportSize(width, height).setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE);
    }
}
