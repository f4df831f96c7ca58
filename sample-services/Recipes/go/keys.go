package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log"
	"math/big"
	"net/http"
	"strings"
	"sync"
	"time"
)

type keySet map[string]*ecdsa.PublicKey

// gatewayKeys are fetched when they are first needed, every ten minutes, and, now and then, when a kid is unknown.
type gatewayKeys struct {
	url       string
	lock      sync.RWMutex // of known
	known     keySet
	asking    sync.Mutex // of notBefore, and one fetch at a time
	notBefore time.Time
}

func newGatewayKeys(gateway string) *gatewayKeys {
	keys := &gatewayKeys{url: strings.TrimRight(gateway, "/") + "/.well-known/gateway/jwks.json"}
	go func() {
		for range time.Tick(10 * time.Minute) {
			keys.fetch()
		}
	}()
	return keys
}

func (k *gatewayKeys) key(kid string) (*ecdsa.PublicKey, error) {
	if k.get()[kid] == nil {
		k.askFor(kid)
	}
	known := k.get()
	if len(known) == 0 {
		return nil, errKeysUnavailable
	}
	return known[kid], nil
}

func (k *gatewayKeys) askFor(kid string) {
	k.asking.Lock()
	defer k.asking.Unlock()
	if k.get()[kid] != nil || time.Now().Before(k.notBefore) {
		return
	}
	k.fetch()
	if known := k.get(); len(known) == 0 {
		k.notBefore = time.Now().Add(time.Second)
	} else if known[kid] == nil { // A rotation brings the key. What brings nothing is not repeated at once.
		k.notBefore = time.Now().Add(10 * time.Second)
	}
}

func (k *gatewayKeys) get() keySet {
	k.lock.RLock()
	defer k.lock.RUnlock()
	return k.known
}

// fetch replaces the keys by those that are published now; where that fails, the old ones stay.
func (k *gatewayKeys) fetch() {
	published, err := download(k.url)
	if err != nil || len(published) == 0 {
		log.Printf("the keys of the gateway could not be fetched: %v", err)
		return
	}
	k.lock.Lock()
	defer k.lock.Unlock()
	k.known = published
}

func download(url string) (keySet, error) {
	client := http.Client{
		Timeout: 3 * time.Second,
		// Keys come from where the gateway is, not from where somebody else says.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, errors.New(answer.Status)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	return readKeys(text)
}

func readKeys(text []byte) (keySet, error) {
	var set struct {
		Keys []struct{ Kid, Kty, Crv, Alg, X, Y string }
	}
	if err := json.Unmarshal(text, &set); err != nil {
		return nil, err
	}
	keys := keySet{}
	for _, key := range set.Keys {
		x, errX := base64.RawURLEncoding.DecodeString(key.X)
		y, errY := base64.RawURLEncoding.DecodeString(key.Y)
		public := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
		if key.Kty == "EC" && key.Crv == "P-256" && key.Alg == "ES256" && errX == nil && errY == nil && public.IsOnCurve(public.X, public.Y) {
			keys[key.Kid] = public
		}
	}
	return keys, nil
}
