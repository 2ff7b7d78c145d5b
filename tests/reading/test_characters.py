"""What single characters mean."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from archive.reading.characters import nfkc


@given(st.text(st.one_of(st.characters(), st.sampled_from("，（）２Ａ…①é\u0301\u338fｶﾞ\n"))))
def test_the_quick_form_is_that_of_unicode(text: str) -> None:
    assert nfkc(text) == unicodedata.normalize("NFKC", text)
