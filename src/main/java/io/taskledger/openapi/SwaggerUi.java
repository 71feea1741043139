package io.taskledger.openapi;

import io.taskledger.page.ContentTag;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Swagger UI's files, as its WebJar has them, but for {@code swagger-initializer.js}, which is ours: it says which document is shown. The
 * files of all builds may have one date, so entity tags tell one release from another.
 */
@Configuration(proxyBeanMethods = false)
class SwaggerUi implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/swagger-ui/swagger-initializer.js")
                .addResourceLocations("classpath:/static/")
                .setEtagGenerator(ContentTag::of);
        String version = version();
        registry.addResourceHandler("/swagger-ui/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/")
                .setEtagGenerator(_ -> "W/\"" + version + "\"");
    }

    /** A WebJar's files lie in a folder that its version names. */
    private static String version() {
        try {
            var pom = PropertiesLoaderUtils.loadProperties(new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties"));
            return Objects.requireNonNull(pom.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
