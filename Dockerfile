FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -pl src -am -DskipTests package
# no AOT cache: its training run would have to start the service, and with it a PostgreSQL, inside the build
RUN java -Djarmode=tools -jar src/target/task-ledger.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
WORKDIR /app
# what changes least comes first
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001:10001
EXPOSE 8080
# half the container's memory is for the heap: classes, code and threads need the rest
# the JVM picks the collector by the container's size; more options go into JAVA_TOOL_OPTIONS
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "-jar", "task-ledger.jar"]
