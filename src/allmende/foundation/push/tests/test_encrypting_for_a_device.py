"""Messages are encrypted as RFC 8291 says, by its own example (Appendix A), and signed as RFC 8292 says."""

import json

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.push.encoding import from_base64url, to_base64url
from allmende.foundation.push.encryption import LONGEST, encrypt, is_key_pair
from allmende.foundation.push.testing import Device
from allmende.foundation.push.vapid import authorization, public_key

CURVE = ec.SECP256R1()
PLAIN = b"When I grow up, I want to be a watermelon"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
THEIRS = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def number(text):
    return int.from_bytes(from_base64url(text))


def test_the_example_of_the_standard_gives_its_bytes():
    own = ec.derive_private_key(number(OURS), CURVE)

    body = encrypt(PLAIN, from_base64url(PUBLIC), from_base64url(SECRET), own=own, salt=from_base64url(SALT))

    assert to_base64url(body) == BODY


def test_a_device_reads_the_example_of_the_standard():
    device = Device(ec.derive_private_key(number(THEIRS), CURVE), from_base64url(SECRET))

    assert device.public == PUBLIC
    assert device.read(from_base64url(BODY)) == PLAIN


@given(st.binary(max_size=LONGEST))
def test_whatever_is_sent_the_device_reads_it_and_no_other_does(message):
    device, other = Device(), Device()

    body = encrypt(message, from_base64url(device.public), from_base64url(device.secret))

    assert device.read(body) == message
    assert len(body) <= 4096
    with pytest.raises(InvalidTag):
        other.read(body)


def test_what_is_too_long_or_no_key_is_refused():
    device = Device()
    public, secret = from_base64url(device.public), from_base64url(device.secret)

    with pytest.raises(ValueError, match="too long"):
        encrypt(b"x" * (LONGEST + 1), public, secret)
    assert is_key_pair(public, secret)
    assert not is_key_pair(public[:-1] + bytes([public[-1] ^ 1]), secret)
    assert not is_key_pair(public, secret[:15])
    assert not is_key_pair(b"", secret)


def test_the_push_service_can_tell_who_sends_and_that_it_is_meant():
    words = dict(
        part.strip().split("=", 1)
        for part in authorization("https://push.example/x/1").removeprefix("vapid ").split(",")
    )
    head, claims, signature = words["t"].split(".")
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_base64url(words["k"]))
    raw = from_base64url(signature)

    der = utils.encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        key.verify(der, f"{head}.{claims}x".encode(), ec.ECDSA(SHA256()))
    assert words["k"] == public_key()
    assert json.loads(from_base64url(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(from_base64url(claims))["aud"] == "https://push.example"
