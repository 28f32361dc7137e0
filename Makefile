# Lantern: every figure of "Understanding Deep Learning" from source.
# `make help` lists the targets.

.DEFAULT_GOAL := help
.PHONY: help setup build gallery preview typeset-sheet docs test check-preview bench bench-peers \
  clean

BUILD := swift build -c release --product lantern
LANTERN := .build/release/lantern

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:
	@command -v swift >/dev/null || { \
	  echo "error: no Swift here; install Swift 6.2 or later from https://swift.org/install" >&2; \
	  exit 1; }
	@Tools/install-packages

build: setup ## Build the command .build/release/lantern
	@$(BUILD)

gallery: build ## Render every figure and scene into output/ and say where to look
	@$(LANTERN) gallery -o output

preview: build ## Show figures and scenes in a browser, with sliders
	@$(LANTERN) preview

typeset-sheet: build ## Draw every command of the typesetter into output/typeset-sheet.png
	@$(LANTERN) typeset --sheet -o output/typeset-sheet.png

docs: build ## Make the reference and the tutorial into output/documentation, for any web server
	@swift build -c release --product tutorial
	@Tools/make-docs output/documentation

test: setup ## Run all tests, against optimised code
	swift test -c release --parallel

check-preview: setup ## Edit a script while the preview runs, and measure it (needs chromium)
	@swift build -c release --build-tests
	@LANTERN_CHECK_PREVIEW=1 .build/release/LanternPackageTests.xctest \
	  --testing-library swift-testing --filter 'PreviewEditTests|PreviewSpeedTests'

bench: setup ## Measure training steps on the peers' tasks, and films
	@swift run -c release LanternBench
	@swift run -c release LanternBench films

PYTHON ?= python3

bench-peers: setup ## Measure numpy, PyTorch and JAX beside them (PYTHON=python3 TASKS="a b tables")
	@swift build -c release --product LanternBench
	@$(PYTHON) Benchmarks/peers/compare.py $(TASKS)

clean: ## Remove what builds and runs have left
	rm -rf .build
	find output -mindepth 1 ! -name README.md -delete
