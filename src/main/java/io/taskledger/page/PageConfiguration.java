package io.taskledger.page;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private final PageFiles files;

    PageConfiguration(PageFiles files) {
        this.files = files;
    }

    /** What {@link VersionedFiles} leaves. All files of a packaged service are of one day, so their dates tell nothing. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        for (String folder : PageFiles.FOLDERS) {
            registry.addResourceHandler(folder + "**")
                    .addResourceLocations("classpath:/static" + folder)
                    .setUseLastModified(false)
                    .setEtagGenerator(ContentTag::of)
                    .resourceChain(false)
                    .addResolver(new VersionResourceResolver().addFixedVersionStrategy(files.version(), "/**"));
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(PageHeaders.of(files.document())).addPathPatterns("/", "/page/**", "/lib/**");
    }
}
