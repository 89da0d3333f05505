from __future__ import annotations

import json
from pathlib import Path

import pytest

from strandline.ingest.webpage import read_webpage
from strandline.records import Published

from .builders import COUNCIL, DIVERS, FERRY, code, only, page, read, source

BODY = f"<article><h1>Ferry lost off Marl</h1><p>{FERRY}</p><p>{DIVERS}</p><p>{COUNCIL}</p></article>"
NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry lost off Marl",
    "datePublished": "2014-03-03T23:15:00-05:00",
    "dateModified": "2014-03-05T08:00:00Z",
    "author": [{"@type": "Person", "name": "Ann Writer"}, {"@type": "Person", "name": "Ben Scribe"}],
    "publisher": {"@type": "Organization", "name": "Harbour Gazette"},
}


def ld(*items: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in items)


def date_of(tmp_path: Path, markup: str, name: str = "page.html") -> Published | None:
    return only(read(tmp_path, name, markup)).published


def test_a_news_page(tmp_path: Path) -> None:
    head = (
        "<title>Ferry lost off Marl | Harbour Gazette</title><link rel=canonical href='https://gazette.example/ferry'>"
    )
    document = only(read(tmp_path, "page.html", page(BODY, head + ld(NEWS))))
    assert document.text == f"Ferry lost off Marl\n\n{FERRY}\n\n{DIVERS}\n\n{COUNCIL}"
    assert document.title == "Ferry lost off Marl"
    assert document.authors == ("Ann Writer", "Ben Scribe")
    assert document.publisher == "Harbour Gazette"
    assert document.url == "https://gazette.example/ferry"
    assert document.language == "en"
    assert document.media_type == "text/html"
    instant = "2014-03-03T23:15:00-05:00"
    assert document.published == Published(earliest=instant, latest=instant, basis="metadata")
    assert [document.text[mark.start : mark.end] for mark in document.locators][1:] == [FERRY, DIVERS, COUNCIL]


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2014-03-03T23:15:00-05:00'>",
        "<meta name='parsely-pub-date' content='2014-03-03T23:15:00-05:00'>",
        "<meta name='sailthru.date' content='Mon, 03 Mar 2014 23:15:00 -0500'>",
        "<meta itemprop='datePublished' content='2014-03-03T23:15:00-05:00'>",
        "<meta name='DC.date.issued' content='2014-03-03T23:15:00-05:00'>",
        "<meta name='article_date_original' content='Monday, March 3, 2014, 11:15 PM EST'>",
        ld({"@graph": [{"@type": "WebSite", "name": "G"}, NEWS]}),
        ld([{"@type": "BreadcrumbList"}, NEWS]),
        ld({"@type": "WebPage", "datePublished": "2014-01-01", "mainEntity": NEWS}),
        ld({"@type": ["Thing", "Article"], "datePublished": "2014-03-03T23:15:00-05:00"}),
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"a\nb",'
        '"datePublished":"2014-03-03T23:15:00-05:00"}</script>',
    ],
)
def test_where_heads_put_the_instant_of_publication(tmp_path: Path, head: str) -> None:
    published = date_of(tmp_path, page(BODY, head))
    assert published == Published(
        earliest="2014-03-03T23:15:00-05:00", latest="2014-03-03T23:15:00-05:00", basis="metadata"
    )


@pytest.mark.parametrize(
    "line",
    [
        "<time datetime='2014-03-03T23:15:00-05:00' pubdate>March 3</time>",
        "<time datetime='2014-03-03'>March 3</time>",
        "<time class='op-published' datetime='2014-03-03T10:00:00Z'>3 March</time>"
        "<time class='op-modified' datetime='2014-03-09'>9 March</time>",
        "<span itemprop='datePublished' content='2014-03-03'>yesterday</span>",
        "<div class='byline'>Ann Writer</div><div class='entry-date'>Monday, 3 March 2014</div>",
        "<p class='dateline'>3 March 2014 | 10:15 GMT</p>",
        "<span class='dtstamp published'>3 March 2014</span>",
        "<div id='pubdate'>Published on March 3, 2014 at 9:00 a.m. by the press office of the port</div>",
    ],
)
def test_where_bodies_put_the_date_of_publication(tmp_path: Path, line: str) -> None:
    published = date_of(tmp_path, page(BODY.replace("</h1>", f"</h1>{line}")))
    assert published is not None
    assert published.earliest[:10] == "2014-03-03"
    assert published.basis == "metadata"


