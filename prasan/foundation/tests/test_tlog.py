"""The log's formats, against the examples of the C2SP texts and by round trips."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation import merkle, tlog

# The well-known example key of the note format: golang.org/x/mod/sumdb/note.
PETER = tlog.Verifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
PETERS_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNX"
    "gKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
SIGNER = tlog.Signer("log.example/one", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (tlog.Tile(0, 0), "0/000"),
        (tlog.Tile(0, 1234067), "0/x001/x234/067"),
        (tlog.Tile(1, 5, 17), "1/005.p/17"),
        (tlog.Tile(63, 999), "63/999"),
        (tlog.Tile(None, 1000, 255), "entries/x001/000.p/255"),
    ],
)
def test_tile_paths(tile: tlog.Tile, path: str) -> None:
    assert tile.path == path
    assert tlog.tile_at(path) == tile


@pytest.mark.parametrize(
    "path",
    ["", "0/0", "00/000", "64/000", "0/x000/001", "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/1000",
     "-1/000", "0/000/", "/0/000", "entries", "data/000", "0/" + "x001/" * 20 + "000", "0/๐๐๐"],
)  # fmt: skip
def test_another_spelling_is_no_tile(path: str) -> None:
    with pytest.raises(ValueError, match="not a tile"):
        tlog.tile_at(path)


def test_widths_in_a_tree_of_seventy_thousand() -> None:
    """The example of the text: 273 full tiles and one of 112, one full and one of 17, one of 1."""
    size = 70_000
    assert [tlog.width_at(0, i, size) for i in (0, 272, 273, 274)] == [256, 256, 112, 0]
    assert [tlog.width_at(1, i, size) for i in (0, 1, 2)] == [256, 17, 0]
    assert [tlog.width_at(2, i, size) for i in (0, 1)] == [1, 0]
    assert (tlog.width_at(0, 0, 256), tlog.width_at(1, 0, 256)) == (256, 1)


@given(st.lists(st.binary(max_size=300)))
def test_bundles_hold_their_entries(entries: list[bytes]) -> None:
    assert tlog.unbundle(tlog.bundle(entries)) == entries


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abc", b"\x00\x01a\x00"])
def test_a_cut_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="cut short"):
        tlog.unbundle(data)


def test_an_entry_has_a_greatest_length() -> None:
    with pytest.raises(ValueError, match="at most"):
        tlog.bundle([bytes(65_536)])


@given(st.integers(1, 700), st.data())
def test_proofs_out_of_tiles_equal_proofs_out_of_the_tree(size: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(i.to_bytes(4, "big")) for i in range(size)]
    plain = merkle.nodes_of(leaves)

    def read(tile: tlog.Tile) -> bytes:
        level = (tile.level or 0) * 8
        return b"".join(plain(level, tile.index * 256 + i) for i in range(tile.width))

    tiled = tlog.nodes_in_tiles(read, size)
    place = data.draw(st.integers(0, size - 1))
    assert merkle.root(size, tiled) == merkle.root_of(leaves)
    assert merkle.inclusion_proof(place, size, tiled) == merkle.inclusion_proof(place, size, plain)
    assert merkle.consistency_proof(place, size, tiled) == merkle.consistency_proof(place, size, plain)


def test_the_known_note_opens() -> None:
    text, names = tlog.open_note(PETERS_NOTE, [PETER])
    assert text.startswith("If you think") and text.endswith("is.\n")
    assert names == ["PeterNeumann"]
    assert tlog.Verifier.parse(PETER.text) == PETER


def test_a_note_of_ours_opens_and_unknown_signers_are_passed_over() -> None:
    other = tlog.Signer("witness.example", Ed25519PrivateKey.generate())
    note = tlog.sign_note("one\n\ntwo\n", SIGNER, other)
    assert tlog.open_note(note, [SIGNER.verifier]) == ("one\n\ntwo\n", ["log.example/one"])
    assert tlog.open_note(note, [other.verifier, SIGNER.verifier])[1] == [
        "log.example/one",
        "witness.example",
    ]


@given(st.integers(0, len(PETERS_NOTE) - 1), st.characters(codec="utf-8"))
def test_a_changed_note_does_not_open(at: int, character: str) -> None:
    changed = PETERS_NOTE[:at] + character + PETERS_NOTE[at + 1 :]
    if changed == PETERS_NOTE:
        return
    with pytest.raises(ValueError, match=r".+"):
        tlog.open_note(changed, [PETER])


@pytest.mark.parametrize("text", ["", "no newline", "tab\t\n"])
def test_a_text_a_note_cannot_hold(text: str) -> None:
    with pytest.raises(ValueError, match="note"):
        tlog.sign_note(text, SIGNER)


@pytest.mark.parametrize("text", ["", "a+b", "a+00000000+AAAA", PETER.text.replace("c74f20a3", "c74f20a4")])
def test_a_false_verifier_key(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tlog.Verifier.parse(text)


def test_checkpoints() -> None:
    """The example of the text."""
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    head = tlog.Checkpoint.parse(text)
    assert (head.origin, head.size, len(head.root), head.text) == (
        "example.com/behind-the-sofa",
        20852163,
        32,
        text,
    )
    assert tlog.Checkpoint.parse(text + "an extension\n") == head


@pytest.mark.parametrize(
    "text", ["", "a\n1\n", "a\n01\n" + "A" * 43 + "=\n", "a\n1\nAAAA\n", "\n1\n" + "A" * 43 + "=\n"]
)
def test_not_a_checkpoint(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tlog.Checkpoint.parse(text)


@given(
    st.integers(0, 2**62), st.lists(st.binary(min_size=32, max_size=32), max_size=40), st.binary(max_size=90)
)
def test_proofs_read_back(index: int, path: list[bytes], extra: bytes) -> None:
    note = tlog.sign_note(tlog.Checkpoint("log.example/one", index + 1, bytes(32)).text, SIGNER)
    made = tlog.Proof(index, path, note, extra)
    assert tlog.Proof.parse(made.text) == made
    assert made.text.split("\n")[0] == "c2sp.org/tlog-proof@v1"


@pytest.mark.parametrize(
    "text",
    ["", "c2sp.org/tlog-proof@v1\n\nnote\n", "c2sp.org/tlog-proof@v1\nindex 01\n\nnote\n",
     "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nnote\n", "c2sp.org/tlog-proof@v2\nindex 1\n\nnote\n",
     "c2sp.org/tlog-proof@v1\nextra ?\nindex 1\n\nnote\n"],
)  # fmt: skip
def test_not_a_proof(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tlog.Proof.parse(text)


def test_base64_is_strict() -> None:
    assert tlog.unbase64(base64.b64encode(b"abc").decode()) == b"abc"
    for text in ("YWJj ", "YWJ", "YW-_", "YX==", "ก"):
        with pytest.raises(ValueError, match="base64"):
            tlog.unbase64(text)
