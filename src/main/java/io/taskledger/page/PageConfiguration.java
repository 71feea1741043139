package io.taskledger.page;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class PageConfiguration implements WebMvcConfigurer {

    /** All files of a packaged service are of one day, so their dates tell nothing. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        files.addResourceHandler("/page/**").addResourceLocations("classpath:/static/page/").setUseLastModified(false).setEtagGenerator(ContentTag::of);
        files.addResourceHandler("/lib/**").addResourceLocations("classpath:/static/lib/").setUseLastModified(false).setEtagGenerator(ContentTag::of);
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(PageHeaders.ofThePage()).addPathPatterns("/", "/page/**", "/lib/**");
    }
}
