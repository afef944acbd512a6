// The Java sources of cpi as the Java compiler sees them.
package cpi.conformance;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Finds what the tidy tests ask for, by the Java compiler's own syntax trees and types.
final class JavaSources {
    /// @param lines from the line of its name to the closing brace
    record Method(String name, int lines) {}

    /// @param defaults places of `default` in a switch over a sealed type or enum of cpi
    record Facts(List<Method> methods, List<String> defaults) {}

    private JavaSources() {}

    static Facts analyze(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(null, manager, _ -> { }, List.of("-proc:none", "--release", "25"), null,
                manager.getJavaFileObjectsFromPaths(files));
            Iterable<? extends CompilationUnitTree> units = task.parse();
            task.analyze();
            Scanner scanner = new Scanner(Trees.instance(task));
            for (CompilationUnitTree unit : units) scanner.scan(unit, null);
            return new Facts(scanner.methods, scanner.defaults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final Trees trees;
        private final List<Method> methods = new ArrayList<>();
        private final List<String> defaults = new ArrayList<>();

        Scanner(Trees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getBody() != null) {
                long start = line(method.getBody());
                long end = lineAt(trees.getSourcePositions().getEndPosition(getCurrentPath().getCompilationUnit(), method));
                methods.add(new Method(where(method) + " " + method.getName(), (int) (end - start + 1)));
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitSwitch(SwitchTree tree, Void nothing) {
            checkDefaults(tree.getExpression(), tree.getCases());
            return super.visitSwitch(tree, nothing);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
            checkDefaults(tree.getExpression(), tree.getCases());
            return super.visitSwitchExpression(tree, nothing);
        }

        private void checkDefaults(ExpressionTree subject, List<? extends CaseTree> cases) {
            for (CaseTree one : cases) {
                boolean isDefault = one.getLabels().stream().anyMatch(l -> l instanceof DefaultCaseLabelTree);
                if (isDefault && isOurs(trees.getTypeMirror(new TreePath(getCurrentPath(), subject)))) defaults.add(where(one));
            }
        }

        private static boolean isOurs(TypeMirror type) {
            if (!(type instanceof DeclaredType declared) || !(declared.asElement() instanceof TypeElement element)) return false;
            boolean closed = element.getKind() == ElementKind.ENUM || element.getModifiers().contains(Modifier.SEALED);
            return closed && element.getQualifiedName().toString().startsWith("cpi.");
        }

        private String where(Tree tree) {
            String file = Path.of(getCurrentPath().getCompilationUnit().getSourceFile().toUri()).getFileName().toString();
            return file + ":" + line(tree);
        }

        private long line(Tree tree) {
            return lineAt(trees.getSourcePositions().getStartPosition(getCurrentPath().getCompilationUnit(), tree));
        }

        private long lineAt(long position) {
            return getCurrentPath().getCompilationUnit().getLineMap().getLineNumber(position);
        }
    }
}
