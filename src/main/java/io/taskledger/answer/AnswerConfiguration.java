package io.taskledger.answer;

import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.HeapForClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

    @Bean
    AnswerMemory answerMemory(Environment environment) {
        HeapForClients heap = HeapForClients.ofThisProcess();
        return new AnswerMemory(
                bytes(environment, "taskledger.answers.most-read", AnswerMemory.forReading(heap)),
                bytes(environment, "taskledger.answers.most-sent", AnswerMemory.forSending(heap)),
                environment.getRequiredProperty("taskledger.answers.slow-after", Duration.class));
    }

    private static long bytes(Environment environment, String property, long otherwise) {
        return environment.getProperty(property, DataSize.class, DataSize.ofBytes(otherwise)).toBytes();
    }
}
