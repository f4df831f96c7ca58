package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"regexp"
	"strings"
	"time"
)

const (
	skew    = 5 * time.Second
	lifeMax = 60 * time.Second
)

// threeParts comes before the decoder, which ignores line ends.
var threeParts = regexp.MustCompile(`\A[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\z`)

// errKeysUnavailable: the gateway's keys could never be fetched, so nobody can say: 503. Any other error is 401; its text is for the log
// and holds nothing of the assertion.
var errKeysUnavailable = errors.New("the keys of the gateway cannot be fetched")

// caller is who calls, as the gateway says it.
type caller struct {
	Sub      *string        `json:"sub"`
	ClientID *string        `json:"client_id"`
	Caller   string         `json:"caller"`
	Scope    string         `json:"scope"`
	IssOrig  string         `json:"-"`
	Claims   map[string]any `json:"claims"`
}

// verifier holds what an assertion has to be for this service.
type verifier struct {
	issuer, audience string
	key              func(kid string) (*ecdsa.PublicKey, error) // no key and no error: there is none of that name
}

// verify takes the values of the header, one for each of its lines, and the path as it was on the wire, without the query.
func (v verifier) verify(lines []string, method, path string, now time.Time) (*caller, error) {
	if len(lines) != 1 || !threeParts.MatchString(lines[0]) {
		return nil, errors.New("there has to be one assertion")
	}
	parts := strings.Split(lines[0], ".")
	header, err := strictObject(parts[0])
	if err != nil {
		return nil, err
	}
	kid, named := header["kid"].(string)
	if _, critical := header["crit"]; critical || !named || header["typ"] != "gateway+jwt" || header["alg"] != "ES256" {
		return nil, errors.New("it is no assertion of the gateway")
	}
	key, err := v.key(kid)
	if err != nil {
		return nil, err
	}
	if key == nil || !isSigned(parts, key) {
		return nil, errors.New("the signature is none of the gateway's")
	}

	payload, err := strictObject(parts[1])
	if err != nil {
		return nil, err
	}
	iat, exp := seconds(payload["iat"]), seconds(payload["exp"])
	switch {
	case payload["iss"] != v.issuer || payload["aud"] != v.audience:
		return nil, errors.New("it is of another issuer or for another API")
	case iat.IsZero() || exp.IsZero() || exp.Sub(iat) > lifeMax:
		return nil, errors.New("it lives too long")
	case !now.Before(exp.Add(skew)) || iat.After(now.Add(skew)):
		return nil, errors.New("it is over, or of the future")
	case payload["htm"] != method || payload["htu"] != path:
		return nil, errors.New("it was made for another request")
	}
	return read(payload)
}

func read(payload map[string]any) (*caller, error) {
	var texts [6]*string
	for i, name := range []string{"sub", "client_id", "caller", "scope", "iss_orig", "jti"} {
		value, present := payload[name]
		text, isText := value.(string)
		if optional := i < 2; present != isText || !present && !optional {
			return nil, errors.New("a member is missing, or no string")
		}
		if present {
			texts[i] = &text
		}
	}
	claims, isObject := payload["claims"].(map[string]any)
	if _, present := payload["claims"]; !present {
		claims = map[string]any{}
	} else if !isObject {
		return nil, errors.New("claims is no object")
	}
	found := &caller{texts[0], texts[1], *texts[2], *texts[3], *texts[4], claims}
	if found.Caller != "user" && found.Caller != "machine" && found.Caller != "unknown" {
		return nil, errors.New("caller is unheard of")
	}
	return found, nil
}

// isSigned: RFC 7518 section 3.4: R and S, 32 bytes each; ecdsa.VerifyASN1 would want DER.
func isSigned(parts []string, key *ecdsa.PublicKey) bool {
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || len(signature) != 64 {
		return false
	}
	hash := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	return ecdsa.Verify(key, hash[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]))
}

func seconds(value any) time.Time {
	number, _ := value.(json.Number)
	if whole, err := number.Int64(); err == nil && whole > 0 && whole < 1<<40 {
		return time.Unix(whole, 0)
	}
	return time.Time{}
}

// strictObject reads one JSON object in which no name is there twice. json.Unmarshal takes the last of them in silence, and into a struct
// it takes "AUD" for "aud" as well.
func strictObject(part string) (map[string]any, error) {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil || !json.Valid(text) {
		return nil, errors.New("it is no JSON")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	value, once := strictValue(decoder)
	object, isObject := value.(map[string]any)
	if !isObject || !once {
		return nil, errors.New("it is no JSON object, or has a member twice")
	}
	return object, nil
}

// strictValue reads valid JSON, and says whether each name is there once.
func strictValue(decoder *json.Decoder) (value any, once bool) {
	token, _ := decoder.Token()
	once = true
	switch token {
	case json.Delim('{'):
		object := map[string]any{}
		for decoder.More() {
			token, _ := decoder.Token()
			name := token.(string)
			_, twice := object[name]
			one, onceInside := strictValue(decoder)
			object[name], once = one, once && onceInside && !twice
		}
		value = object
	case json.Delim('['):
		array := []any{}
		for decoder.More() {
			one, onceInside := strictValue(decoder)
			array, once = append(array, one), once && onceInside
		}
		value = array
	default:
		return token, true
	}
	_, _ = decoder.Token() // What closes it.
	return value, once
}
