// A service behind the gateway: answers every request with who calls, as the gateway says it in the header Gateway-Assertion.
// Needs JDK 17 and Jackson (Debian: libjackson2-databind-java); docs/downstream.md has the rules and the reasons.
//
//   GATEWAY_URL=http://… AUDIENCE=timesheets PORT=8080 java -cp '/usr/share/java/*' Whoami.java
//   java -cp '/usr/share/java/*' Whoami.java verify-vectors DIR        the test vectors of docs/vectors; needs no gateway

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

public final class Whoami {
    /** Without these it takes the last of two members of one name, where another parser takes the first, and stops at the object's end. */
    static final JsonMapper JSON = JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("verify-vectors")) {
            System.exit(Vectors.verify(Path.of(args[1])) ? 0 : 1);
        }

        String gateway = System.getenv("GATEWAY_URL");
        String audience = System.getenv("AUDIENCE");
        if (gateway == null || audience == null) {
            System.err.println("Set GATEWAY_URL, where the gateway is, and AUDIENCE, what this API is called in its routes file.");
            System.exit(2);
        }

        String host = System.getenv().getOrDefault("HOST", "127.0.0.1");
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        var assertions = new Assertions("gateway", audience, new GatewayKeys(gateway));
        var server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, assertions));
        server.start();
        System.out.println("listening on http://" + host + ":" + server.getAddress().getPort());
    }

    static void answer(HttpExchange exchange, Assertions assertions) throws IOException {
        try {
            var lines = exchange.getRequestHeaders().getOrDefault("Gateway-Assertion", List.of());
            var path = exchange.getRequestURI().getRawPath(); // Not getPath(), which decodes it.
            var caller = assertions.verify(lines, exchange.getRequestMethod(), path, Instant.now().getEpochSecond());
            send(exchange, 200, caller.without("iss_orig"));
        } catch (Refused refused) {
            System.err.println(refused.getMessage());
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"gateway\"");
            send(exchange, 401, JSON.createObjectNode().put("title", "Call this service through the gateway").put("status", 401));
        } catch (KeysUnavailable unavailable) {
            System.err.println(unavailable.getMessage());
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 503, JSON.createObjectNode().put("title", "It cannot be said who calls").put("status", 503));
        } finally {
            exchange.close();
        }
    }

    static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] content = JSON.writeValueAsBytes(body);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, head ? -1 : content.length);
        if (!head) {
            exchange.getResponseBody().write(content);
        }
    }

    /** The assertion is not good for this request: 401. The message is for the log; it holds nothing of the assertion. */
    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    /** The gateway's keys could never be fetched, so nobody can say: 503. */
    static final class KeysUnavailable extends RuntimeException {
        KeysUnavailable() {
            super("The keys of the gateway cannot be fetched");
        }
    }

    record Assertions(String issuer, String audience, Function<String, PublicKey> keys) {
        static final int SKEW_SECONDS = 5;
        static final int LIFE_SECONDS_MAX = 60;
        static final Pattern THREE_PARTS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

        /**
         * @param lines the values of the header, one for each of its lines
         * @param path as it was on the wire, without the query
         */
        ObjectNode verify(List<String> lines, String method, String path, long now) {
            // matches(), unlike find(), wants all of it. The decoder alone would take padding, which is another spelling.
            check(lines.size() == 1 && THREE_PARTS.matcher(lines.get(0)).matches(), "There has to be one assertion");
            String[] parts = lines.get(0).split("\\.");
            ObjectNode header = object(parts[0]);
            check("gateway+jwt".equals(text(header, "typ")) && !header.has("crit"), "It is no assertion of the gateway");
            check("ES256".equals(text(header, "alg")), "The algorithm is ES256");
            check(text(header, "kid") != null, "It names no key");
            PublicKey key = keys.apply(text(header, "kid"));
            check(key != null && isSigned(parts, key), "The signature is none of the gateway's");

            ObjectNode payload = object(parts[1]);
            long iat = seconds(payload, "iat");
            long exp = seconds(payload, "exp");
            check(issuer.equals(text(payload, "iss")), "It is of another issuer");
            check(audience.equals(text(payload, "aud")), "It is for another API");
            check(now < exp + SKEW_SECONDS, "It is over");
            check(iat <= now + SKEW_SECONDS, "It is of the future");
            check(exp - iat <= LIFE_SECONDS_MAX, "It lives too long");
            check(method.equals(text(payload, "htm")) && path.equals(text(payload, "htu")), "It was made for another request");
            check(List.of("user", "machine", "unknown").contains(payload.path("caller").asText()), "caller is unheard of");
            for (String name : List.of("jti", "caller", "scope", "iss_orig")) {
                check(text(payload, name) != null, "A member is missing");
            }
            for (String name : List.of("sub", "client_id")) {
                check(!payload.has(name) || text(payload, name) != null, "A member is no string");
            }
            check(!payload.has("claims") || payload.get("claims").isObject(), "claims is no object");

            var caller = JSON.createObjectNode();
            for (String name : List.of("sub", "client_id", "caller", "scope", "iss_orig")) {
                caller.put(name, text(payload, name));
            }
            caller.set("claims", payload.has("claims") ? payload.get("claims") : JSON.createObjectNode());
            return caller;
        }

        static boolean isSigned(String[] parts, PublicKey key) {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            try {
                // RFC 7518 section 3.4: R and S, 32 bytes each. "SHA256withECDSA" without "inP1363Format" would want DER.
                var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
                verifier.initVerify(key);
                verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
                return signature.length == 64 && verifier.verify(signature);
            } catch (GeneralSecurityException malformed) {
                return false;
            }
        }

        static ObjectNode object(String part) {
            try {
                if (JSON.readTree(Base64.getUrlDecoder().decode(part)) instanceof ObjectNode object) {
                    return object;
                }
            } catch (IOException | IllegalArgumentException malformed) {
                // Said below, without what was read.
            }
            throw new Refused("It is no JSON object");
        }

        static long seconds(JsonNode object, String name) {
            JsonNode value = object.path(name);
            check(value.isIntegralNumber() && value.canConvertToLong(), "iat and exp are numbers");
            return value.longValue();
        }

        static String text(JsonNode object, String name) {
            return object.path(name).isTextual() ? object.get(name).textValue() : null;
        }

        static void check(boolean holds, String otherwise) {
            if (!holds) {
                throw new Refused(otherwise);
            }
        }
    }

    /** The gateway's keys: fetched when they are first needed, every ten minutes, and, now and then, when a kid is unknown. */
    static final class GatewayKeys implements Function<String, PublicKey> {
        private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
        private final HttpRequest request;
        private volatile Map<String, PublicKey> keys = Map.of();
        private long notBefore = System.nanoTime();

        GatewayKeys(String gateway) {
            var keySet = URI.create(gateway).resolve("/.well-known/gateway/jwks.json");
            request = HttpRequest.newBuilder(keySet).timeout(Duration.ofSeconds(3)).build();
            Executors.newSingleThreadScheduledExecutor(task -> {
                var thread = new Thread(task, "gateway-keys");
                thread.setDaemon(true);
                return thread;
            }).scheduleWithFixedDelay(this::fetch, 10, 10, TimeUnit.MINUTES);
        }

        @Override
        public PublicKey apply(String kid) {
            if (!keys.containsKey(kid)) {
                askFor(kid);
            }
            if (keys.isEmpty()) {
                throw new KeysUnavailable();
            }
            return keys.get(kid);
        }

        private synchronized void askFor(String kid) {
            if (!keys.containsKey(kid) && System.nanoTime() - notBefore >= 0) {
                fetch();
                if (!keys.containsKey(kid)) { // A rotation brings the key. What brings nothing is not repeated at once.
                    notBefore = System.nanoTime() + TimeUnit.SECONDS.toNanos(keys.isEmpty() ? 1 : 10);
                }
            }
        }

        /** Replaces the keys by those that are published now; where that fails, the old ones stay. */
        private void fetch() {
            try {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                var published = answer.statusCode() == 200 ? read(JSON.readTree(answer.body())) : keys;
                keys = published.isEmpty() ? keys : published;
            } catch (IOException | GeneralSecurityException | IllegalArgumentException | InterruptedException failed) {
                System.err.println("The keys of the gateway could not be fetched: " + failed);
            }
        }

        static Map<String, PublicKey> read(JsonNode keySet) throws GeneralSecurityException {
            var p256 = AlgorithmParameters.getInstance("EC");
            p256.init(new ECGenParameterSpec("secp256r1"));
            var keys = new HashMap<String, PublicKey>();
            for (JsonNode key : keySet.path("keys")) {
                if ("P-256".equals(key.path("crv").textValue()) && "ES256".equals(key.path("alg").textValue())) {
                    var point = new ECPoint(coordinate(key, "x"), coordinate(key, "y"));
                    var spec = new ECPublicKeySpec(point, p256.getParameterSpec(ECParameterSpec.class));
                    keys.put(key.path("kid").asText(), KeyFactory.getInstance("EC").generatePublic(spec));
                }
            }
            return Map.copyOf(keys);
        }

        private static BigInteger coordinate(JsonNode key, String name) {
            return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(name).asText()));
        }
    }

    static final class Vectors {
        static boolean verify(Path folder) throws Exception {
            var keys = GatewayKeys.read(JSON.readTree(Files.readAllBytes(folder.resolve("keys.json"))));
            int right = 0;
            int wrong = 0;
            for (String name : List.of("good.json", "bad.json")) {
                JsonNode file = JSON.readTree(Files.readAllBytes(folder.resolve(name)));
                var assertions = new Assertions(file.get("issuer").asText(), file.get("audience").asText(), keys::get);
                for (JsonNode one : file.get("cases")) {
                    JsonNode found = null;
                    try {
                        List<String> lines = JSON.convertValue(one.get("assertion"), new TypeReference<List<String>>() { });
                        found = assertions.verify(lines, one.get("method").asText(), one.get("path").asText(), one.get("at").asLong());
                    } catch (Refused refused) {
                        // As a bad one should be.
                    }
                    if (Objects.equals(found, one.get("caller"))) {
                        right++;
                    } else {
                        wrong++;
                        System.err.println(one.get("name").asText() + ": " + (one.has("caller") ? "found " + found : "was taken"));
                    }
                }
            }
            System.out.println(right + " as they should be, " + wrong + " not");
            return right > 0 && wrong == 0;
        }
    }
}
