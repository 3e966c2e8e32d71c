# `make up` runs the quickstart on this machine; `make test` proves everything. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Pulumi's Node.js packages need a newer Node.js than many machines have; npm brings one.
NODE := node_modules/node/bin/node
TS := $(NODE) -r ts-node/register/transpile-only
export PATH := $(CURDIR)/node_modules/node/bin:$(CURDIR)/node_modules/.bin:$(PATH)

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

node_modules/.installed: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: up
up: node_modules/.installed ## run `pulumi up` of the quickstart on a Kubernetes of its own
	@$(TS) sandbox/up.ts

.PHONY: login
login: node_modules/.installed ## log in to the NATS of `make up`, publish a message and read it back
	@$(TS) sandbox/login.ts

.PHONY: down
down: node_modules/.installed ## destroy what `make up` has made
	@$(TS) sandbox/down.ts

.PHONY: plugin
plugin: node_modules/.installed ## make the plugin: bin/pulumi-resource-nats
	$(NODE) scripts/bundle.mjs

.PHONY: sdk
sdk: node_modules/.installed ## make schema.json, sdk/ and the tables of README.md from schema/
	$(TS) scripts/sdk.ts

.PHONY: facts
facts: node_modules/.installed ## write down the facts that this version keeps, once before its release, for the tests of later ones
	$(TS) -r ./tests/support/sdk.ts scripts/recordFacts.ts

.PHONY: check
check: node_modules/.installed ## types, lint, format, and whether generated files are up to date
	tsc -p .
	eslint provider sandbox scripts tests
	prettier --check --log-level warn .
	gofmt -l sandbox examples/go | tee /dev/stderr | (! grep -q .)
	$(TS) scripts/sdk.ts --check

.PHONY: test
test: check plugin ## everything: checks, unit, component, plugin, schema, chart and engine tests
	cd sandbox/plugins && CGO_ENABLED=0 go vet -trimpath ./... && CGO_ENABLED=0 go test -trimpath ./...
	$(TS) tests/support/prepare.ts
	mocha --parallel --jobs 3 'tests/**/*.test.ts'

.PHONY: test-fast
test-fast: plugin ## the tests that need no engine and no cluster
	mocha 'tests/{unit,component,plugin,schema}/**/*.test.ts'

.PHONY: fuzz
fuzz: node_modules/.installed ## try 10,000 specs on real servers of two versions (FUZZ_CASES, FUZZ_SEED)
	$(TS) tests/fuzz/main.ts

.PHONY: bench
bench: plugin ## measure speed and memory, and write docs/benchmarks.md
	$(TS) -r ./tests/support/sdk.ts tests/bench/main.ts
