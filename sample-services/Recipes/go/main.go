// A service behind the gateway: answers every request with who calls, as the gateway says it in the header Gateway-Assertion.
// Needs nothing but Go; docs/downstream.md has the rules and the reasons.
//
//	GATEWAY_URL=http://… AUDIENCE=timesheets PORT=8080 go run .
//	go run . verify-vectors DIR     the test vectors of docs/vectors; needs no gateway
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	if len(os.Args) == 3 && os.Args[1] == "verify-vectors" {
		if !verifyVectors(os.Args[2]) {
			os.Exit(1)
		}
		return
	}

	gateway, audience := os.Getenv("GATEWAY_URL"), os.Getenv("AUDIENCE")
	if gateway == "" || audience == "" {
		log.Fatal("Set GATEWAY_URL, where the gateway is, and AUDIENCE, what this API is called in its routes file.")
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(env("HOST", "127.0.0.1"), env("PORT", "8080")))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s\n", listener.Addr())

	// A plain handler: http.ServeMux would redirect a path with "//" or "." in it.
	assertions := verifier{issuer: "gateway", audience: audience, key: newGatewayKeys(gateway).key}
	log.Fatal(http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, _, _ := strings.Cut(r.RequestURI, "?") // As it was on the wire; r.URL.Path is decoded.
		caller, err := assertions.verify(r.Header.Values("Gateway-Assertion"), r.Method, path, time.Now())
		switch {
		case err == nil:
			answer(w, http.StatusOK, caller)
		case errors.Is(err, errKeysUnavailable):
			log.Print(err)
			w.Header().Set("Retry-After", "1")
			answer(w, http.StatusServiceUnavailable, map[string]any{"title": "It cannot be said who calls", "status": 503})
		default:
			log.Print(err)
			w.Header().Set("WWW-Authenticate", `Bearer realm="gateway"`)
			answer(w, http.StatusUnauthorized, map[string]any{"title": "Call this service through the gateway", "status": 401})
		}
	})))
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	if status >= 400 {
		w.Header().Set("Content-Type", "application/problem+json")
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
