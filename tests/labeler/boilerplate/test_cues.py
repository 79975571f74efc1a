from __future__ import annotations

import pytest

from labeler.boilerplate.cues import Cue, cues_of
from labeler.boilerplate.words import normal


def cue_of(text: str) -> Cue:
    return cues_of([text], [normal(text)])[0]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Related Articles", "end"),
        ("Das könnte Sie auch interessieren", "end"),
        ("関連記事", "end"),
        ("댓글", "end"),
        ("यह भी पढ़ें", "end"),
        ("مقالات ذات صلة", "end"),
        ("Tags: quay, crane, tide", "end"),
        ("Read also: The crane that would not bow", "link"),
        ("相关专题：海上风力发电", "link"),
        ("31 Responses to “The crane that would not bow”", "end"),
        ("One response to “The crane that would not bow”", "end"),
        ("9 Kommentare zu Der Kran", "end"),
        ("4 commentaires", "end"),
        ("12 responses to the council were late, and nine of them were not signed.", ""),
        ("No comment on the crane, said the mayor", ""),
        ("Share on Facebook", "share"),
        ("ADVERTISEMENT", "furniture"),
        ("SPONSORED Quay Boots: the pair that your pier deserves", "furniture"),
        ("Sponsored by the harbour, the regatta drew nine boats", ""),
        ("The Quay newsletter: sign up for free", "furniture"),
        ("This entry was posted in Harbour and tagged crane", "furniture"),
        ("Dieser Beitrag wurde am 3. März 2031 von Nora veröffentlicht", "furniture"),
        ("Follow Nora Quist on Mastodon and Twitter", ""),
        ("Follow Nora Quist on Twitter.", "furniture"),
        ("This post contains affiliate links", "furniture"),
        ("Check price at the quay shop", "furniture"),
        ("© 2031 Quay Media", "footer"),
        ("3 hours ago", "stamp"),
        ("Revised 4 min ago", "stamp"),
        ("vor 2 Stunden", "stamp"),
        ("3小时前", "stamp"),
        ("Updated 13 March 2031", "stamp"),
        ("2031年3月13日 12:30", "stamp"),
        ("Last updated on September 16th, 2031", "stamp"),
        ("Updated guidance for 12 harbours is late, the council said on Monday.", ""),
        ("By Nora Quist", "byline"),
        ("N.Quist--TC", "byline"),
        ("Quist/DPA", "byline"),
        ("AC/DC", ""),
        ("Photo: Nora Quist", "caption"),
        ("The crane at dusk (AFP)", "caption"),
        ("The crane at dusk / AFP.", "caption"),
        ("Contents", "contents"),
        ("Yesterday »", "stamp"),
        ("il y a une heure", "stamp"),
        ("The crane bowed to the mayor on Tuesday.", ""),
        ("In 2031 the town bought 3 cranes and a tug for 12 million crowns", ""),
        ("", ""),
    ],
)
def test_cues(text: str, cue: str) -> None:
    assert cue_of(text) == cue


def test_a_long_paragraph_is_no_cue_though_it_opens_like_one() -> None:
    assert cue_of("Related industries complained. " * 20) == ""
