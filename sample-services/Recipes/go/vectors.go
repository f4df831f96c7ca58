package main

import (
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"time"
)

type vectorFile struct {
	Issuer, Audience string
	Cases            []struct {
		Name         string
		Assertion    []string
		At           int64
		Method, Path string
		Caller       map[string]any
	}
}

// verifyVectors runs the test vectors of docs/vectors.
func verifyVectors(folder string) bool {
	text := must(os.ReadFile(filepath.Join(folder, "keys.json")))
	keys := must(readKeys(text))
	right, wrong := 0, 0
	for _, name := range []string{"good.json", "bad.json"} {
		var file vectorFile
		must(0, json.Unmarshal(must(os.ReadFile(filepath.Join(folder, name))), &file))
		assertions := verifier{file.Issuer, file.Audience, func(kid string) (*ecdsa.PublicKey, error) { return keys[kid], nil }}
		for _, one := range file.Cases {
			found, _ := assertions.verify(one.Assertion, one.Method, one.Path, time.Unix(one.At, 0))
			if reflect.DeepEqual(asMap(found), one.Caller) {
				right++
			} else {
				wrong++
				fmt.Fprintf(os.Stderr, "%s: found %v\n", one.Name, asMap(found))
			}
		}
	}
	fmt.Printf("%d as they should be, %d not\n", right, wrong)
	return right > 0 && wrong == 0
}

func asMap(found *caller) map[string]any {
	if found == nil {
		return nil
	}
	var fields map[string]any
	must(0, json.Unmarshal(must(json.Marshal(found)), &fields))
	fields["iss_orig"] = found.IssOrig
	return fields
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return value
}
