package io.taskledger.query.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.springframework.data.domain.KeysetScrollPosition;
import org.springframework.data.jpa.domain.Specification;

import java.util.Map;

/** Which rows are in a list, as criteria. The columns are the entity's attributes. */
final class Listed {

    private Listed() {}

    static Specification<TaskEntity> by(TaskListing listing, KeysetScrollPosition start) {
        Specification<TaskEntity> living = (task, _, criteria) -> criteria.and(
                criteria.equal(task.get("userId"), listing.userId().value()), criteria.isNull(task.get("deletedAt")));
        return living.and(completed(listing)).and(containing(listing.q())).and(from(start.getKeys(), listing.sort()));
    }

    private static Specification<TaskEntity> completed(TaskListing listing) {
        return (task, _, criteria) ->
                listing.completed() == null ? criteria.conjunction() : criteria.equal(task.get("completed"), listing.completed());
    }

    private static Specification<TaskEntity> containing(String q) {
        byte[] text = Caseless.of(q).getBytes(UTF_8);
        return (task, _, criteria) -> q.isEmpty()
                ? criteria.conjunction()
                : criteria.or(
                        contains((HibernateCriteriaBuilder) criteria, task.get("titleCaseless"), text),
                        contains((HibernateCriteriaBuilder) criteria, task.get("descriptionCaseless"), text));
    }

    /**
     * By bytes: for text PostgreSQL compares byte by byte, in time that grows with the product of both lengths where they repeat; for bytes
     * it uses memcmp.
     */
    private static Predicate contains(HibernateCriteriaBuilder criteria, Expression<String> column, byte[] text) {
        return criteria.greaterThan(
                criteria.sql("position(? in convert_to(?, 'UTF8'))", Integer.class, criteria.value(text), column), 0);
    }

    /** Says again, in a form that an index can begin at, what the scroll position says as a disjunction. */
    private static Specification<TaskEntity> from(Map<String, Object> keys, TaskSort sort) {
        Object key = keys.get(sort.key().attribute);
        return (task, _, criteria) -> key == null ? criteria.conjunction() : bound(task, criteria, sort, key);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the attribute's type is the key's: TaskSort.Key says so
    private static Predicate bound(
            Root<TaskEntity> task,
            CriteriaBuilder criteria,
            TaskSort sort,
            Object key) {
        Expression<Comparable> column = task.get(sort.key().attribute);
        return sort.direction().isDescending()
                ? criteria.lessThanOrEqualTo(column, (Comparable) key)
                : criteria.greaterThanOrEqualTo(column, (Comparable) key);
    }
}
