package io.github.cameltiktok.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Finds the texts in Java sources that may reach an operator: every string with two words or more, wherever it stands.
 * A concatenation is one text, with an ellipsis for each part that is not a literal. Its other literals, such as those of a
 * condition, are texts too. Messages that are built in several methods are thus found in pieces, without following calls.
 *
 * <p>Omitted are the values of annotations, and what is logged below WARN. A single word is a text only in a log call or as
 * argument of an exception.
 */
final class MessageTexts extends TreeScanner<Void, Boolean> {

    private static final Pattern QUIET = Pattern.compile("LOG\\.(?:info|debug|trace)");
    private static final Pattern LOUD = Pattern.compile("LOG\\.(?:warn|error)");
    private static final Pattern VARIABLE = Pattern.compile("\\{}|%(?:\\d\\$)?[-0-9.,]*[sdf]|%n");
    private static final Pattern TWO_WORDS = Pattern.compile("[A-Za-z]{2,}.* |.* [^ ]*[A-Za-z]{2,}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");
    private static final Pattern ENDS = Pattern.compile("^[\\s….,:;]+|[\\s….,:;]+$");

    /** @param place as {@code file:line}, relative to the repository */
    record Text(String place, String text) {}

    private final String path;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Text> texts = new ArrayList<>();

    private MessageTexts(String path, CompilationUnitTree unit, SourcePositions positions) {
        this.path = path;
        this.unit = unit;
        this.positions = positions;
    }

    /** Returns the texts of a Java file, in order. */
    static List<Text> in(Repository.MainFile file) {
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(source(file)));
        List<Text> texts = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                MessageTexts scanner =
                        new MessageTexts(file.path(), unit, Trees.instance(task).getSourcePositions());
                scanner.scan(unit, false);
                texts.addAll(scanner.texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** Returns a text in the form in which texts are compared: without its variable ends and final punctuation. */
    static String normalize(String text) {
        return ENDS.matcher(VARIABLE.matcher(text)
                        .replaceAll("…")
                        .replaceAll("\\s+", " ")
                        .replaceAll("…[ …]*…", "…"))
                .replaceAll("");
    }

    private static JavaFileObject source(Repository.MainFile file) {
        return new SimpleJavaFileObject(URI.create("file:///" + file.path()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return file.text();
            }
        };
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Boolean isMessage) {
        return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Boolean isMessage) {
        String method = call.getMethodSelect().toString();
        if (QUIET.matcher(method).matches()) {
            return null;
        }
        boolean isConstructor = method.equals("super") && path.endsWith("Exception.java");
        return super.visitMethodInvocation(
                call, isMessage || isConstructor || LOUD.matcher(method).matches());
    }

    @Override
    public Void visitNewClass(NewClassTree created, Boolean isMessage) {
        return super.visitNewClass(
                created, isMessage || created.getIdentifier().toString().endsWith("Exception"));
    }

    @Override
    public Void visitBinary(BinaryTree expression, Boolean isMessage) {
        if (!isConcatenation(expression) || !hasText(expression)) {
            return super.visitBinary(expression, isMessage);
        }
        add(expression, isMessage);
        scanParts(expression);
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Boolean isMessage) {
        if (literal.getValue() instanceof String) {
            add(literal, isMessage);
        }
        return null;
    }

    /** Scans the parts of a concatenation that are neither literals nor concatenations. */
    private void scanParts(ExpressionTree expression) {
        if (isConcatenation(expression)) {
            BinaryTree concatenation = (BinaryTree) expression;
            scanParts(concatenation.getLeftOperand());
            scanParts(concatenation.getRightOperand());
        } else if (!(expression instanceof LiteralTree)) {
            scan(expression, false);
        }
    }

    private void add(ExpressionTree expression, boolean isMessage) {
        String text = normalize(template(expression));
        if ((isMessage ? WORD : TWO_WORDS).matcher(text).find()) {
            long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, expression));
            texts.add(new Text(path + ":" + line, text));
        }
    }

    private static String template(ExpressionTree expression) {
        if (expression instanceof LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }
        if (isConcatenation(expression)) {
            BinaryTree concatenation = (BinaryTree) expression;
            return template(concatenation.getLeftOperand()) + template(concatenation.getRightOperand());
        }
        return "…";
    }

    private static boolean isConcatenation(ExpressionTree expression) {
        return expression instanceof BinaryTree && expression.getKind() == Tree.Kind.PLUS;
    }

    private static boolean hasText(ExpressionTree expression) {
        if (isConcatenation(expression)) {
            BinaryTree concatenation = (BinaryTree) expression;
            return hasText(concatenation.getLeftOperand()) || hasText(concatenation.getRightOperand());
        }
        return expression instanceof LiteralTree literal && literal.getValue() instanceof String;
    }
}
