# `make demo` and `make test` set everything up by themselves on a Debian or Ubuntu machine that has Swift.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := build

SWIFT ?= swift
# Where builds go.
SCRATCH ?= .build
# With --static-swift-stdlib the program runs where no Swift is.
BUILD_FLAGS ?=
CHANCERY := $(SCRATCH)/release/chancery
# Everything that is formatted; build folders lie beside it.
FORMATTED := Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources Examples/Package.swift \
	Examples/Sources Examples/Tests
# How many events `make bench` makes up, and how often `make crash` kills each of seven operations.
EVENTS ?= 1000000
ROUNDS ?= 100
# For how many seconds `make fuzz` gives each of its targets anything to read.
FUZZ_SECONDS ?= 300
# Where `make install` puts the program and what belongs to it, beneath DESTDIR if that is given.
PREFIX ?= /usr/local
INSTALLED = bin/chancery share/man/man1/chancery.1 share/bash-completion/completions/chancery \
	share/zsh/site-functions/_chancery share/fish/vendor_completions.d/chancery.fish

.PHONY: build test example docs install uninstall demo format lint snapshots schemas fixture bench crash fuzz set-up

set-up:
	@.ci/set-up

build: set-up
	$(SWIFT) build --scratch-path $(SCRATCH) -c release --product chancery $(BUILD_FLAGS)

# Tests that run the program find the release build by $CHANCERY.
test: build
	CHANCERY="$(abspath $(CHANCERY))" $(SWIFT) test --scratch-path $(SCRATCH) --parallel

# The package with a projection of its own, as somebody else would build it: all that it depends on, anew.
example: set-up
	$(SWIFT) test --package-path Examples --scratch-path $(SCRATCH)/examples

# The documentation of the library targets, every link in it held against the code.
docs: set-up
	$(SWIFT) build --scratch-path $(SCRATCH)
	.ci/documentation $(SCRATCH) $(SCRATCH)/documentation

# The program, its manual page, and what teaches shells to complete its words; all of it made by the program itself.
install: build
	@to="$(DESTDIR)$(PREFIX)"
	made="$$(mktemp -d "$${TMPDIR:-/tmp}/chancery-install.XXXXXX")"
	trap 'rm -rf "$$made"' EXIT
	"$(CHANCERY)" manual > "$$made/chancery.1"
	for shell in bash zsh fish; do "$(CHANCERY)" completion "$$shell" > "$$made/$$shell"; done
	install -D -m 755 "$(CHANCERY)" "$$to/bin/chancery"
	install -D -m 644 "$$made/chancery.1" "$$to/share/man/man1/chancery.1"
	install -D -m 644 "$$made/bash" "$$to/share/bash-completion/completions/chancery"
	install -D -m 644 "$$made/zsh" "$$to/share/zsh/site-functions/_chancery"
	install -D -m 644 "$$made/fish" "$$to/share/fish/vendor_completions.d/chancery.fish"
	echo "installed in $$to"

uninstall:
	@rm -f $(addprefix "$(DESTDIR)$(PREFIX)"/,$(INSTALLED))

# The timeline that the project starts from: what was pending between ASEAN and Russia on 3 August 2018, as it was
# known on that day.
demo: build
	@chancery="$(abspath $(CHANCERY))"
	export CHANCERY_STORE="$$(mktemp -d "$${TMPDIR:-/tmp}/chancery-demo.XXXXXX")"
	show() { printf '\n$$ chancery %s\n' "$$*"; "$$chancery" "$$@"; }
	show append Events/reference/*.ndjson Events/*.ndjson
	show replay --to 2018-08-03 --subject agreement/asean-russia-ict
	show export pending-agreements --agreement asean-russia-ict --as-known 2018-08-03
	show export relations --pair ASEAN RUS --as-known 2018-08-03
	printf '\nThe store stays in %s. To go on:\n' "$$CHANCERY_STORE"
	printf '  export CHANCERY_STORE=%s\n  %s view relations --pair CUB USA --as-of 2015-07-20\n' \
		"$$CHANCERY_STORE" "$(CHANCERY)"

format:
	$(SWIFT) format --in-place --recursive --parallel --configuration .swift-format $(FORMATTED)

lint:
	$(SWIFT) format lint --strict --recursive --parallel --configuration .swift-format $(FORMATTED)
	.ci/architecture

# Writes the snapshots of the curated timelines anew; what has changed is to be read as a diff.
snapshots: set-up
	RECORD_SNAPSHOTS=1 $(SWIFT) test --scratch-path $(SCRATCH) --filter SnapshotTests
	git status --short Snapshots

# The JSON Schemas of all types, from the catalogue.
schemas: build
	"$(CHANCERY)" types --schema --directory Events/schema

# The store of the present format that later versions must be able to read: to be made once for each format, when it
# is about to be released, and never changed after that.
fixture: set-up
	RECORD_FIXTURE=1 $(SWIFT) test --scratch-path $(SCRATCH) --filter OldStoreTests
	git status --short Tests/ChanceryCommandsTests/Fixtures

# Measures against the bars, the floor in C and what a user would pick instead, and writes Benchmarks/RESULTS.md.
bench: build
	CHANCERY="$(abspath $(CHANCERY))" Benchmarks/run $(EVENTS)

# Kills what appends, compacts, backs up, restores, redacts and builds snapshots at random places, more often than
# `make test` does, and looks at what is left.
crash: build
	CHANCERY="$(abspath $(CHANCERY))" CRASH_ROUNDS=$(ROUNDS) \
		$(SWIFT) test --scratch-path $(SCRATCH) --filter CrashTests

# Has libFuzzer make up dates, lines, events, envelopes, proofs, stored records, appends, dumps, damaged files and
# snapshots, with the address sanitizer. What it finds stays beside the build; the corpus in Tests/Fuzz is only read.
# What is made once and kept for good is no leak, though the sanitizer can't see the pointers to some of it.
FUZZ_TARGETS := edtf ndjson event cloudevents proof record append restore pages snapshot

fuzz: set-up
	$(SWIFT) build --package-path Tests/Fuzz --scratch-path $(SCRATCH)/fuzz -c release \
		-Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld -Xswiftc -gnone
	mkdir -p $(SCRATCH)/fuzz/found
	echo leak:once_slow > $(SCRATCH)/fuzz/no-leaks
	export LSAN_OPTIONS=suppressions=$(abspath $(SCRATCH))/fuzz/no-leaks:print_suppressions=0
	for target in $(FUZZ_TARGETS); do
		mkdir -p $(SCRATCH)/fuzz/found/$$target
		FUZZ_TARGET=$$target nice $(SCRATCH)/fuzz/release/fuzz -max_total_time=$(FUZZ_SECONDS) -timeout=20 \
			-max_len=4096 -close_fd_mask=1 -print_final_stats=1 -artifact_prefix=$(SCRATCH)/fuzz/$$target- \
			$(SCRATCH)/fuzz/found/$$target Tests/Fuzz/Corpus/$$target
	done
