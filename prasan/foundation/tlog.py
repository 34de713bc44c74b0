"""The transparency log's formats: tiles, signed notes, checkpoints and proofs.

Sources: C2SP tlog-tiles, signed-note, tlog-checkpoint and tlog-proof. Hashes are in base64 in every text.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .merkle import HASH_BYTES, Nodes, nodes_of

WIDTH = 256  # hashes in a full tile, entries in a full bundle
HEIGHT = 8  # tree levels that a tile spans
MAX_ENTRY = 0xFFFF  # an entry's length is written as uint16
ED25519 = b"\x01"
PROOF = "c2sp.org/tlog-proof@v1"

_TILE = re.compile(r"(entries|0|[1-9]\d?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?")
_NAME = re.compile(r"[^\s+]+")
_DECIMAL = re.compile(r"0|[1-9][0-9]*")


# --- tiles -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tile:
    """A tile's address. level: 0 to 63, or None for an entry bundle. width: 1 to 256."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The address below `<prefix>/tile/`: `0/x001/234.p/17`, `entries/000`."""
        thousands, last = divmod(self.index, 1000)
        parts = [f"{last:03}"]
        while thousands:
            thousands, last = divmod(thousands, 1000)
            parts.append(f"x{last:03}")
        level = "entries" if self.level is None else str(self.level)
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"{level}/{'/'.join(reversed(parts))}{part}"


def tile_at(path: str) -> Tile:
    """The tile that a path below `<prefix>/tile/` names. Raises ValueError for any other spelling."""
    found = _TILE.fullmatch(path)
    if not found or len(path) > 60:
        raise ValueError("not a tile")
    level = None if found[1] == "entries" else int(found[1])
    tile = Tile(level, int(found[2].replace("x", "").replace("/", "")), int(found[3] or WIDTH))
    if tile.path != path or tile.width > WIDTH or (level or 0) > 63:
        raise ValueError("not a tile")
    return tile


def width_at(level: int | None, index: int, size: int) -> int:
    """How wide the tile is in a tree of `size` leaves: 0 when it is not there yet."""
    here = size >> (HEIGHT * (level or 0))
    return max(0, min(WIDTH, here - index * WIDTH))


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries as an entry bundle: each behind its length in two bytes. Raises ValueError for one too long."""
    made = bytearray()
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise ValueError("a log entry is at most 65,535 bytes")
        made += len(entry).to_bytes(2, "big") + entry
    return bytes(made)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of a bundle. Raises ValueError when it is cut short."""
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise ValueError("the entry bundle is cut short")
        entries.append(data[at + 2 : end])
        at = end
    return entries


def nodes_in_tiles(read: Callable[[Tile], bytes], size: int) -> Nodes:
    """`Nodes` of a tree of `size` leaves out of its hash tiles; each tile is read once."""
    seen: dict[tuple[int, int], list[bytes]] = {}

    def tile(level: int, index: int) -> list[bytes]:
        if (level, index) not in seen:
            wanted = Tile(level, index, width_at(level, index, size))
            data = read(wanted)
            if len(data) != wanted.width * HASH_BYTES:
                raise ValueError(f"tile {wanted.path} is {len(data)} bytes long")
            seen[level, index] = [data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)]
        return seen[level, index]

    def node(level: int, index: int) -> bytes:
        tile_level, inside = divmod(level, HEIGHT)
        first = index << inside
        number, offset = divmod(first, WIDTH)
        return nodes_of(tile(tile_level, number)[offset : offset + (1 << inside)])(inside, 0)

    return node


