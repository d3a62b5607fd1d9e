"""What pages are found by → the files of an index, of which a browser fetches the few that a query needs.

`search/<language>/index.json` says which stems are in which file. A line of such a file is a stem, its relatives and
its postings: pages by their distance from the one before (base 36, nothing for 1), how much the page is about the
word (A to Z), and, where the word stands in the title or the designation, how many words that has. Pages are
numbered by kind and address, 32 of them in each file of titles. All of it is text: it compresses well, and a person
can read it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from math import ceil

from hub.outputs import Artifact
from hub.search.families import Stem, make_stemmer
from hub.search.pages import SearchPage
from hub.search.words import designation_words, is_said, words_of

SHARD_SIZE = 24_000  # characters: some 15 KB compressed
BLOCK_SIZE = 32  # pages
LEVELS = 26
SATURATION, LENGTH_SHARE = 1.2, 0.4  # BM25's k and b: less favour for short pages than usual
TITLE_COUNT = 3  # a word of the title counts as said so many times more
LOW_RANK = 0.45
RELATIVES = 10  # of a stem at the most
TITLE_SIGNS, DESIGNATION_SIGNS = "!\"#$%&'()*+,-./", ":;<=>?@"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Family = Mapping[str, frozenset[str]]


def export_search(pages: Sequence[SearchPage], families: Family, language: str) -> Iterator[Artifact]:
    """Yield the files of the index of the pages of a language."""
    pages = sorted(pages, key=lambda page: (page.kind, page.url))
    stem = make_stemmer(language)
    frequency = _frequency(pages)
    stems = {word: stem(word) for word in frequency}
    postings = _postings(pages, stems, stem)
    relatives = _relatives(families, postings)
    folder = f"search/{language}"
    shards = [_named(f"{folder}/", lines) for lines in _shards(postings, relatives)]
    blocks = [
        _named(f"{folder}/p", [f"{page.url}\t{page.title}" for page in pages[start : start + BLOCK_SIZE]])
        for start in range(0, len(pages), BLOCK_SIZE)
    ]
    vocabulary = _named(f"{folder}/v", list(_vocabulary(frequency, stems, postings)))
    head = {
        "count": len(pages),
        "block": BLOCK_SIZE,
        "kinds": _kinds(pages),
        "first": [artifact.content.decode().partition("\t")[0] for artifact in shards],
        "shards": [_name(artifact) for artifact in shards],
        "blocks": [_name(artifact) for artifact in blocks],
        "vocabulary": _name(vocabulary),
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    yield from (*shards, *blocks, vocabulary, Artifact(f"{folder}/index.json", f"{text}\n".encode()))


def vocabulary_of(pages: Sequence[SearchPage]) -> set[str]:
    """Return every word that the pages say."""
    return {word for page in pages for word in page.words.split()[::2]}


def _frequency(pages: Sequence[SearchPage]) -> dict[str, int]:
    """Return on how many pages each word stands."""
    found: dict[str, int] = defaultdict(int)
    for page in pages:
        for word in page.words.split()[::2]:
            found[word] += 1
    return found


def _postings(pages: Sequence[SearchPage], stems: Mapping[str, str], stem: Stem) -> dict[str, list[str]]:
    """Return the postings of each stem as they are written."""
    lengths = [sum(map(int, page.words.split()[1::2])) for page in pages]
    average = max(1.0, sum(lengths) / max(1, len(lengths)))
    found: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    written: dict[tuple[int, str], str] = {}  # a few thousand pieces make millions of postings
    for number, (page, length) in enumerate(zip(pages, lengths, strict=True)):
        signs = _signs(page, stem)
        norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / average)
        levels: dict[int, str] = {}
        for term, count in _counts(page, stems, signs).items():
            level = levels.get(count)
            if level is None:
                share = (LOW_RANK if page.is_low else 1.0) * count / (count + norm)
                level = levels[count] = chr(64 + max(1, ceil(LEVELS * share)))
            if term in signs:
                level += signs[term]
            distance = number - last.get(term, -1)
            last[term] = number
            piece = written.get((distance, level))
            if piece is None:
                piece = written[distance, level] = f"{_base36(distance) if distance > 1 else ''}{level}"
            found[term].append(piece)
    return found


def _counts(page: SearchPage, stems: Mapping[str, str], signs: Mapping[str, str]) -> dict[str, int]:
    """Return how often a page says each stem; a word of its title counts for several."""
    found: dict[str, int] = dict.fromkeys(signs, TITLE_COUNT)
    pieces = page.words.split()
    for word, count in zip(pieces[::2], pieces[1::2], strict=True):
        term = stems[word]
        found[term] = found.get(term, 0) + int(count)
    return found


def _signs(page: SearchPage, stem: Stem) -> dict[str, str]:
    """Return what is written after a posting whose word stands in the title or in the designation."""
    titled, designated = _title_signs(page, stem), _designation_signs(page, stem)
    return {term: titled.get(term, "") + designated.get(term, "") for term in {**titled, **designated}}


def _title_signs(page: SearchPage, stem: Stem) -> dict[str, str]:
    title = page.title.removeprefix(page.designation) if page.designation else page.title
    stems = [stem(word) for word in words_of(title) if is_said(word)]
    sign = TITLE_SIGNS[min(len(stems), len(TITLE_SIGNS)) - 1] if stems else ""
    return dict.fromkeys(stems, sign)


def _designation_signs(page: SearchPage, stem: Stem) -> dict[str, str]:
    words = designation_words(page.designation)
    sign = DESIGNATION_SIGNS[min(len(words), len(DESIGNATION_SIGNS)) - 1] if words else ""
    return {stem(spelling): sign for spellings in words for spelling in spellings}


def _relatives(families: Family, postings: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return, for each stem that a reader may type, the other stems of the same words that pages have."""
    found: dict[str, set[str]] = defaultdict(set)
    for family in set(families.values()):
        present = {stem for stem in family if stem in postings}
        for stem in family if present else ():
            found[stem] |= present - {stem}
    order = {stem: (-len(postings[stem]), stem) for stems in found.values() for stem in stems}
    return {stem: sorted(stems, key=order.__getitem__)[:RELATIVES] for stem, stems in found.items() if stems}


