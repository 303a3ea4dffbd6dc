# Two commands on a fresh machine (Python >= 3.10 and make): make demo, make test.

PYTHON ?= python3
VENV ?= .venv
comma := ,
# The demo's voice: siwis, the natural one, or pico, which needs no download.
VOICE ?= siwis
OUTPUT ?= output
NATURAL = $(if $(filter x86_64 amd64,$(shell uname -m)),neural$(comma)fast,neural)
# Extras that the tests are run with.
EXTRAS ?= test
# All that the tests use and mypy reads: what CI and the gate install.
EVERYTHING = dev,neural,fast,pocket,listen,piper,espeak,edge,serve,s3,cluster,c2pa,documents,watermark
BIN = $(VENV)/bin
# Errors alone: an old pip warns of an extra of lxml (« does not provide the extra 'html_clean' ») that we declare ourselves.
QUIETLY = -qq --disable-pip-version-check
READY = $(VENV)/.ready-$(subst $(comma),-,$(EXTRAS))

.PHONY: setup everything demo pictures wordpress test check bench soak torture clean

setup: $(READY)

everything:
	@$(MAKE) --no-print-directory setup EXTRAS=$(EVERYTHING)

demo: $(VENV)/.ready$(if $(filter siwis,$(VOICE)),-natural)
	@voice=$(VOICE); \
	if [ $$voice = siwis ] && ! $(BIN)/audioedition voices install siwis; then \
		echo "The natural voice could not be installed (see above): the embedded voice reads instead."; voice=pico; \
	fi; \
	mp3=$$($(BIN)/audioedition make examples/article.txt -o $(OUTPUT) --voice $$voice) && echo "$$mp3" && cp "$$mp3" $(OUTPUT)/demo.mp3
	@echo "The edition is in $(OUTPUT)/: open its index.html, or play $(OUTPUT)/demo.mp3."

# The pictures of the README and docs/forms/, made again in Debian's chromium (EXTRAS=test,serve).
pictures: $(READY)
	$(BIN)/python scripts/pictures.py

# The WordPress plugin as one zip that WordPress installs.
wordpress: $(READY)
	$(BIN)/python scripts/wordpress_plugin.py dist/audioedition-wordpress.zip

test: $(READY)
	$(BIN)/python -m pytest

check: everything
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/check

bench: $(READY)
	$(BIN)/python benchmarks/make.py --long

# Long: 300 paragraphs with siwis and 2,000 with tones; memory must stay flat.
soak: $(READY)
	$(BIN)/python scripts/soak.py

# Long: kills, faults, full disks, hanging engines, load. The short form is part of the tests.
torture: $(READY)
	$(BIN)/python scripts/torture.py

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(QUIETLY) --editable '.[$(EXTRAS)]'
	@touch $@

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(QUIETLY) --editable .
	@touch $@

# Where onnxruntime has no wheel the demo goes on without it, and says so when the voice is installed.
$(VENV)/.ready-natural: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(QUIETLY) --editable '.[$(NATURAL)]' || \
		$(BIN)/python -m pip install $(QUIETLY) --editable .
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
