package password

import (
	"crypto/rand"
	"fmt"
	"math/big"
)

// class is one kind of character: whether it may occur, and how often it must.
type class struct {
	characters string
	allowed    bool
	atLeast    int
}

const (
	lower   = "abcdefghijklmnopqrstuvwxyz"
	upper   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	numeric = "0123456789"
	special = "!@#$%&*()-_=+[]{}<>:?"
)

// classes of a spec. The random provider promises minimums even of a class that
// is not allowed otherwise.
func (s Spec) classes() []class {
	specials := special
	if s.OverrideSpecial != "" {
		specials = s.OverrideSpecial
	}
	return []class{
		{lower, s.Lower, s.MinLower},
		{upper, s.Upper, s.MinUpper},
		{numeric, s.Numeric, s.MinNumeric},
		{specials, s.Special, s.MinSpecial},
	}
}

// generate draws a password: first what is promised, then the rest from every
// allowed class, and shuffles the whole.
func generate(spec Spec) (string, error) {
	var alphabet, drawn []rune
	for _, class := range spec.classes() {
		if class.allowed {
			alphabet = append(alphabet, []rune(class.characters)...)
		}
		promised, err := draw([]rune(class.characters), class.atLeast)
		if err != nil {
			return "", err
		}
		drawn = append(drawn, promised...)
	}
	if len(alphabet) == 0 {
		return "", fmt.Errorf("the character set specified is empty")
	}
	rest, err := draw(alphabet, spec.Length-len(drawn))
	if err != nil {
		return "", err
	}
	drawn = append(drawn, rest...)
	for i := len(drawn) - 1; i > 0; i-- {
		j, err := below(i + 1)
		if err != nil {
			return "", err
		}
		drawn[i], drawn[j] = drawn[j], drawn[i]
	}
	return string(drawn), nil
}

func draw(alphabet []rune, count int) ([]rune, error) {
	drawn := make([]rune, max(count, 0))
	for i := range drawn {
		at, err := below(len(alphabet))
		if err != nil {
			return nil, err
		}
		drawn[i] = alphabet[at]
	}
	return drawn, nil
}

// below is an unbiased random number from zero to limit, exclusive.
func below(limit int) (int, error) {
	number, err := rand.Int(rand.Reader, big.NewInt(int64(limit)))
	if err != nil {
		return 0, err
	}
	return int(number.Int64()), nil
}