def test_the_address_may_hold_the_date(tmp_path: Path) -> None:
    published = date_of(tmp_path, page(BODY, "<link rel=canonical href='https://gazette.example/2014/03/03/ferry'>"))
    assert published == Published(earliest="2014-03-03", latest="2014-03-03", basis="metadata")


def test_a_date_of_change_is_no_date_of_publication(tmp_path: Path) -> None:
    head = "<meta property='article:modified_time' content='2014-03-09T10:00:00Z'>"
    assert date_of(tmp_path, page(BODY, head), "2014-03-04.html") == Published(
        earliest="2014-03-04", latest="2014-03-04", basis="file-name"
    )
    alone = date_of(tmp_path, page(BODY, head), "page.html")
    assert alone is not None
    assert alone.earliest == "2014-03-09T10:00:00+00:00"


def test_midnight_is_a_day_not_an_instant(tmp_path: Path) -> None:
    published = date_of(tmp_path, page(BODY, "<meta name=date content='2014-03-03T00:00:00Z'>"))
    assert published == Published(earliest="2014-03-03", latest="2014-03-03", basis="metadata")


def test_dates_of_other_stories_do_not_count(tmp_path: Path) -> None:
    aside = "<aside class='related'><p>Old storm</p><time datetime='2009-01-01'>2009</time></aside>"
    comments = "<div class='comments'><time datetime='2015-01-01'>2015</time></div>"
    programme = (
        "<ul><li><time datetime='2014-05-01'>1 May</time></li><li><time datetime='2014-06-01'>1 June</time></li></ul>"
    )
    assert date_of(tmp_path, page(BODY + aside + comments + programme)) is None


def test_an_impossible_date_is_noted_and_the_next_one_taken(tmp_path: Path) -> None:
    head = ld({**NEWS, "datePublished": "2014-02-30"}) + "<meta name=pubdate content='2014-03-03'>"
    result = read(tmp_path, "page.html", page(BODY, head))
    assert only(result).published == Published(earliest="2014-03-03", latest="2014-03-03", basis="metadata")
    assert any("2014-02 has no day 30" in note for note in result.notes)


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Ferry lost off Marl", "<title>Ferry lost off Marl - Harbour Gazette</title>"),
        ("Ferry lost off Marl", "<title>Harbour Gazette :: Ferry lost off Marl</title>"),
        ("Ferry lost - again", "<title>x</title><meta property='og:title' content='Ferry lost - again'>"),
        (
            "Ferry lost",
            "<meta property='og:title' content='Ferry lost | Gazette'><meta property='og:site_name' content='Gazette'>",
        ),
    ],
)
def test_titles_lose_the_name_of_the_site(tmp_path: Path, title: str, head: str) -> None:
    assert only(read(tmp_path, "page.html", page(BODY, head))).title == title


def test_the_site_is_the_publisher(tmp_path: Path) -> None:
    assert (
        only(read(tmp_path, "a.html", page(BODY, "<title>Ferry lost off Marl | Gazette</title>"))).publisher
        == "Gazette"
    )
    head = "<link rel=canonical href='https://www.gazette.example/x'>"
    assert only(read(tmp_path, "b.html", page(BODY, head))).publisher == "gazette.example"
    wire = "<article><p>PORT MARL (Coast Agency) — " + FERRY + "</p></article>"
    assert only(read(tmp_path, "c.html", page(wire))).publisher is None


def test_authors_by_reference_meta_and_byline(tmp_path: Path) -> None:
    graph = ld(
        {"@graph": [{**NEWS, "author": {"@id": "#ann"}}, {"@id": "#ann", "@type": "Person", "name": "Ann Writer"}]}
    )
    assert only(read(tmp_path, "a.html", page(BODY, graph))).authors == ("Ann Writer",)
    meta = "<meta name=author content='By Ann Writer and Ben Scribe'>"
    assert only(read(tmp_path, "b.html", page(BODY, meta))).authors == ("Ann Writer", "Ben Scribe")
    link = BODY.replace("</h1>", "</h1><a rel=author href=/ann>Ann Writer</a>")
    assert only(read(tmp_path, "c.html", page(link))).authors == ("Ann Writer",)


