// The classes that the launcher runs.
package cpi.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cpi.cli.Console;
import cpi.cli.Main;
import cpi.driver.Compilation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// All classes of cpi are valid after [LinkedAhead], have no call sites left that it is for, and do what they did before.
class LinkedAheadTest {
    @Test
    void everyClassIsValidAndLinked() throws Exception {
        ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofResourceParsing(LinkedAheadTest.class.getClassLoader())));
        int replaced = 0;
        for (Path file : classFiles()) {
            byte[] before = Files.readAllBytes(file);
            byte[] after = LinkedAhead.of(before);
            if (before == after) continue;
            replaced++;
            assertEquals(List.of(), format.verify(after), file.toString());
            assertEquals(List.of(), format.parse(after).methods().stream().flatMap(m -> m.code().stream()).flatMap(c -> c.elementStream())
                .filter(e -> e instanceof InvokeDynamicInstruction i && isConcerned(i)).toList(), file.toString());
        }
        assertTrue(replaced > 200, replaced + " classes");
    }

    private static boolean isConcerned(InvokeDynamicInstruction site) {
        boolean isRecord = site.bootstrapMethod().owner().displayName().equals("ObjectMethods");
        boolean isOfTypes = site.bootstrapArgs().stream().allMatch(a -> a instanceof ClassDesc);
        return site.name().stringValue().equals("typeSwitch") && isOfTypes || isRecord && !site.name().stringValue().equals("toString");
    }

    @Test
    void programsRunAsBefore() throws Exception {
        Loader loader = new Loader(classFiles());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Class<?> console = loader.loadClass(Console.class.getName());
        Object own = console.getConstructors()[0].newInstance(InputStream.nullInputStream(), out, out, false, false);
        Method execute = loader.loadClass(Main.class.getName()).getMethod("execute", List.class, console);
        Compilation.onBigStack(() -> {
            try {
                return execute.invoke(null, List.of("run", "examples/text/json.cpi"), own);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(Files.readString(Path.of("examples/text/json.out")), out.toString(StandardCharsets.UTF_8));
    }

    /// A record with components of all kinds.
    public record Sample(boolean a, byte b, short c, char d, int e, long f, float g, double h, String i) {
        static Sample of(int n) {
            return new Sample(n == 1, (byte) n, (short) n, (char) n, n, n, n == 5 ? Float.NaN : n, n == 6 ? -0.0 : 0.0,
                n == 7 ? null : "s" + n);
        }
    }

    /// A switch with guards.
    public static final class Switch {
        /// Sealed, as most of what is switched over.
        sealed interface Shape {
            record Circle(int r) implements Shape {}

            record Box(int w, int h) implements Shape {}

            record Empty() implements Shape {}
        }

        public static String of(int n) {
            Shape shape = n == 0 ? new Shape.Empty() : n < 3 ? new Shape.Circle(n) : new Shape.Box(n, n + 1);
            return switch (shape) {
                case Shape.Circle c when c.r == 1 -> "one";
                case Shape.Circle(int r) -> "circle " + r;
                case Shape.Box b when b.w == 3 -> "three";
                case Shape.Box(int w, int h) when h == 5 -> "five " + w;
                case Shape.Box b -> "box " + b;
                case Shape.Empty _ -> "empty";
            };
        }
    }

    @Test
    void recordsAndSwitchesMeanTheSame() throws Exception {
        Loader loader = new Loader(List.of());
        Method of = loader.loadClass(Sample.class.getName()).getDeclaredMethod("of", int.class);
        Method choose = loader.loadClass(Switch.class.getName()).getMethod("of", int.class);
        of.setAccessible(true);
        for (int n = 0; n < 10; n++) {
            assertEquals(Sample.of(n).hashCode(), of.invoke(null, n).hashCode());
            assertEquals(Switch.of(n), choose.invoke(null, n));
            for (int m = 0; m < 10; m++) assertEquals(n == m, of.invoke(null, n).equals(of.invoke(null, m)), n + ", " + m);
        }
        assertEquals(false, of.invoke(null, 0).equals("s0"));
    }

    /// The class files of cpi, except those of tests.
    private static List<Path> classFiles() throws Exception {
        List<Path> files = new ArrayList<>();
        for (Class<?> one : List.of(Main.class, Compilation.class)) {
            try (Stream<Path> all = Files.walk(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
                all.filter(f -> f.toString().endsWith(".class")).forEach(files::add);
            }
        }
        return files;
    }

    /// Defines the given classes, and those of this test, after they were linked.
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();

        Loader(List<Path> files) throws IOException {
            super(LinkedAheadTest.class.getClassLoader());
            List<byte[]> all = new ArrayList<>();
            for (Path file : files) all.add(Files.readAllBytes(file));
            for (Class<?> own : List.of(LinkedAheadTest.class, Sample.class, Switch.class, Switch.Shape.class, Switch.Shape.Circle.class,
                    Switch.Shape.Box.class, Switch.Shape.Empty.class)) {
                try (InputStream in = Objects.requireNonNull(own.getResourceAsStream("/" + own.getName().replace('.', '/') + ".class"))) {
                    all.add(in.readAllBytes());
                }
            }
            for (byte[] bytes : all) {
                String name = ClassFile.of().parse(bytes).thisClass().asInternalName().replace('/', '.');
                classes.put(name, LinkedAhead.of(bytes));
            }
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) return super.loadClass(name);
            synchronized (this) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
