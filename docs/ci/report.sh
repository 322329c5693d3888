#!/bin/sh
# Checks an archive and tells what a branch changes in it: for a pull request, in CI or by hand.
#
#   docs/ci/report.sh BASE [HEAD] [DIR]
#
# BASE is the branch (or revision) that is to be merged into, HEAD what is to be merged (HEAD), DIR the folder that is written
# to (nowela-report): check.sarif, check.xml (JUnit), report.md, and DOCUMENT.html for each document that changed.
# Run it in a clone with its whole history. NOWELA names the program (nowela), NOWELA_STEPS what is done of
# "check report pages" (all of it).
#
# Exit code: 0 done; 1 a rule is broken (everything is written all the same); 2 wrong use; 4 the clone lacks history; else
# that of nowela.
set -eu

if [ $# -lt 1 ] || [ $# -gt 3 ]; then
  echo "usage: $0 BASE [HEAD] [DIR]" >&2
  exit 2
fi
base=$1
head=${2:-HEAD}
out=${3:-nowela-report}
nowela=${NOWELA:-nowela}
steps=" ${NOWELA_STEPS:-check report pages} "
broken=0

# lacking WHAT: ends the run where the clone does not hold what is compared.
lacking() {
  echo "error: $1" >&2
  echo "  what to do: git fetch --unshallow --tags origin (in CI: fetch-depth: 0 on GitHub, GIT_DEPTH: \"0\" on GitLab)," >&2
  echo "  and git fetch origin BRANCH for a branch that is not there" >&2
  exit 4
}

# checked FORMAT FILE: writes what the rules find. That one is broken is remembered; what else goes wrong ends the run.
checked() {
  code=0
  "$nowela" check --format "$1" >"$out/$2" || code=$?
  case $code in
    0) ;;
    1) broken=1 ;;
    *) exit "$code" ;;
  esac
}

# wanted STEP: whether it is asked for.
wanted() {
  case $steps in
    *" $1 "*) return 0 ;;
    *) return 1 ;;
  esac
}

for state in "$base" "$head"; do
  git rev-parse --quiet --verify "$state^{commit}" >/dev/null || lacking "this clone does not know $state"
done
fork=$(git merge-base "$base" "$head") || lacking "this clone does not reach back to where $head left $base"
tip=$(git rev-parse --verify "$head^{commit}")
mkdir -p "$out"

if wanted check; then
  checked sarif check.sarif
  checked junit check.xml
fi

if wanted report; then
  "$nowela" report "$base" "$head" --format markdown >"$out/report.md"
fi

if wanted pages; then
  changed=$(git diff --name-only "$fork" "$tip" -- 'strategy/*/text.md' 'strategy/*/links.toml')
  # Ids of documents hold no characters that need care.
  for document in $(printf '%s\n' "$changed" | cut -d / -f 2 | sort -u); do
    # A document that is new, or gone, has nothing to be compared with.
    if git cat-file -e "$fork:strategy/$document/text.md" 2>/dev/null &&
      git cat-file -e "$tip:strategy/$document/text.md" 2>/dev/null; then
      "$nowela" diff "rev:$document@$fork" "rev:$document@$tip" --format html >"$out/$document.html"
    fi
  done
fi

exit "$broken"
