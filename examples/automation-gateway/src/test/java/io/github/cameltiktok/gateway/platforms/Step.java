package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that each connector offers, as {@code openapi.yaml} and the record schemas describe it.
 *
 * @param id such as {@code findVideo}
 * @param label in title case, such as {@code Find Video}
 * @param description full sentences, with the price
 * @param operationId the operation that it calls
 * @param kind {@code video}, {@code user}, or {@code null} if each subject has its own
 * @param inputs in the order of a form
 * @param outputs fields of the record, of one item of a batch, or of an event
 * @param sample a record, an item or an event; equal in shape to a real one
 */
record Step(
        String id,
        String label,
        String description,
        String operationId,
        @Nullable String kind,
        List<Input> inputs,
        List<Field> outputs,
        ObjectNode sample) {

    Step {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Returns whether it starts a flow when something changes. */
    boolean isTrigger() {
        return operationId.equals("createWatch");
    }

    /** Returns the first sentence of the description. */
    String summary() {
        return description.substring(0, description.indexOf(". ") + 1);
    }

    /**
     * A parameter or a property of the body.
     *
     * @param name as the API has it
     * @param label in title case
     * @param help a sentence
     * @param example {@code null} for none; for a list, its values
     * @param choices fixed values; empty for any
     * @param list the operation that returns its choices, such as {@code listCadences}; {@code null} for none
     * @param isInBody whether it is a property of the body, not of the query
     */
    record Input(
            String name,
            String label,
            String help,
            Type type,
            boolean isRequired,
            boolean isMultiple,
            @Nullable JsonNode example,
            List<String> choices,
            @Nullable String list,
            boolean isInBody) {

        Input {
            choices = List.copyOf(choices);
        }
    }

    /**
     * A field of an output.
     *
     * @param name last part of its path
     * @param label in title case
     * @param help a sentence
     * @param fields of an object, or of the objects of a list; empty otherwise
     */
    record Field(String name, String label, String help, Type type, boolean isMultiple, List<Field> fields) {

        Field {
            fields = List.copyOf(fields);
        }
    }

    /** Type of a value. */
    enum Type {
        TEXT,
        INTEGER,
        NUMBER,
        FLAG,
        TIME,
        OBJECT,
        /** A text, number or flag, such as the value of a changed field. */
        ANY
    }
}
