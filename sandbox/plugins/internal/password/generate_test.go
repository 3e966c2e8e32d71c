package password

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"golang.org/x/crypto/bcrypt"
)

func count(password, characters string) int {
	found := 0
	for _, character := range password {
		if strings.ContainsRune(characters, character) {
			found++
		}
	}
	return found
}

func spec(t *testing.T, inputs map[string]any) Spec {
	t.Helper()
	spec, err := read(resource.NewPropertyMapFromMap(inputs))
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

func TestCharacterClasses(t *testing.T) {
	tests := map[string]struct {
		inputs  map[string]any
		allowed string
		atLeast map[string]int
	}{
		"everything":       {map[string]any{"length": 40}, lower + upper + numeric + special, nil},
		"no specials":      {map[string]any{"length": 40, "special": false}, lower + upper + numeric, nil},
		"own specials":     {map[string]any{"length": 40, "overrideSpecial": "_-"}, lower + upper + numeric + "_-", nil},
		"only lower":       {map[string]any{"length": 40, "special": false, "upper": false, "numeric": false}, lower, nil},
		"the older number": {map[string]any{"length": 40, "special": false, "number": false}, lower + upper, nil},
		"minimums": {
			map[string]any{"length": 12, "minLower": 3, "minUpper": 3, "minNumeric": 3, "minSpecial": 3},
			lower + upper + numeric + special,
			map[string]int{lower: 3, upper: 3, numeric: 3, special: 3},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			spec := spec(t, test.inputs)
			for range 50 {
				password, err := generate(spec)
				if err != nil {
					t.Fatal(err)
				}
				if len(password) != spec.Length || count(password, test.allowed) != spec.Length {
					t.Fatalf("length or characters of a password are wrong")
				}
				for characters, least := range test.atLeast {
					if count(password, characters) < least {
						t.Fatalf("fewer than %d of %q", least, characters)
					}
				}
			}
		})
	}
}

func TestPasswordsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		password, err := generate(spec(t, map[string]any{"length": 16}))
		if err != nil || seen[password] {
			t.Fatal("a password came twice")
		}
		seen[password] = true
	}
}

func TestNoCharactersAtAll(t *testing.T) {
	inputs := map[string]any{"length": 8, "special": false, "upper": false, "lower": false, "numeric": false}
	if _, err := generate(spec(t, inputs)); err == nil {
		t.Error("expected an error")
	}
}

func TestProblems(t *testing.T) {
	if name, _ := spec(t, map[string]any{"length": 3, "minLower": 2, "minUpper": 2}).problem(); name != "length" {
		t.Error("minimums above the length")
	}
	if name, _ := spec(t, map[string]any{}).problem(); name != "length" {
		t.Error("no length")
	}
	if name, _ := spec(t, map[string]any{"length": 8}).problem(); name != "" {
		t.Error("a good spec")
	}
}

func TestHash(t *testing.T) {
	long := strings.Repeat("x", 100)
	hash, err := hashed(long)
	if err != nil || bcrypt.CompareHashAndPassword([]byte(hash), []byte(long[:72])) != nil {
		t.Error(err)
	}
}
