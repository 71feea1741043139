package io.taskledger.web;

import io.taskledger.answer.AnswerRoomArgument;
import io.taskledger.identity.CallerArgument;
import io.taskledger.identity.SubscriberArgument;
import io.taskledger.kernel.TaskId;
import io.taskledger.request.BodyLimit;
import io.taskledger.request.KeyedRequestArgument;
import io.taskledger.request.PreconditionsArgument;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import java.util.List;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final PlainJson plainJson = new PlainJson();
    private final JsonMapper json;
    private final BodyLimit bodyLimit;
    private final CallerArgument callerArgument;
    private final SubscriberArgument subscriberArgument;
    private final KeyedRequestArgument keyedRequestArgument;
    private final PreconditionsArgument preconditionsArgument;
    private final UntaggedAnswers untaggedAnswers;
    private final AnswerRoomArgument answerRoomArgument;

    WebConfiguration(
            JsonMapper json,
            BodyLimit bodyLimit,
            CallerArgument callerArgument,
            SubscriberArgument subscriberArgument,
            KeyedRequestArgument keyedRequestArgument,
            PreconditionsArgument preconditionsArgument,
            UntaggedAnswers untaggedAnswers,
            AnswerRoomArgument answerRoomArgument) {
        this.json = json;
        this.answerRoomArgument = answerRoomArgument;
        this.bodyLimit = bodyLimit;
        this.callerArgument = callerArgument;
        this.subscriberArgument = subscriberArgument;
        this.keyedRequestArgument = keyedRequestArgument;
        this.preconditionsArgument = preconditionsArgument;
        this.untaggedAnswers = untaggedAnswers;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(bodyLimit);
        interceptors.addInterceptor(plainJson).addPathPatterns("/api/**", "/dev/**");
        interceptors.addInterceptor(untaggedAnswers).addPathPatterns("/api/**");
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.strategies(List.of(plainJson));
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new MeasuredJson(json));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(callerArgument);
        resolvers.add(subscriberArgument);
        resolvers.add(keyedRequestArgument);
        resolvers.add(preconditionsArgument);
        resolvers.add(answerRoomArgument);
    }

    @Override
    public void addFormatters(FormatterRegistry formatters) {
        formatters.addConverter(String.class, TaskId.class, TaskId::parse);
    }

    @Bean
    static JsonMapperBuilderCustomizer contractJson() {
        return json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .addModule(new SimpleModule().addSerializer(new TimestampJson()));
    }
}
