"""Where a page takes Webmentions: the cases of section 3.1.2 of the Recommendation, and those on which senders stumbled."""

from __future__ import annotations

import pytest

from allmende.observers.channels.discovery import endpoint_of, links_in

PAGE = "https://hill.example/notes/7"
HERE = "https://hill.example/mention"

CASES = {
    "a header without quotes, relative": ("</mention>; rel=webmention", "", HERE),
    "a header without quotes, whole": (f"<{HERE}>; rel=webmention", "", HERE),
    "a header with quotes": (f'<{HERE}>; rel="webmention"', "", HERE),
    "a header with spaces": (f'<{HERE}> ;  rel = "webmention"', "", HERE),
    "a header with several relations": (f'<{HERE}>; rel="webmention somethingelse"', "", HERE),
    "a header whose name is written otherwise": (f"<{HERE}>; REL=WebMention", "", HERE),
    "a header with other links before": (f'<https://hill.example/x>; rel="other", <{HERE}>; rel="webmention"', "", HERE),
    "headers joined by a comma in a parameter": (f'</x>; title="a, b"; rel="next", <{HERE}>; rel=webmention', "", HERE),
    "a header with a parameter before the relation": (f'<{HERE}>; title="Mentions"; rel="webmention"', "", HERE),
    "an address with a comma": ("</mention,1>; rel=webmention", "", "https://hill.example/mention,1"),
    "a link element, relative": ("", '<html><head><link rel="webmention" href="/mention"></head></html>', HERE),
    "a link element, whole": ("", f'<link rel="webmention" href="{HERE}">', HERE),
    "a link element, relative to the page": ("", '<link rel="webmention" href="mention">', "https://hill.example/notes/mention"),
    "a link element with several relations": ("", f'<link rel="webmention somethingelse" href="{HERE}">', HERE),
    "a relation in capitals": ("", f'<LINK REL="WEBMENTION" HREF="{HERE}">', HERE),
    "a link element without quotes": ("", f"<link rel=webmention href={HERE}>", HERE),
    "a link element in the body": ("", f'<body><p>x</p><link rel="webmention" href="{HERE}">', HERE),
    "an anchor, relative": ("", '<body><a rel="webmention" href="/mention">endpoint</a></body>', HERE),
    "an anchor, whole": ("", f'<a href="{HERE}" rel="webmention">endpoint</a>', HERE),
    "another relation that begins alike": ("", f'<link rel="not-webmention" href="/no"><link rel="webmention" href="{HERE}">', HERE),
    "an endpoint in a comment is none": ("", f'<!-- <a href="/no" rel="webmention"></a> --><a href="{HERE}" rel="webmention">x</a>', HERE),
    "an endpoint in escaped HTML is none": ("", f'<p>&lt;a href="/no" rel="webmention"&gt;&lt;/a&gt;</p><a rel="webmention" href="{HERE}">x</a>', HERE),
    "an empty address is the page itself": ("", '<link rel="webmention" href="">', PAGE),
    "the header goes before the elements": (f"<{HERE}>; rel=webmention", '<link rel="webmention" href="/no">', HERE),
    "a link element before an anchor": ("", f'<link rel="webmention" href="{HERE}"><a rel="webmention" href="/no">x</a>', HERE),
    "an anchor before a link element": ("", f'<a rel="webmention" href="{HERE}">x</a><link rel="webmention" href="/no">', HERE),
    "a link element without address is passed over": ("", f'<link rel="webmention"><a rel="webmention" href="{HERE}">x</a>', HERE),
    "a query stays": ("", '<link rel="webmention" href="/mention?query=yes">', f"{HERE}?query=yes"),
    "an element in a script is none": ("", f'<script>"<link rel=webmention href=/no>"</script><link rel="webmention" href="{HERE}">', HERE),
    "no endpoint": ("<x>; rel=next", "<p>Nothing.</p>", None),
    "a script as endpoint is none": ("", '<link rel="webmention" href="javascript:alert(1)">', None),
    "what can't be read is none": ("<<<>>;;;rel==", "<a rel=webmention href='http://[::1'>", None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_found_as_the_recommendation_says(case):
    header, html, wanted = CASES[case]

    assert endpoint_of(PAGE, header, html) == wanted


@pytest.mark.parametrize(
    "header", ["<" * 50_000, "<a>" * 20_000, '<a>; rel="' + "\\" * 50_000, "<a>;" + "x=y;" * 20_000, ", " * 50_000]
)
def test_a_hostile_header_ends(header):
    assert isinstance(list(links_in(header)), list)


@pytest.mark.parametrize(
    "html", ["<a " * 100_000, "<!--" * 100_000, "<a rel=" * 80_000, "<link rel='webmention' href='" + "x" * 400_000]
)
def test_a_hostile_page_ends(html):
    endpoint_of(PAGE, "", html)
