FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -pl src -am -DskipTests package
RUN java -Djarmode=tools -jar src/target/task-ledger.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre AS app
WORKDIR /app
# what changes least comes first
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY bin/taskledger bin/
ENV TASKLEDGER_JAR=/app/task-ledger.jar

# makes the AOT cache, which is good for this JVM and these very files, by a service on a PostgreSQL of its own
# that PostgreSQL wants a user who has a name
FROM app AS trained
RUN useradd --uid 10001 --no-create-home taskledger && chown taskledger /app
USER 10001:10001
RUN TASKLEDGER_AOT=make bin/taskledger

FROM app
COPY --from=trained /app/app.aot ./
USER 10001:10001
EXPOSE 8080
# the heap has half of the container's memory, 512 MB at most; JAVA_OPTS has more options for the JVM
ENTRYPOINT ["/app/bin/taskledger"]
