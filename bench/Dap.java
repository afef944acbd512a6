// What `cpi dap` costs: from its start to the first stop, and a step's answer. Started by bench/dap with the command of cpi and programs.

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

final class Dap {
    private static final int LAUNCHES = 5;
    private static final int STEPS = 300;

    public static void main(String[] args) throws Exception {
        System.out.printf("%-28s %12s   %-8s %12s %12s %12s%n", "program", "launch, CPU s", "step", "CPU ms each", "median ms", "p99 ms");
        for (String program : List.of(args).subList(1, args.length)) measure(args[0], program);
    }

    private static void measure(String cpi, String program) throws Exception {
        double[] launch = new double[LAUNCHES];
        for (int i = 0; i < LAUNCHES; i++) {
            try (Client client = new Client(cpi)) {
                client.start(program);
                launch[i] = client.cpu();
            }
        }
        Arrays.sort(launch);
        String name = Path.of(program).getFileName().toString();
        // Into calls, over them, and back; each kind in a session of its own, at the moments where the others were.
        for (Map.Entry<String, List<String>> kind : List.of(Map.entry("over", List.of("next")), Map.entry("into", List.of("stepIn")),
                Map.entry("back", List.of("stepBack")), Map.entry("back in", List.of("cpi/reverseStepIn")))) {
            boolean back = kind.getKey().startsWith("back");
            try (Client client = new Client(cpi)) {
                client.start(program);
                if (back) for (int i = 0; i < STEPS; i++) client.step("stepIn");
                double begin = client.cpu();
                List<Double> times = new ArrayList<>();
                for (int i = 0; i < STEPS && !client.over; i++) times.add(client.step(kind.getValue().getFirst()));
                double cpu = (client.cpu() - begin) * 1000 / times.size();
                times.sort(null);
                System.out.printf("%-28s %12.2f   %-8s %12.2f %12.2f %12.2f%n", name, launch[LAUNCHES / 2], kind.getKey(), cpu,
                    times.get(times.size() / 2), times.get(Math.min(times.size() - 1, times.size() * 99 / 100)));
                name = "";
            }
        }
    }

    /// A client that knows just enough of the protocol.
    private static final class Client implements AutoCloseable {
        private final Process server;
        private final InputStream in;
        private int seq;
        private boolean over;

        Client(String cpi) throws IOException {
            server = new ProcessBuilder(cpi, "dap").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            in = server.getInputStream();
        }

        void start(String program) throws IOException {
            send("initialize", "{\"adapterID\":\"cpi\"}");
            send("launch", "{\"program\":\"" + program + "\",\"stopOnEntry\":true}");
            send("configurationDone", "{}");
            await("\"event\":\"stopped\"");
        }

        /// Milliseconds until the program has stopped and the place is known.
        double step(String kind) throws IOException {
            long begin = System.nanoTime();
            send(kind, "{\"threadId\":1}");
            String stop = await("\"event\":\"stopped\"");
            send("stackTrace", "{\"threadId\":1,\"levels\":1}");
            await("\"command\":\"stackTrace\"");
            over = stop.contains("\"Ended") || stop.contains("\"Start of the run");
            return (System.nanoTime() - begin) / 1e6;
        }

        /// Seconds of all threads of the server.
        double cpu() {
            return server.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
        }

        private void send(String command, String arguments) throws IOException {
            String body = "{\"seq\":" + ++seq + ",\"type\":\"request\",\"command\":\"" + command + "\",\"arguments\":" + arguments + "}";
            String header = "Content-Length: " + body.length() + "\r\n\r\n";
            server.getOutputStream().write((header + body).getBytes(StandardCharsets.UTF_8));
            server.getOutputStream().flush();
        }

        private String await(String what) throws IOException {
            while (true) {
                StringBuilder header = new StringBuilder();
                while (header.indexOf("\r\n\r\n") < 0) {
                    int c = in.read();
                    if (c < 0) throw new IOException("the server has ended");
                    header.append((char) c);
                }
                int length = Integer.parseInt(header.toString().strip().replaceFirst("Content-Length: ", ""));
                String message = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                if (message.contains("\"success\":false")) throw new IOException(message);
                if (message.contains(what)) return message;
            }
        }

        @Override
        public void close() throws InterruptedException, IOException {
            server.getOutputStream().close();
            server.waitFor(10, TimeUnit.SECONDS);
            server.destroyForcibly();
        }
    }
}