def _shards(postings: Mapping[str, Sequence[str]], relatives: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the lines of the files of stems, in the order of their code points: so does the browser compare."""
    lines: list[str] = []
    size = 0
    for stem in sorted({*postings, *relatives}):
        line = f"{stem}\t{' '.join(relatives.get(stem, ()))}\t{''.join(postings.get(stem, ()))}"
        if lines and size + len(line) > SHARD_SIZE:
            yield lines
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield lines


def _vocabulary(
    frequency: Mapping[str, int], stems: Mapping[str, str], postings: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield every stem with its most frequent word: the letters that it shares with the one before are a number."""
    words: dict[str, list[str]] = defaultdict(list)
    for word, term in stems.items():
        words[term].append(word)
    before = ""
    for term in sorted(words):
        if len(term) < 3 or term[0].isdecimal():
            continue
        word = max(words[term], key=lambda each: (frequency[each], each))
        shared = next((place for place, (a, b) in enumerate(zip(before, term, strict=False)) if a != b), None)
        shared = min(len(before), len(term), 35) if shared is None else min(shared, 35)
        ending = word[len(term) :] if word.startswith(term) else f"!{word}"
        commonness = DIGITS[min(35, len(postings[term]).bit_length())]
        yield f"{DIGITS[shared]}{commonness}{term[shared:]}|{ending}"
        before = term


def _kinds(pages: Sequence[SearchPage]) -> list[tuple[str, int, int]]:
    """Return the kinds with the numbers of their first page and of the one after their last."""
    kinds: dict[str, tuple[int, int]] = {}
    for number, page in enumerate(pages):
        kinds[page.kind] = (kinds.get(page.kind, (number, 0))[0], number + 1)
    return [(kind, *bounds) for kind, bounds in kinds.items()]


def _named(prefix: str, lines: Sequence[str]) -> Artifact:
    """Return a file under a name that changes with its content, so that browsers may keep it for ever."""
    content = ("\n".join(lines) + "\n").encode()
    return Artifact(f"{prefix}{blake2b(content, digest_size=5).hexdigest()}.txt", content)


def _name(artifact: Artifact) -> str:
    return artifact.path.rpartition("/")[2]


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
