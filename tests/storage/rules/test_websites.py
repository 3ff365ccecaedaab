"""Whose site an address leads to."""

import pytest

from storage.websites import site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("acme.com", "acme.com"),
        ("https://www.Acme.com/", "acme.com"),
        ("HTTP://user@www2.acme.co.uk:8080/about?x=1#top", "acme.co.uk"),
        ("//acme.com", "acme.com"),
        (" acme.com. ", "acme.com"),
        ("b\u00fccher.example", "b\u00fccher.example"),
        ("https://www.facebook.com/AcmeOutfitters/?ref=1", "facebook.com/acmeoutfitters"),
        ("facebook.com", ""),
        ("n/a", ""),
        ("acme", ""),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("x" * 10_000, ""),
    ],
)
def test_the_host_says_whose_site_it_is(text: str, expected: str) -> None:
    assert site(text) == expected