# --- signed notes ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verifier:
    """A public key with its name. `text` and `parse` speak the vkey form `name+keyid+base64(type key)`."""

    name: str
    key: bytes  # 32 bytes

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    @property
    def text(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.key).decode()}"

    @classmethod
    def parse(cls, text: str) -> Verifier:
        """Raises ValueError when the text is not a vkey of an Ed25519 key or its id does not fit."""
        name, key_id, key = text.strip().split("+", 2)
        raw = unbase64(key)
        verifier = cls(name, raw[1:])
        if raw[:1] != ED25519 or len(raw) != 33 or verifier.key_id.hex() != key_id:
            raise ValueError("not a verifier key")
        return verifier

    def verifies(self, text: str, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private key with its name (no spaces, no plus)."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.key.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """The signature line of a note."""
        signature = self.verifier.key_id + self.key.sign(text.encode())
        return f"— {self.name} {base64.b64encode(signature).decode()}\n"


def sign_note(text: str, *signers: Signer) -> str:
    """`text` (ending in a newline) as a signed note. Raises ValueError for text a note cannot hold."""
    if not text.endswith("\n") or any(ord(c) < 32 and c != "\n" for c in text):
        raise ValueError("a note's text ends in a newline and has no control characters")
    if any(not _NAME.fullmatch(s.name) for s in signers):
        raise ValueError("a key name has no spaces and no plus")
    return f"{text}\n{''.join(s.line(text) for s in signers)}"


def open_note(note: str, verifiers: Iterable[Verifier]) -> tuple[str, list[str]]:
    """The text of a note and the names of the known keys that signed it.

    Raises ValueError when no known key signed, or when a known key's signature is false.
    """
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n") or len(note) > 1_000_000:
        raise ValueError("not a signed note")
    text += "\n"
    known = {(v.name, v.key_id): v for v in verifiers}
    names = []
    for line in lines[:-1].split("\n"):
        dash, name, encoded = [*line.split(" "), "", ""][:3]
        if dash != "—" or not _NAME.fullmatch(name) or line.count(" ") != 2:
            raise ValueError("not a signature line")
        raw = unbase64(encoded)
        if verifier := known.get((name, raw[:4])):
            if not verifier.verifies(text, raw[4:]):
                raise ValueError(f"the signature of {name} is false")
            names.append(name)
    if not names:
        raise ValueError("no known key signed the note")
    return text, names


# --- checkpoints and proofs --------------------------------------------------------------------------


@dataclass(frozen=True)
class Checkpoint:
    """The head of the log: its origin line, its size in leaves and its root hash."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Raises ValueError when a note's text is not a checkpoint; extension lines are passed over."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]) or not _DECIMAL.fullmatch(lines[1]):
            raise ValueError("not a checkpoint")
        root = unbase64(lines[2])
        if len(root) != HASH_BYTES:
            raise ValueError("not a checkpoint")
        return cls(lines[0], int(lines[1]), root)


@dataclass(frozen=True)
class Proof:
    """An offline proof that an entry is in the log: its index, the path, and the signed checkpoint."""

    index: int
    path: Sequence[bytes]
    checkpoint: str
    extra: bytes = b""

    @property
    def text(self) -> str:
        extra = f"extra {base64.b64encode(self.extra).decode()}\n" if self.extra else ""
        path = "".join(f"{base64.b64encode(step).decode()}\n" for step in self.path)
        return f"{PROOF}\n{extra}index {self.index}\n{path}\n{self.checkpoint}"

    @classmethod
    def parse(cls, text: str) -> Proof:
        """Raises ValueError when the text is not a proof."""
        head, blank, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        extra = b""
        if len(lines) > 1 and lines[1].startswith("extra "):
            extra = unbase64(lines.pop(1)[6:])
        if not blank or lines[0] != PROOF or len(lines) < 2 or not lines[1].startswith("index "):
            raise ValueError("not a proof")
        if not _DECIMAL.fullmatch(lines[1][6:]) or len(lines) > 66:
            raise ValueError("not a proof")
        path = [unbase64(line) for line in lines[2:]]
        if any(len(step) != HASH_BYTES for step in path):
            raise ValueError("not a proof")
        return cls(int(lines[1][6:]), path, checkpoint, extra)


def unbase64(text: str) -> bytes:
    """Standard base64 in its one canonical spelling. Raises ValueError otherwise."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64") from error
    if base64.b64encode(raw).decode() != text:
        raise ValueError("not base64")
    return raw