def test_navigation_and_asides_are_left_out() -> None:
    around = (
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/n>News of the harbour and the coast</a></li></ul></nav>"
        f"<div id=wrap>{BODY}"
        "<aside><h3>Related</h3><p>Five ferries that were lost in the last decade, and why.</p></aside>"
        "<div class='newsletter'><p>Sign up for our letter and never miss a story from the harbour again.</p></div>"
        "</div>"
        "<footer><p>Harbour Gazette, 12 Quay Road, Marl. All rights are with the publisher of this page.</p></footer>"
    )
    text = read_webpage(source(page(around))).content.text
    assert text == f"Ferry lost off Marl\n\n{FERRY}\n\n{DIVERS}\n\n{COUNCIL}"


def test_no_real_paragraph_is_lost() -> None:
    short = ["No one died.", "“We had no warning,” the captain said.", "The sea was calm."]
    items = ["Twelve of the crew were brought ashore.", "Two lorries were lost with all that they carried."]
    body = (
        f"<div class='story'><h1>Ferry lost off Marl</h1><div class='standfirst'>{COUNCIL}</div><p>{FERRY}</p>"
        + "".join(f"<p>{text}</p>" for text in short)
        + f"<h2>The search</h2><p>{DIVERS}</p><ul>"
        + "".join(f"<li>{text}</li>" for text in items)
        + "</ul><blockquote>Nobody on the bridge had seen the message.</blockquote>"
        "<table><tr><th>Ship</th><th>Crew</th></tr><tr><td>Anna</td><td>19</td></tr></table></div>"
    )
    text = read_webpage(source(page(body))).content.text
    for paragraph in [
        FERRY,
        DIVERS,
        COUNCIL,
        *short,
        *items,
        "The search",
        "Nobody on the bridge had seen the message.",
    ]:
        assert paragraph in text.split("\n\n")
    assert text.index(FERRY) < text.index(short[0]) < text.index("The search") < text.index(items[1])


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td><font>{FERRY}<br><br>{DIVERS}<br><br>{COUNCIL}</font></td></tr></table>",
        f"<div>{FERRY}</div><div>{DIVERS}</div><div>{COUNCIL}</div>",
        f"{FERRY}<p>{DIVERS}<p>{COUNCIL}",
        f"<center><p>{FERRY}</center><p>{DIVERS}<hr><p>{COUNCIL}",
    ],
)
def test_old_and_careless_markup_is_read_whole(body: str) -> None:
    text = read_webpage(source(page(body))).content.text
    assert all(paragraph in text for paragraph in (FERRY, DIVERS, COUNCIL))


def test_a_page_built_by_script_gives_the_text_of_its_data(tmp_path: Path) -> None:
    article = {**NEWS, "articleBody": f"{FERRY}\n\n{DIVERS}\n{COUNCIL}"}
    document = only(read(tmp_path, "page.html", page("<div id=app></div><p>Loading</p>", ld(article))))
    assert document.text == f"{FERRY}\n\n{DIVERS}\n\n{COUNCIL}"


def test_a_page_that_says_one_thing_is_not_lost(tmp_path: Path) -> None:
    assert only(read(tmp_path, "page.html", page("<p>Gone.</p>"))).text == "Gone."


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    assert code(read(tmp_path, "a.html", page("<script>go()</script><img src=x>"))) == "no-text"
    assert code(read(tmp_path, "b.html", "<!-- nothing -->")) == "no-text"


def test_pages_too_large_for_the_extractor_are_read_by_their_paragraphs() -> None:
    story = "".join(f"<p>{FERRY} That was boat number {number}.</p>" for number in range(12_000))
    text = read_webpage(source(page(f"<nav><a href=/>Home</a></nav><article>{story}</article>"))).content.text
    assert text.count("That was boat number") == 12_000
    assert "Home" not in text


def test_where_a_page_was_saved_from(tmp_path: Path) -> None:
    markup = "<!-- saved from url=(0031)https://gazette.example/ferry --><html><body>" + BODY + "</body></html>"
    assert only(read(tmp_path, "page.htm", markup)).url == "https://gazette.example/ferry"


def test_the_declared_charset_of_a_page_is_used(tmp_path: Path) -> None:
    markup = f"<html><head><meta charset=windows-1252></head><body><p>“No,” she said. {FERRY}</p></body></html>"
    assert "“No,” she said." in only(read(tmp_path, "page.html", markup.encode("cp1252"))).text
